"""How two things are connected: the shortest ways through what says most."""

from __future__ import annotations

from itertools import islice, pairwise
from math import log2
from typing import NamedTuple

import networkx as nx

from kb.analysis.connections.knowledge import Knowledge, Node, Tie, ties


class Path(NamedTuple):
    """``nodes`` from one end to the other, and the tie from each to the next."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    cost: float


def paths(known: Knowledge, one: Node, other: Node, most: int = 3) -> tuple[Path, ...]:
    """The ``most`` cheapest ways from ``one`` to ``other`` without a thing twice, cheapest first.

    Cost of a path: Σ length of its edges + Σ log₂ d(v) over the things v in between, d(v) the number of
    things v is tied to. That is −log₂ of the chance that a walker who leaves each thing in between by a tie
    drawn at random follows the path, plus one for each step: short ways through things that are tied to few
    others come first, as in the Adamic–Adar weight 1/log d (Adamic & Adar 2003, Social Networks 25).
    Cheapest simple paths after Yen (1971, Management Science 17). The same paths, turned round, whichever
    end is named first; equal costs in the order of the ids. No way, or twice the same thing: none. An
    unknown node raises KeyError.

    >>> from kb.analysis.connections.knowledge import example, knowledge
    >>> found = paths(knowledge(*example()), ("place", "a"), ("place", "b"))
    >>> [([node[1] for node in path.nodes], round(path.cost, 2)) for path in found]
    [(['a', 'duo', 'b'], 3.0), (['a', 'all', 'b'], 3.58)]
    """
    for node in (one, other):
        if node not in known.graph:
            raise KeyError(node)
    if one == other or not nx.has_path(known.ways, one, other):
        return ()
    first, last = sorted((one, other))
    found = islice(nx.shortest_simple_paths(known.ways, first, last, weight="cost"), most)
    ordered = sorted((_cost(known, nodes), tuple(nodes)) for nodes in found)
    return tuple(_path(known, nodes if one == first else nodes[::-1], cost) for cost, nodes in ordered)


def _cost(known: Knowledge, nodes: list[Node]) -> float:
    lengths = sum(known.ways.edges[pair]["length"] for pair in pairwise(nodes))
    return round(float(lengths + sum(log2(known.degree(node)) for node in nodes[1:-1])), 9)


def _path(known: Knowledge, nodes: tuple[Node, ...], cost: float) -> Path:
    return Path(nodes, tuple(_shortest(known, one, other) for one, other in pairwise(nodes)), cost)


def _shortest(known: Knowledge, one: Node, other: Node) -> Tie:
    """Of the relations between the two: the shortest, then the first by name."""
    between = [tie for tie in ties(known, one) if tie.other == other]
    return min(between, key=lambda tie: (tie.said["length"], tie.relation, not tie.outward))
