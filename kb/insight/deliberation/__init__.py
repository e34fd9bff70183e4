"""What a study asks, which roads it sees, what it concludes; and on which arguments each of these rests."""
