"""Overlap in four readings."""
