"""Positions for a picture of a network: a force layout that is the same every time."""

from collections.abc import Mapping
from itertools import islice
from math import ceil, sqrt

import networkx as nx
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from kb.analysis.graphs import Floats

Start = Mapping[int, tuple[float, float]]
STRONGEST = 4


def force(graph: nx.Graph, seed: int = 0, start: Start | None = None) -> pd.DataFrame:
    """Positions in [0, 1]² from springs along the strongest ties: columns `id`, `x`, `y`, sorted by id.

    Springs (Fruchterman & Reingold 1991) pull along the maximum spanning tree and each node's strongest
    ties by `weight`; all ties together would draw one ball. Every connected part is laid out by itself
    and gets room by its size; nodes without ties stand in rows along the bottom. `start` gives first
    positions in any unit (the map, or the picture before a filter); a part it does not know wholly
    starts afresh. The same graph gives the same picture, whatever the order of its nodes. Distances mean
    nothing exact. Empty graph: an empty frame.

    >>> force(nx.Graph([(1, 2)])).round(2).values.tolist()
    [[1.0, 1.0, 0.5], [2.0, 0.0, 0.5]]
    """
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    tied = [part for part in parts if len(part) > 1]
    alone = [part[0] for part in parts if len(part) == 1]
    drawn = [_springs(_backbone(graph, part), seed, start) for part in tied]
    points = {node: xy for block in _shelves(drawn) for node, xy in block.items()}
    strip = _strip(alone)
    placed = _above(points, strip) | _rows(alone, strip)
    frame = pd.DataFrame([(node, *placed[node]) for node in sorted(placed)], columns=["id", "x", "y"])
    return frame.astype({"id": "int64", "x": "float64", "y": "float64"})


def normalise(points: Floats) -> Floats:
    """Points stretched to fill [0, 1]²; a direction in which they hardly differ becomes 0.5.

    >>> normalise(np.array([[2.0, 7.0], [4.0, 7.0]])).tolist()
    [[0.0, 0.5], [1.0, 0.5]]
    """
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    flat = extent <= 1e-3 * extent.max()
    return np.where(flat, 0.5, (points - low) / np.where(flat, 1.0, extent))


def _backbone(graph: nx.Graph, nodes: list[int]) -> nx.Graph:
    """The connected part reduced to what shapes the picture, built in sorted order."""
    part = nx.Graph()
    part.add_nodes_from(nodes)
    inside = sorted((*sorted(edge), weight) for *edge, weight in graph.edges(nodes, data="weight", default=1))
    part.add_weighted_edges_from(edge for edge in inside if edge[0] != edge[1])
    kept = nx.maximum_spanning_tree(part)
    for node in nodes:
        by_strength = sorted(part[node], key=lambda other: (-part[node][other]["weight"], other))
        kept.add_edges_from((node, other, part[node][other]) for other in islice(by_strength, STRONGEST))
    return kept


def _springs(part: nx.Graph, seed: int, start: Start | None) -> dict[int, Floats]:
    positions = nx.spring_layout(part, pos=_first(part, start), weight=None, seed=seed, iterations=100)
    return dict(zip(part, normalise(np.array([positions[node] for node in part])), strict=True))


def _first(part: nx.Graph, start: Start | None) -> dict[int, Floats]:
    """The start where it knows every node, else positions by the number of steps between nodes."""
    if not start or any(node not in start for node in part):
        steps: dict[int, Floats] = nx.kamada_kawai_layout(part, weight=None)
        return steps
    return dict(zip(part, normalise(np.array([start[node] for node in part])), strict=True))


def _shelves(blocks: list[dict[int, Floats]]) -> list[dict[int, Floats]]:
    """The largest part as a square on the left, the others in squares on shelves to its right."""
    sides = [sqrt(len(block)) for block in blocks]
    placed, x, y, widest = [], 0.0, 0.0, 0.0
    for block, side in zip(blocks, sides, strict=True):
        if y + side > sides[0] + 1e-9:
            x, y, widest = x + widest, 0.0, 0.0
        corner = np.array([x, y]) + 0.08 * side
        placed.append({node: corner + 0.84 * side * xy for node, xy in block.items()})
        y, widest = y + side, max(widest, side)
    return placed


def _above(points: dict[int, Floats], floor: float) -> dict[int, Floats]:
    """All points spread over [0, 1]², with a strip left free at the bottom where a row follows."""
    if not points:
        return {}
    fitted = _apart(normalise(np.array(list(points.values()))))
    fitted[:, 1] = floor + (1 - floor) * fitted[:, 1]
    return dict(zip(points, fitted, strict=True))


def _apart(points: Floats, rounds: int = 100) -> Floats:
    """Push points away from each other until a name fits beside each, wider than high."""
    gap = np.array([0.55, 0.3]) / sqrt(len(points))
    for _ in range(rounds):
        crowded = cKDTree(points / gap).query_pairs(1 - 1e-6, p=np.inf, output_type="ndarray")
        if not len(crowded):
            break
        between = points[crowded[:, 0]] - points[crowded[:, 1]]
        missing = gap - np.abs(between)
        easiest = np.argmin(missing / gap, axis=1)[:, None] == [0, 1]
        push = np.where(between < 0, -1, 1) * missing * easiest / 3
        points = points.copy()
        np.add.at(points, crowded[:, 0], push)
        np.subtract.at(points, crowded[:, 1], push)
    return normalise(points)


def _strip(nodes: list[int]) -> float:
    """The share of the height that the nodes without ties take: more rows, but never the upper half."""
    rows = ceil(len(nodes) / _per_row(nodes))
    return min(0.5, 0.07 * rows + 0.05) if nodes else 0.0


def _per_row(nodes: list[int]) -> int:
    return max(10, ceil(2 * sqrt(len(nodes))))


def _rows(nodes: list[int], height: float) -> dict[int, Floats]:
    """The nodes without ties in rows from the bottom, each spread over the whole width."""
    rows = [nodes[at : at + _per_row(nodes)] for at in range(0, len(nodes), _per_row(nodes))]
    step = height / max(1, len(rows))
    return {
        node: np.array([(place + 0.5) / len(row), number * step])
        for number, row in enumerate(rows)
        for place, node in enumerate(row)
    }
