"""The shared vision and the parties who write it: every write."""
