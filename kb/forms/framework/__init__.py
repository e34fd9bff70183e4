"""Questions, options and arguments: their forms."""
