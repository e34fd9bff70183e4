"""Where things stand in a picture of connections: around one of them, or in lanes between two."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

EDGE = 0.12  # from the side of the drawing to the two ends of a way
NEAR, BULGE = 0.10, 0.10  # half width of the star at its top and what the middle adds


class Spot(NamedTuple):
    """u, v: shares of the drawing, v downwards; side of the name and the share of the width it may take."""

    u: float
    v: float
    side: str
    share: float


CENTRE = Spot(0.5, 0.5, "below", 0.2)


def star(count: int) -> list[Spot]:
    """Down the right side, then down the left, on arcs around CENTRE: names run outward, none over others."""
    right = (count + 1) // 2
    return [*_arc(right, 1), *_arc(count - right, -1)]


def _arc(count: int, way: int) -> list[Spot]:
    spots = []
    for place in range(count):
        v = (place + 0.5) / count
        out = NEAR + BULGE * sqrt(1 - (2 * v - 1) ** 2)
        spots.append(Spot(0.5 + way * out, v, "right" if way > 0 else "left", 0.5 - out))
    return spots


def lanes(ways: Sequence[Sequence[str]]) -> dict[str, Spot]:
    """The ends of all ``ways`` at the sides, what lies between in lanes; a shared thing keeps its first spot.

    A way without anything between runs straight through the middle, so no lane does then.
    """
    long = [way for way in ways if len(way) > 2]
    count = len(long) + (len(long) < len(ways) and len(long) % 2)
    found: dict[str, Spot] = {}
    for lane, way in enumerate(long):
        step = (1 - 2 * EDGE) / (len(way) - 1)
        for place, name in enumerate(way[1:-1], start=1):
            found.setdefault(name, Spot(EDGE + step * place, (lane + 0.5) / count, "below", 0.95 * step))
    for way in ways[:1]:
        found[way[0]] = Spot(EDGE, 0.5, "below", 2 * EDGE)
        found[way[-1]] = Spot(1 - EDGE, 0.5, "below", 2 * EDGE)
    return found
