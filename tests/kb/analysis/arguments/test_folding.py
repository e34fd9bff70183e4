"""Closed branches and what lies around a node."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.arguments.folding import around, folded
from kb.analysis.arguments.graph import Thing, Tie, argument_graph, reached
from tests.kb.analysis.arguments.graphs import QUESTION, ROOT, argument, deliberations

ONE, TWO = Thing("option", 1), Thing("option", 2)
THINGS = [QUESTION, ONE, TWO, argument(1), argument(2), argument(3)]
SAID = [
    Tie(ONE.node, "answers", ROOT),
    Tie(TWO.node, "answers", ROOT),
    Tie(("argument", 1), "pro", ONE.node),
    Tie(("argument", 1), "risk", TWO.node),
    Tie(("argument", 2), "weakens", ("argument", 1)),
    Tie(("argument", 3), "pro", ONE.node),
]
GRAPH = argument_graph(THINGS, SAID)


def test_what_another_branch_shows_stays_in_sight():
    found = folded(GRAPH, ROOT, {ONE.node})
    assert set(GRAPH) - set(found.graph) == {("argument", 3)}
    assert found.hidden == {ONE.node: 1}


def test_two_closed_branches_each_count_what_they_share():
    found = folded(GRAPH, ROOT, {ONE.node, TWO.node})
    assert found.hidden == {ONE.node: 3, TWO.node: 2}
    assert folded(GRAPH, ROOT, {ROOT}).hidden == {ROOT: 5}
    assert folded(GRAPH, ROOT, {ROOT, ONE.node}).hidden == {ROOT: 5}


def test_what_lies_around_a_node():
    assert set(around(GRAPH, ("argument", 2), 0)) == {("argument", 2)}
    assert set(around(GRAPH, ("argument", 2), 2)) == {("argument", 1), ("argument", 2), ONE.node, TWO.node}


@given(deliberations(), st.data())
def test_closing_only_ever_takes_away_and_opening_all_shows_all(rows, data):
    graph = argument_graph(*rows)
    everything = reached(graph, ROOT)
    closed = data.draw(st.sets(st.sampled_from(sorted(graph))))
    found = folded(graph, ROOT, closed)
    assert ROOT in found.graph
    assert list(found.graph) == [node for node in graph if node in found.graph]
    assert set(found.graph) <= everything
    assert set(folded(graph, ROOT, ()).graph) == everything
    assert set(found.hidden) <= closed & set(found.graph)
    missing = len(everything) - len(found.graph)
    assert (missing == 0) == (not found.hidden)
    assert all(n <= missing for n in found.hidden.values())


@given(deliberations(), st.integers(0, 4))
def test_around_is_the_ball_of_networkx(rows, steps):
    graph = argument_graph(*rows)
    ball = nx.ego_graph(graph.to_undirected(), ROOT, radius=steps)
    assert set(around(graph, ROOT, steps)) == set(ball)
