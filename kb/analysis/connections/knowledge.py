"""Everything that is known as one typed graph: what is a thing connected to, and how?

Kinds and relations are data of the frames: nothing here knows which there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import log2
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

Node = tuple[str, str]  # kind, id
Attributes = Mapping[str, Any]
ENDS = ["source_kind", "source", "target_kind", "target"]


@dataclass(frozen=True)
class Knowledge:
    """``graph``: nodes (kind, id), an edge a relation. ``ways``: the same without direction, with costs.

    ``facts``: those ways without the things that stand aside.
    """

    graph: nx.MultiDiGraph
    ways: nx.Graph
    facts: nx.Graph
    mutual: frozenset[str]

    def degree(self, node: Node) -> int:
        """The number of other things that ``node`` is tied to, whatever the relation: of a fact, facts."""
        return int(self.around(node).degree(node))

    def around(self, node: Node) -> nx.Graph:
        """The ways that count for ``node``: of a fact the facts, of what stands aside all of them."""
        return self.facts if node in self.facts else self.ways


class Tie(NamedTuple):
    """An edge as seen from one end: ``outward`` from there, also where the relation is mutual."""

    relation: str
    outward: bool
    other: Node
    said: Attributes


class Neighbour(NamedTuple):
    """``ways``: the things of the ring before that lead here; ``said``: of the tie, in the first ring."""

    node: Node
    ways: int
    said: Attributes


class Group(NamedTuple):
    """``n`` things of one kind, ``ring`` steps away by one relation in one direction, and the first few."""

    ring: int
    relation: str
    outward: bool
    kind: str
    n: int
    members: tuple[Neighbour, ...]


def knowledge(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    mutual: Collection[str] = (),
    aside: Collection[Node] = (),
) -> Knowledge:
    """The typed graph of ``nodes`` (kind, id, label, …) and ``edges`` (source_kind, source, target_kind,
    target, relation, length, …); every further column is an attribute.

    Nodes and edges are sorted, so the order of the rows means nothing. Of two edges with the same ends and
    relation the shorter stays. An edge of which an end is not among the nodes is left out: who may not see
    the one does not learn of the other. A thing has no tie with itself. ``mutual`` names the relations that
    read the same from both ends. ``aside`` are the things that are no facts, such as plans: they have ties,
    but tie nothing else together. Empty frames give an empty graph.

    Cost of an edge: length + (log₂ d(u) + log₂ d(v)) / 2 with d the number of neighbours: those halves add up
    to what `explaining.paths` counts.

    >>> found = knowledge(*example())
    >>> found.graph.number_of_nodes(), found.graph.number_of_edges(), found.degree(("body", "duo"))
    (5, 5, 2)
    """
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for row in _sorted(nodes, ["kind", "id"]):
        graph.add_node((row.pop("kind"), row.pop("id")), **row)
    for row in _sorted(edges, [*ENDS, "relation", "length"]):
        source_kind, source, target_kind, target, relation = (row.pop(name) for name in (*ENDS, "relation"))
        one, other = (source_kind, source), (target_kind, target)
        if one in graph and other in graph and not _told(graph, one, other, relation, mutual):
            graph.add_edge(one, other, relation, **row)
    facts = graph.subgraph([node for node in graph if node not in set(aside)]) if aside else graph
    return Knowledge(graph, _ways(graph), _ways(facts), frozenset(mutual))


def _sorted(frame: pd.DataFrame, first: list[str]) -> list[dict[str, Any]]:
    rest = [str(name) for name in frame.columns if name not in first]
    ordered = frame.sort_values([*first, *rest])
    return [dict(zip(ordered.columns, row, strict=True)) for row in ordered.itertuples(index=False)]


def _told(graph: nx.MultiDiGraph, one: Node, other: Node, relation: str, mutual: Collection[str]) -> bool:
    turned = relation in mutual and graph.has_edge(other, one, relation)
    return one == other or turned or graph.has_edge(one, other, relation)


def _ways(graph: nx.MultiDiGraph) -> nx.Graph:
    ways: nx.Graph = nx.Graph()
    ways.add_nodes_from(graph)
    for one, other, length in graph.edges(data="length"):
        known = ways.get_edge_data(one, other, {"length": length})
        ways.add_edge(one, other, length=min(length, known["length"]))
    hubs = {node: log2(degree) / 2 for node, degree in ways.degree() if degree}
    for one, other, data in ways.edges(data=True):
        data["cost"] = data["length"] + hubs[one] + hubs[other]
    return ways


def ties(known: Knowledge, node: Node) -> Iterator[Tie]:
    """Every edge of ``node``, those that leave it first; a mutual one leaves from both ends.

    >>> [(tie.relation, tie.outward, tie.other[1]) for tie in ties(knowledge(*example()), ("body", "duo"))]
    [('member', False, 'a'), ('member', False, 'b')]
    """
    for _node, other, relation, said in known.graph.out_edges(node, keys=True, data=True):
        yield Tie(relation, outward=True, other=other, said=said)
    for other, _node, relation, said in known.graph.in_edges(node, keys=True, data=True):
        yield Tie(relation, outward=relation in known.mutual, other=other, said=said)


def neighbourhood(
    known: Knowledge,
    node: Node,
    depth: int = 1,
    kinds: Collection[str] | None = None,
    most: int | None = None,
) -> tuple[Group, ...]:
    """What lies at most ``depth`` steps from ``node``, grouped by ring, relation, direction and kind.

    A thing stands in the ring of its distance, in every group by which it is reached. In a group come first
    those that most ways lead to, then those that are tied to fewest others and so say most, then by id; of
    each group ``most`` are given (None: all), ``n`` counts them all. ``kinds`` narrows what is shown, not
    what is walked through. A node without ties has no groups; an unknown node raises KeyError.

    >>> groups = neighbourhood(knowledge(*example()), ("place", "a"), most=1)
    >>> [(group.relation, group.kind, group.n, group.members[0].node[1]) for group in groups]
    [('member', 'body', 2, 'duo')]
    """
    if node not in known.graph:
        raise KeyError(node)
    rings = nx.single_source_shortest_path_length(known.ways, node, cutoff=depth)
    found: dict[tuple[int, str, bool, str], list[Tie]] = {}
    for at in sorted(rings, key=lambda each: (rings[each], each)):
        for tie in ties(known, at):
            if rings.get(tie.other) == rings[at] + 1 and (kinds is None or tie.other[0] in kinds):
                key = (rings[tie.other], tie.relation, tie.outward, tie.other[0])
                found.setdefault(key, []).append(tie)
    return tuple(_group(known, key, found[key], most) for key in sorted(found, key=_order))


def _order(key: tuple[int, str, bool, str]) -> tuple[int, str, bool, str]:
    ring, relation, outward, kind = key
    return ring, relation, not outward, kind


def _group(known: Knowledge, key: tuple[int, str, bool, str], found: list[Tie], most: int | None) -> Group:
    ways = Counter(tie.other for tie in found)
    said = {tie.other: tie.said if key[0] == 1 else {} for tie in found}
    ranked = sorted(ways, key=lambda node: (-ways[node], known.degree(node), node))
    members = tuple(Neighbour(node, ways[node], said[node]) for node in ranked[:most])
    return Group(*key, len(ranked), members)


def example() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Three places, a body of two of them and one of all three: for the examples above."""
    nodes = pd.DataFrame(
        [("place", name) for name in "abc"] + [("body", "duo"), ("body", "all")], columns=["kind", "id"]
    )
    pairs = [("a", "duo"), ("b", "duo"), ("a", "all"), ("b", "all"), ("c", "all")]
    rows = [("place", place, "body", body, "member", 1.0) for place, body in pairs]
    return nodes, pd.DataFrame(rows, columns=[*ENDS, "relation", "length"])
