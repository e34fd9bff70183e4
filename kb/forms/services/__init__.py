"""Services and their roadmap: their forms."""
