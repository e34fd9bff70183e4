"""What is argued about one question: read from rows, drawn as a map, told as an outline."""
