"""Questions, options and arguments as one directed graph, and how it hangs together below a question.

IBIS (Kunz & Rittel 1970, "Issues as elements of information systems"): an option answers a question, an
argument speaks for or against an option or the question, and one argument does something to another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from typing import NamedTuple

import networkx as nx

Node = tuple[str, int]

KINDS = ("question", "option", "argument")
DEPENDS = "depends"
RELATIONS = ("answers", "pro", "ambiguous", "risk", "supports", DEPENDS, "mitigates", "weakens")


class Thing(NamedTuple):
    """A node as a row: one of KINDS, its number, and its place among its like."""

    kind: str
    id: int
    order: int = 0

    @property
    def node(self) -> Node:
        return self.kind, self.id


class Tie(NamedTuple):
    """What ``one`` is or does to ``other``: one of RELATIONS."""

    one: Node
    relation: str
    other: Node


def argument_graph(things: Iterable[Thing], ties: Iterable[Tie]) -> nx.MultiDiGraph:
    """Things tied as they were said, edges from the one that speaks to what it speaks of.

    An edge has its relation as key; a tie to what is not among ``things`` stays out. Nodes and edges come
    in reading order (kind, order, number), whatever the order of the rows. Nothing given: an empty graph.

    >>> rows = [Thing("argument", 7), Thing("question", 1), Thing("option", 3)]
    >>> said = [Tie(("argument", 7), "pro", ("option", 3)), Tie(("option", 3), "answers", ("question", 1))]
    >>> found = argument_graph(rows, [*said, Tie(("argument", 8), "risk", ("option", 3))])
    >>> list(found)
    [('question', 1), ('option', 3), ('argument', 7)]
    >>> sorted(found.edges(keys=True))
    [(('argument', 7), ('option', 3), 'pro'), (('option', 3), ('question', 1), 'answers')]
    """
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    ranked = sorted(set(things), key=lambda thing: (KINDS.index(thing.kind), thing.order, thing.id))
    for rank, thing in enumerate(ranked):
        graph.add_node(thing.node, rank=rank)
    known = {tie for tie in ties if tie.one in graph and tie.other in graph and tie.one != tie.other}
    rank_of = graph.nodes.data("rank")
    for tie in sorted(known, key=lambda tie: (rank_of[tie.one], rank_of[tie.other], tie.relation)):
        graph.add_edge(tie.one, tie.other, tie.relation)
    return graph


def hanging(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Which node hangs under which: edges from above to below, with the ``relation`` that is read first.

    What speaks of something hangs under it; what something depends on hangs under that, for it is asked
    there. The neighbours of a node come in reading order: what speaks for it before what speaks against.

    >>> a, b, o = Thing("argument", 7), Thing("argument", 8), Thing("option", 3)
    >>> said = [Tie(a.node, "risk", o.node), Tie(b.node, "pro", o.node), Tie(a.node, "depends", b.node)]
    >>> below = hanging(argument_graph([a, b, o], said))
    >>> list(below[o.node]), list(below[a.node])
    ([('argument', 8), ('argument', 7)], [('argument', 8)])
    """
    below: nx.DiGraph = nx.DiGraph()
    below.add_nodes_from(graph.nodes(data=True))
    found = [_downward(*edge) for edge in graph.edges(keys=True)]
    rank = graph.nodes.data("rank")
    for upper, lower, relation in sorted(
        found, key=lambda edge: (rank[edge[0]], RELATIONS.index(edge[2]), rank[edge[1]])
    ):
        if not below.has_edge(upper, lower):
            below.add_edge(upper, lower, relation=relation)
    return below


def _downward(one: Node, other: Node, relation: str) -> tuple[Node, Node, str]:
    return (one, other, relation) if relation == DEPENDS else (other, one, relation)


def part(graph: nx.MultiDiGraph, nodes: Collection[Node]) -> nx.MultiDiGraph:
    """``graph`` between ``nodes`` alone, still in reading order (a view of networkx takes that of a set).

    >>> o, a, b = Thing("option", 3), Thing("argument", 7), Thing("argument", 8)
    >>> whole = argument_graph([o, a, b], [Tie(a.node, "pro", o.node), Tie(b.node, "risk", o.node)])
    >>> list(part(whole, {b.node, o.node}).edges(keys=True))
    [(('argument', 8), ('option', 3), 'risk')]
    """
    found: nx.MultiDiGraph = nx.MultiDiGraph()
    found.add_nodes_from((node, said) for node, said in graph.nodes(data=True) if node in nodes)
    ties = graph.edges(keys=True)
    found.add_edges_from((one, other, key) for one, other, key in ties if one in found and other in found)
    return found


def reached(graph: nx.MultiDiGraph, root: Node) -> set[Node]:
    """``root`` and everything that hangs under it, directly or through others.

    >>> o, a, b = Thing("option", 3), Thing("argument", 7), Thing("argument", 8)
    >>> sorted(reached(argument_graph([o, a, b], [Tie(a.node, "pro", o.node)]), o.node))
    [('argument', 7), ('option', 3)]
    """
    return {root, *nx.descendants(hanging(graph), root)}


def forest(below: nx.DiGraph) -> dict[Node, Node | None]:
    """The one node under which each is drawn, None for a root, in the order in which they are reached.

    Breadth first from the nodes that hang under nothing, so that each stands as near to the top as it can;
    of several nodes just above it the first in reading order. Of a ring that hangs under nothing the first
    node becomes a root.

    >>> o, a, b = Thing("option", 3), Thing("argument", 7), Thing("argument", 8)
    >>> said = [Tie(a.node, "pro", o.node), Tie(b.node, "supports", a.node), Tie(b.node, "risk", o.node)]
    >>> forest(hanging(argument_graph([o, a, b], said)))
    {('option', 3): None, ('argument', 7): ('option', 3), ('argument', 8): ('option', 3)}
    """
    above: dict[Node, Node | None] = dict.fromkeys(node for node in below if not below.in_degree(node))
    _spread(below, above, list(above))
    for node in below:
        if node not in above:
            above[node] = None
            _spread(below, above, [node])
    return above


def _spread(below: nx.DiGraph, above: dict[Node, Node | None], roots: list[Node]) -> None:
    waiting = deque(roots)
    while waiting:
        upper = waiting.popleft()
        for lower in below[upper]:
            if lower not in above:
                above[lower] = upper
                waiting.append(lower)
