"""Frames in, Altair charts out. The page and the PDF draw the same chart; words come in as `labels`."""
