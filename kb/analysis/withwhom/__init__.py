"""With whom: connected sets, their criteria, what turns a ranking over, and what it is worth."""
