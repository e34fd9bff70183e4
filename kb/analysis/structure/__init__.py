"""What holds a network together: clusters and how firm they are, hubs and bridges, nestedness."""
