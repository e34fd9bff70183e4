"""The search for partners and what it rests on."""
