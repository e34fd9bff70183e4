"""Weighing options: every write."""
