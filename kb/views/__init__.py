"""What a person asks for, in 5 to 25 lines: guard, read, show."""
