"""Where the boxes of an argument graph stand: in columns from left to right, as an outline is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kb.analysis.arguments.graph import Node, forest, hanging


@dataclass(frozen=True)
class Box:
    """A place on the sheet in pixels; ``column`` counts from 0, ``above`` is the box it hangs under."""

    x: float
    y: float
    width: float
    height: float
    column: int
    above: Node | None

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def depths(above: Mapping[Node, Node | None]) -> dict[Node, int]:
    """How many nodes stand above each one.

    >>> depths({("question", 1): None, ("option", 2): ("question", 1)})
    {('question', 1): 0, ('option', 2): 1}
    """
    found: dict[Node, int] = {}
    for node, upper in above.items():  # a node comes after the one above it
        found[node] = 0 if upper is None else found[upper] + 1
    return found


def layered(
    graph: nx.MultiDiGraph,
    heights: Mapping[Node, float],
    widths: Sequence[float],
    between: float,
    gap: float,
) -> dict[Node, Box]:
    """A box for every node, no two of which overlap, top left first; the same graph gives the same boxes.

    Each node is drawn once, under one other (:func:`forest`), and stands level with the first of what
    hangs under it. ``widths``: of each column, the last for all deeper ones; ``between`` columns and
    ``gap`` between boxes in pixels; ``heights`` of every node. Empty graph: no boxes.

    >>> from kb.analysis.arguments.graph import Thing, Tie, argument_graph
    >>> o, a, b = Thing("option", 3), Thing("argument", 7), Thing("argument", 8)
    >>> said = [Tie(a.node, "pro", o.node), Tie(b.node, "risk", o.node)]
    >>> tall = {thing.node: 40.0 for thing in (o, a, b)}
    >>> found = layered(argument_graph([o, a, b], said), tall, [100, 200], 50, 10)
    >>> [(box.x, box.y, box.width, box.column) for box in found.values()]
    [(0.0, 0.0, 100.0, 0), (150.0, 0.0, 200.0, 1), (150.0, 50.0, 200.0, 1)]
    """
    above = forest(hanging(graph))
    depth = depths(above)
    under: dict[Node | None, list[Node]] = {node: [] for node in (None, *above)}
    for node, upper in above.items():
        under[upper].append(node)
    bands = _bands(under, heights, list(reversed(above)), gap)
    tops = _tops(under, bands, gap)
    lefts = _lefts(widths, between, max(depth.values(), default=0))
    boxes = {}
    for node, upper in above.items():
        column = depth[node]
        corner = lefts[column], tops[node]
        boxes[node] = Box(*corner, _width(widths, column), heights[node], column, upper)
    return boxes


def _bands(
    under: Mapping[Node | None, list[Node]], heights: Mapping[Node, float], upwards: list[Node], gap: float
) -> dict[Node, float]:
    """The height that a node and all under it take together."""
    bands: dict[Node, float] = {}
    for node in upwards:
        lower = [bands[each] for each in under[node]]
        bands[node] = max(heights[node], sum(lower) + gap * max(len(lower) - 1, 0))
    return bands


def _tops(
    under: Mapping[Node | None, list[Node]], bands: Mapping[Node, float], gap: float
) -> dict[Node, float]:
    tops: dict[Node, float] = {}
    for upper, lower in under.items():  # in the order of the forest: the upper one has its place
        top = 0.0 if upper is None else tops[upper]
        for node in lower:
            tops[node] = top
            top += bands[node] + gap
    return tops


def _lefts(widths: Sequence[float], between: float, deepest: int) -> list[float]:
    lefts = [0.0]
    for column in range(deepest):
        lefts.append(lefts[-1] + _width(widths, column) + between)
    return lefts


def _width(widths: Sequence[float], column: int) -> float:
    return float(widths[min(column, len(widths) - 1)])
