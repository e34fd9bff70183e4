"""What of a graph is in sight: branches that are closed, and what lies around one node."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from kb.analysis.arguments.graph import Node, hanging, part


@dataclass(frozen=True)
class Folded:
    """``graph``: what is in sight; ``hidden``: how many nodes each closed node keeps out of it."""

    graph: nx.MultiDiGraph
    hidden: dict[Node, int]


def folded(graph: nx.MultiDiGraph, root: Node, closed: Collection[Node]) -> Folded:
    """The part of ``graph`` under ``root`` that stays in sight when the nodes in ``closed`` are closed.

    A node stays in sight as long as one way to it from ``root`` passes no closed node. What two closed
    nodes both keep out is counted under each; a closed node that hides nothing, or is itself out of sight,
    is not in ``hidden``.

    >>> from kb.analysis.arguments.graph import Thing, Tie, argument_graph
    >>> q, o, a, b = Thing("question", 1), Thing("option", 2), Thing("argument", 3), Thing("argument", 4)
    >>> said = [Tie(o.node, "answers", q.node), Tie(a.node, "pro", o.node), Tie(b.node, "supports", a.node)]
    >>> found = folded(argument_graph([q, o, a, b], said), q.node, [o.node])
    >>> list(found.graph), found.hidden
    ([('question', 1), ('option', 2)], {('option', 2): 2})
    """
    below = hanging(graph)
    shut = set(closed)
    open_ways = nx.subgraph_view(below, filter_edge=lambda upper, _lower: upper not in shut)
    seen = {root, *nx.descendants(open_ways, root)}
    lost = {node: len(nx.descendants(below, node) - seen) for node in below if node in shut & seen}
    return Folded(part(graph, seen), {node: n for node, n in lost.items() if n})


def around(graph: nx.MultiDiGraph, node: Node, steps: int) -> nx.MultiDiGraph:
    """``node`` and what lies within ``steps`` links of it, whatever their direction.

    >>> from kb.analysis.arguments.graph import Thing, Tie, argument_graph
    >>> a, b, c = (Thing("argument", n) for n in (1, 2, 3))
    >>> said = [Tie(b.node, "supports", a.node), Tie(c.node, "weakens", b.node)]
    >>> list(around(argument_graph([a, b, c], said), a.node, 1))
    [('argument', 1), ('argument', 2)]
    """
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), node, cutoff=steps)
    return part(graph, near)
