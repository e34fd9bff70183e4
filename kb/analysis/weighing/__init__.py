"""Options weighed on criteria: intervals from arguments, weights, orders, and what each rests on."""
