"""Everything that is known as one graph, and the ways through it."""
