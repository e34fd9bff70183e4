"""Lines between boxes: along the tree at right angles, across it in a curve with an arrow."""

from __future__ import annotations

from dataclasses import dataclass

from kb.analysis.arguments.layered import Box
from kb.charts.arguments import look
from kb.charts.arguments.look import Line

BULGE, ARROW = 42.0, 8.0
LOW = 12.0  # above the foot of a box, where no line of the tree arrives


@dataclass(frozen=True)
class Spine:
    """``trunk``: from the upper box down its upright line; ``stub``: from there to the lower box."""

    trunk: str
    stub: str
    line: Line


@dataclass(frozen=True)
class Wire:
    path: str
    arrow: str
    line: Line
    x: float
    y: float
    word: str


def spine(upper: Box, lower: Box, line: Line) -> Spine:
    start, foot = upper.y + look.HOOK, lower.y + look.HOOK
    trunk = upper.right + look.TRUNK
    return Spine(
        f"M{upper.right:.1f},{start:.1f}H{trunk:.1f}V{foot:.1f}",
        f"M{trunk:.1f},{foot:.1f}H{lower.x:.1f}",
        line,
    )


def cross(one: Box, other: Box, line: Line, word: str) -> Wire:
    """From ``one`` to ``other``, leaving and arriving on the sides that face each other."""
    start, end = one.bottom - LOW, other.bottom - LOW
    if one.column == other.column:
        x1, x2, out, into = one.right, other.right, 1, 1
    elif one.column > other.column:
        x1, x2, out, into = one.x, other.right, -1, 1
    else:
        x1, x2, out, into = one.right, other.x, 1, -1
    tip, leave, arrive = x2 + into * ARROW, x1 + out * BULGE, x2 + into * BULGE
    path = f"M{x1:.1f},{start:.1f}C{leave:.1f},{start:.1f} {arrive:.1f},{end:.1f} {tip:.1f},{end:.1f}"
    arrow = f"M{x2:.1f},{end:.1f}L{tip:.1f},{end - ARROW / 2:.1f}V{end + ARROW / 2:.1f}Z"
    return Wire(path, arrow, line, (x1 + 3 * leave + 3 * arrive + tip) / 8, (start + end) / 2, word)
