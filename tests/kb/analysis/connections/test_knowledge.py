"""The typed graph: what stays out of it, what surrounds a thing, and that order means nothing."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.connections.knowledge import ENDS, knowledge, neighbourhood, ties

KINDS = ("place", "body")
NODES = st.sets(st.tuples(st.sampled_from(KINDS), st.sampled_from("abcdef")), min_size=1)
RELATIONS = st.sampled_from(["member", "borders"])
LENGTHS = st.sampled_from([1.0, 2.0])


@st.composite
def frames(draw):
    nodes = sorted(draw(NODES))
    ends = st.sampled_from(nodes)
    rows = draw(st.lists(st.tuples(ends, ends, RELATIONS, LENGTHS), max_size=20))
    edges = [(*one, *other, relation, length) for one, other, relation, length in rows]
    return nodes_of(nodes), edges_of(edges)


def nodes_of(rows):
    return pd.DataFrame([(kind, key, key.upper()) for kind, key in rows], columns=["kind", "id", "label"])


def edges_of(rows):
    return pd.DataFrame(rows, columns=[*ENDS, "relation", "length"])


def member(place, body, length=1.0):
    return ("place", place, "body", body, "member", length)


THREE = nodes_of([("place", "a"), ("place", "b"), ("place", "c"), ("body", "x"), ("body", "y")])
TIED = edges_of([member("a", "x"), member("b", "x"), member("c", "x"), member("a", "y"), member("b", "y")])


def read(groups):
    return [
        (
            group.ring,
            group.relation,
            group.outward,
            group.kind,
            group.n,
            [each.node[1] for each in group.members],
        )
        for group in groups
    ]


def test_an_edge_to_what_is_not_there_stays_out():
    found = knowledge(THREE[:3], TIED)
    assert found.graph.number_of_edges() == 0
    assert neighbourhood(found, ("place", "a")) == ()


def test_of_two_edges_that_say_the_same_the_shorter_stays():
    found = knowledge(THREE, edges_of([member("a", "x", 2.0), member("a", "x", 1.0)]))
    assert list(found.graph.edges(keys=True, data="length")) == [
        (("place", "a"), ("body", "x"), "member", 1.0)
    ]


def test_a_mutual_edge_is_held_once_and_leaves_from_both_ends():
    rows = [("place", "a", "place", "b", "borders", 1.0), ("place", "b", "place", "a", "borders", 1.0)]
    found = knowledge(THREE, edges_of(rows), mutual=["borders"])
    assert found.graph.number_of_edges() == 1
    seen = [(tie.outward, tie.other) for name in "ab" for tie in ties(found, ("place", name))]
    assert seen == [(True, ("place", "b")), (True, ("place", "a"))]


def test_nothing_is_tied_to_itself():
    found = knowledge(THREE, edges_of([("place", "a", "place", "a", "borders", 1.0)]))
    assert found.graph.number_of_edges() == 0


def test_what_says_most_comes_first_and_the_rest_is_counted():
    found = knowledge(THREE, TIED)
    assert read(neighbourhood(found, ("place", "a"), most=1)) == [(1, "member", True, "body", 2, ["y"])]


def test_two_steps_away_come_first_those_to_whom_most_ways_lead():
    found = knowledge(THREE, TIED)
    near, far = neighbourhood(found, ("place", "a"), depth=2)
    assert read([near, far]) == [
        (1, "member", True, "body", 2, ["y", "x"]),
        (2, "member", False, "place", 2, ["b", "c"]),
    ]
    assert [(each.ways, each.said) for each in far.members] == [(2, {}), (1, {})]


def test_kinds_narrow_what_is_shown_and_not_what_is_walked_through():
    found = knowledge(THREE, TIED)
    assert read(neighbourhood(found, ("place", "a"), depth=2, kinds={"place"})) == [
        (2, "member", False, "place", 2, ["b", "c"])
    ]


def test_an_empty_graph_knows_nothing():
    empty = knowledge(THREE[:0], TIED[:0])
    assert empty.graph.number_of_nodes() == 0
    with pytest.raises(KeyError):
        neighbourhood(empty, ("place", "a"))


@given(frames(), st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(drawn, chance):
    nodes, edges = drawn
    turned = [
        frame.iloc[chance.sample(range(len(frame)), len(frame))].reset_index(drop=True) for frame in drawn
    ]
    one, other = knowledge(nodes, edges, ["borders"]), knowledge(*turned, ["borders"])
    assert list(one.graph.nodes(data=True)) == list(other.graph.nodes(data=True))
    assert list(one.ways.edges(data=True)) == list(other.ways.edges(data=True))
    for node in one.graph:
        assert neighbourhood(one, node, 2) == neighbourhood(other, node, 2)


@given(frames(), st.integers(1, 3))
def test_every_thing_within_reach_stands_in_the_ring_of_its_distance(drawn, depth):
    found = knowledge(*drawn)
    for node in found.graph:
        rings = {
            each.node: group.ring for group in neighbourhood(found, node, depth) for each in group.members
        }
        distances = nx.single_source_shortest_path_length(found.graph.to_undirected(), node, cutoff=depth)
        assert rings | {node: 0} == distances
