"""What chance alone would give, with the number of agreements and of members held as they are."""
