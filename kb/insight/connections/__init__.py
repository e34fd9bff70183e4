"""What a thing is connected to, as one reader may see it."""
