"""Pure analysis: frames and graphs in, frames out. No Django, clock, files or global randomness."""
