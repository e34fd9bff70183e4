"""Chains of dependence: an argument that depends on itself, through others, holds nothing up."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

Pair = tuple[int, int]


def closing_chain(links: Iterable[Pair], source: int, target: int) -> list[int]:
    """The ring that "``source`` depends on ``target``" would close, from ``source`` back to it; [] for none.

    ``links`` are pairs (one, the other that it depends on). Of several rings one of the shortest, and of
    those the one with the lowest numbers.

    >>> closing_chain([(2, 3), (3, 1)], 1, 2)
    [1, 2, 3, 1]
    >>> closing_chain([(2, 3)], 1, 2)
    []
    >>> closing_chain([], 1, 1)
    [1, 1]
    """
    graph = nx.DiGraph(sorted(set(links)))
    graph.add_nodes_from((source, target))
    if not nx.has_path(graph, target, source):
        return []
    return [source, *min(nx.all_shortest_paths(graph, target, source))]


def rings(links: Iterable[Pair]) -> list[list[int]]:
    """The groups of arguments that depend on each other, each sorted; [] where no chain closes.

    >>> rings([(1, 2), (2, 1), (2, 3)])
    [[1, 2]]
    """
    graph = nx.DiGraph(list(links))
    parts = map(sorted, nx.strongly_connected_components(graph))
    return sorted(part for part in parts if len(part) > 1 or graph.has_edge(part[0], part[0]))
