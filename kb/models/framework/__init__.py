"""What is argued: capacities, questions, options and arguments, and what a team makes of them."""
