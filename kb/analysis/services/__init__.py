"""Services that could be shared: where they are best organised, with which to start, and when they run."""
