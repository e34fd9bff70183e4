"""An argument graph as boxes, lines and signs."""
