"""How two things are connected: the shortest ways through what says most."""

from __future__ import annotations

from itertools import islice, pairwise
from math import log2
from typing import NamedTuple

import networkx as nx

from kb.analysis.connections.knowledge import Knowledge, Node, Tie, ties


class Path(NamedTuple):
    """``nodes`` from one end to the other, the tie from each to the next.

    ``beside``: two facts, tied only by way of what is none.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    cost: float
    beside: bool


def paths(known: Knowledge, one: Node, other: Node, most: int = 3) -> tuple[Path, ...]:
    """The ``most`` cheapest ways from ``one`` to ``other`` without a thing twice, cheapest first.

    Cost of a path: Σ length of its edges + Σ log₂ d(v) over the things v in between, d(v) the number of
    things v is tied to. That is −log₂ of the chance that a walker who leaves each thing in between by a tie
    drawn at random follows the path, plus one for each step: short ways through things that are tied to few
    others come first, as in the Adamic–Adar weight 1/log d (Adamic & Adar 2003, Social Networks 25).
    Between two facts the ways are those of the facts alone (`Knowledge.facts`), d counted there as well;
    where there is no such way, or an end stands aside, all ways count.
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
    walked = known.facts if _tied(known.facts, one, other) else known.ways
    if one == other or not _tied(walked, one, other):
        return ()
    first, last = sorted((one, other))
    found = islice(nx.shortest_simple_paths(walked, first, last, weight="cost"), most)
    ordered = sorted((_cost(walked, nodes), tuple(nodes)) for nodes in found)
    beside = walked is known.ways and one in known.facts and other in known.facts
    return tuple(
        _path(known, nodes if one == first else nodes[::-1], cost, beside=beside) for cost, nodes in ordered
    )


def _tied(walked: nx.Graph, one: Node, other: Node) -> bool:
    return one in walked and other in walked and nx.has_path(walked, one, other)


def _cost(walked: nx.Graph, nodes: list[Node]) -> float:
    lengths = sum(walked.edges[pair]["length"] for pair in pairwise(nodes))
    return round(float(lengths + sum(log2(walked.degree(node)) for node in nodes[1:-1])), 9)


def _path(known: Knowledge, nodes: tuple[Node, ...], cost: float, *, beside: bool) -> Path:
    steps = tuple(_shortest(known, one, other) for one, other in pairwise(nodes))
    return Path(nodes, steps, cost, beside)


def _shortest(known: Knowledge, one: Node, other: Node) -> Tie:
    """Of the relations between the two: the shortest, then the first by name."""
    between = [tie for tie in ties(known, one) if tie.other == other]
    return min(between, key=lambda tie: (tie.said["length"], tie.relation, not tie.outward))
