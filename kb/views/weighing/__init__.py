"""Weighing options: their pages."""
