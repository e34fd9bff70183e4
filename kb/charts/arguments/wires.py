"""Lines between boxes: along the tree at right angles, across it in a curve with an arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from kb.analysis.arguments.graph import Node
from kb.analysis.arguments.layered import Box
from kb.charts.arguments import look
from kb.charts.arguments.look import LINES, Line
from kb.charts.arguments.wrapping import text_width

Point = tuple[float, float]
Area = tuple[float, float, float, float]  # left, top, right, bottom

BULGE, ARROW = 42.0, 8.0
WORD = 14.0  # size of the word on a line
ALONG = (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92)  # where along a line its word may stand
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


def crossings(
    ties: Iterable[tuple[Node, Node, str]], boxes: Mapping[Node, Box], words: Mapping[str, str]
) -> list[Wire]:
    """Curves for ``ties`` (one, other, relation), each with its word where it covers no box or other word."""
    found: list[Wire] = []
    taken = [(box.x, box.y, box.right, box.bottom) for box in boxes.values()]
    for one, other, relation in ties:
        path, arrow, curve = _curve(boxes[one], boxes[other])
        word = words[relation]
        spots = [_label(curve, at, word) for at in ALONG]
        spot = min(spots, key=lambda spot: sum(map(partial(_covers, spot), taken)))
        taken.append(spot)
        x, y = (spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2
        found.append(Wire(path, arrow, LINES[relation], x, y, word))
    return found


def _curve(one: Box, other: Box) -> tuple[str, str, list[Point]]:
    """From ``one`` to ``other``, leaving and arriving on the sides that face each other."""
    start, end = one.bottom - LOW, other.bottom - LOW
    if one.column == other.column:
        x1, x2, out, into = one.right, other.right, 1, 1
    elif one.column > other.column:
        x1, x2, out, into = one.x, other.right, -1, 1
    else:
        x1, x2, out, into = one.right, other.x, 1, -1
    tip = x2 + into * ARROW
    curve = [(x1, start), (x1 + out * BULGE, start), (x2 + into * BULGE, end), (tip, end)]
    first, *rest = [f"{x:.1f},{y:.1f}" for x, y in curve]
    arrow = f"M{x2:.1f},{end:.1f}L{tip:.1f},{end - ARROW / 2:.1f}V{end + ARROW / 2:.1f}Z"
    return f"M{first}C{' '.join(rest)}", arrow, curve


def _label(curve: list[Point], at: float, word: str) -> Area:
    """What ``word`` covers when its middle stands on the curve (Bézier), a share ``at`` along it."""
    shares = [(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3]
    x = sum(share * point[0] for share, point in zip(shares, curve, strict=True))
    y = sum(share * point[1] for share, point in zip(shares, curve, strict=True))
    wide, high = text_width(word, WORD, bold=True) / 2, WORD / 2 + 2
    return x - wide, y - high, x + wide, y + high


def _covers(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
