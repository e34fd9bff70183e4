"""Scenarios of a study beside today."""
