"""What narrows a list, told once for the page and the file."""
