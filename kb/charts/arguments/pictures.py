"""A drawn map as a picture for a report."""

from __future__ import annotations

from math import sqrt

import vl_convert

from kb.charts.render import register_fonts

SHARP, MOST = 2.0, 30_000_000  # times the size of the page; dots, or a long map would not fit in memory


def png(svg: str, width: float, height: float) -> bytes:
    register_fonts()
    scale = min(SHARP, sqrt(MOST / max(width * height, 1)))
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
