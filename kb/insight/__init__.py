"""What the base tells: rows, frames and analysis put together for one question of a page."""
