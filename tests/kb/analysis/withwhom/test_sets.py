"""Every connected set, each once: against networkx on every subset, and the beam against the whole."""

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.withwhom import sets
from kb.analysis.withwhom.sets import best_sets, connected_sets
from tests.kb.analysis import register

edges = st.sets(
    st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda pair: pair[0] < pair[1]), max_size=20
)
nodes = st.sets(st.integers(1, 9), max_size=4)


def frame(pairs):
    return pd.DataFrame(sorted(pairs), columns=["a", "b"], dtype="int64")


def brute(pairs, size, start=(), among=None):
    graph = nx.Graph(sorted(pairs))
    graph.add_nodes_from([*start, *(among or [])])
    if among is not None:
        graph = graph.subgraph({*start, *among})
    found = combinations(sorted(graph), size)
    return {part for part in found if {*start} <= {*part} and nx.is_connected(graph.subgraph(part))}


def total(found):
    return found.sum(axis=1).astype(float)


@given(edges, st.integers(1, 5), nodes, st.none() | st.sets(st.integers(1, 9)))
@settings(max_examples=300, deadline=None)
def test_every_set_once(pairs, size, start, among):
    found = connected_sets(frame(pairs), size, start, among)
    rows = [tuple(row) for row in found.tolist()]
    assert found.shape == (len(rows), size)
    assert len(rows) == len(set(rows))
    assert set(rows) == brute(pairs, size, start, among)


@given(edges, st.integers(1, 4), st.randoms())
def test_neither_order_nor_direction_of_borders_matters(pairs, size, random):
    turned = [
        pair if random.random() < 0.5 else pair[::-1] for pair in random.sample(sorted(pairs), len(pairs))
    ]
    mixed = pd.DataFrame(turned, columns=["a", "b"], dtype="int64")
    np.testing.assert_array_equal(connected_sets(frame(pairs), size), connected_sets(mixed, size))


@given(edges, st.integers(2, 4), nodes)
@settings(deadline=None)
def test_pairs_looked_up_in_a_list_give_the_same(pairs, size, start):
    dense = connected_sets(frame(pairs), size, start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets, "DENSE_CELLS", 0)
        np.testing.assert_array_equal(connected_sets(frame(pairs), size, start), dense)


@given(edges, st.integers(1, 5), nodes)
@settings(deadline=None)
def test_a_wide_beam_finds_everything(pairs, size, start):
    found = best_sets(frame(pairs), size, total, 10_000, start)
    assert found.exact
    assert {tuple(row) for row in found.sets.tolist()} == brute(pairs, size, start)


@given(edges, st.integers(2, 4), st.integers(1, 8))
@settings(deadline=None)
def test_a_narrow_beam_finds_real_sets_and_says_what_it_is(pairs, size, most):
    found = best_sets(frame(pairs), size, total, most)
    every = brute(pairs, size)
    rows = {tuple(row) for row in found.sets.tolist()}
    assert rows <= every
    assert len(found.sets) <= most
    if found.exact:
        best = sorted((sum(row) for row in every), reverse=True)[:most]
        assert sorted((sum(row) for row in rows), reverse=True) == best


def test_a_start_in_two_pieces_is_bridged_or_nothing():
    path = frame({(1, 2), (2, 3), (3, 4), (4, 5)})
    assert connected_sets(path, 3, [1, 3]).tolist() == [[1, 2, 3]]
    assert connected_sets(path, 4, [1, 5]).shape == (0, 4)
    assert connected_sets(path, 5, [1, 5], among=[2, 4]).shape == (0, 5)


def test_nothing_known_of_neighbours():
    empty = frame(())
    assert connected_sets(empty, 2).shape == (0, 2)
    assert connected_sets(empty, 1, [7]).tolist() == [[7]]
    assert connected_sets(empty, 1, among=[4, 5]).tolist() == [[4], [5]]


def test_a_set_without_members_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        connected_sets(frame(()), 0)


@pytest.mark.skipif(not register.FOLDER.exists(), reason="the register is not beside this checkout")
def test_all_of_flanders():
    borders = pd.DataFrame(register.neighbours(), columns=["a", "b"])
    graph = nx.Graph(register.neighbours())
    for size in (2, 3):
        found = {tuple(row) for row in connected_sets(borders, size).tolist()}
        assert found == grown(graph, size)


def grown(graph, size):
    """Careful Python: every set of one less with every neighbour."""
    if size == 1:
        return {(node,) for node in graph}
    return {
        tuple(sorted((*part, near)))
        for part in grown(graph, size - 1)
        for member in part
        for near in graph[member]
        if near not in part
    }
