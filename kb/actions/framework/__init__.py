"""Questions, options and arguments: every write."""
