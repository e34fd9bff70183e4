"""Questions, options and arguments: their pages."""
