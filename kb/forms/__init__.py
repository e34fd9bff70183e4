"""What people may write, and the plain sentences when it cannot stand."""
