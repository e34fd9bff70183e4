"""Services and their roadmap: every write."""
