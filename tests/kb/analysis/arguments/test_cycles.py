"""A chain that a new link would close, against networkx."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.arguments.cycles import closing_chain, rings

NUMBERS = st.integers(1, 7)
LINKS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=15)


def test_the_shortest_chain_is_named():
    links = [(2, 3), (3, 4), (4, 1), (2, 1)]
    assert closing_chain(links, 1, 2) == [1, 2, 1]
    assert closing_chain(links, 1, 3) == [1, 3, 4, 1]
    assert closing_chain(links, 2, 4) == []


@given(LINKS, NUMBERS, NUMBERS)
def test_a_chain_is_closed_exactly_when_networkx_finds_a_ring_through_the_link(links, source, target):
    found = closing_chain(links, source, target)
    graph = nx.DiGraph([*links, (source, target)])
    together = next(part for part in nx.strongly_connected_components(graph) if source in part)
    assert bool(found) == (source == target or target in together)
    steps = {*links, (source, target)}
    assert all(step in steps for step in pairwise(found))
    assert not found or (found[0], found[1], found[-1]) == (source, target, source)


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_the_links_means_nothing(links, chance):
    assert closing_chain(chance.sample(links, len(links)), 1, 2) == closing_chain(links, 1, 2)


@given(LINKS)
def test_rings_are_there_exactly_when_the_graph_is_not_acyclic(links):
    assert bool(rings(links)) == (not nx.is_directed_acyclic_graph(nx.DiGraph(links)))
