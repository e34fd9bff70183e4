"""Weighing options: their forms."""
