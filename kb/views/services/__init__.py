"""Services and their roadmap: their pages."""
