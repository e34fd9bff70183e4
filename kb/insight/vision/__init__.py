"""How far the shared vision is, and what stands in each of its sections."""
