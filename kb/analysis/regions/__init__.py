"""A group of municipalities beside another: borders, partitions, perimeter, likeness, two moments."""
