"""Rows and frames as tables of a page."""
