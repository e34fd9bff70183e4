"""Explanations: the cheapest simple paths, the same from both ends, against networkx."""

from itertools import combinations, pairwise
from math import log2

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.connections.explaining import paths
from kb.analysis.connections.knowledge import ENDS, example, knowledge
from tests.kb.analysis.connections.test_knowledge import frames

MUTUAL = ["borders"]


def by_hand(found, one, other):
    """Every simple path with its cost, by the formula alone."""
    plain = nx.Graph(found.graph.to_undirected())
    costs = []
    for nodes in nx.all_simple_paths(plain, one, other):
        lengths = [
            min(
                data["length"]
                for data in [
                    *found.graph.get_edge_data(a, b, default={}).values(),
                    *found.graph.get_edge_data(b, a, default={}).values(),
                ]
            )
            for a, b in pairwise(nodes)
        ]
        costs.append(sum(lengths) + sum(log2(plain.degree(node)) for node in nodes[1:-1]))
    return sorted(costs)


@given(frames())
def test_the_cheapest_of_all_simple_paths(drawn):
    found = knowledge(*drawn, MUTUAL)
    for one, other in combinations(list(found.graph)[:5], 2):
        expected = by_hand(found, one, other)[:3]
        assert [path.cost for path in paths(found, one, other)] == pytest.approx(expected)


@given(frames())
def test_as_dijkstra_finds_it(drawn):
    found = knowledge(*drawn, MUTUAL)
    for one, other in combinations(found.graph, 2):
        ends = (log2(max(found.degree(node), 1)) / 2 for node in (one, other))
        best = paths(found, one, other, most=1)
        if best:
            cost = nx.dijkstra_path_length(found.ways, one, other, weight="cost")
            assert best[0].cost == pytest.approx(cost - sum(ends))
        else:
            assert not nx.has_path(found.ways, one, other)


@given(frames())
def test_the_same_ways_from_both_ends(drawn):
    found = knowledge(*drawn, MUTUAL)
    for one, other in combinations(found.graph, 2):
        there, back = paths(found, one, other), paths(found, other, one)
        assert [path.nodes for path in there] == [path.nodes[::-1] for path in back]
        assert [path.cost for path in there] == [path.cost for path in back]


@given(frames())
def test_a_way_round_costs_no_less_than_the_way_itself(drawn):
    """Through a third thing: both ways and what the thing in between costs itself."""
    found = knowledge(*drawn, MUTUAL)
    cost = {
        pair: best[0].cost
        for one, other in combinations(found.graph, 2)
        for pair in ((one, other), (other, one))
        if (best := paths(found, *pair, most=1))
    }
    for (one, middle), first in cost.items():
        for (start, other), second in cost.items():
            if start == middle and (one, other) in cost:
                assert cost[one, other] <= first + second + log2(found.degree(middle)) + 1e-9


@given(frames())
def test_every_step_is_an_edge_read_from_where_one_stands(drawn):
    found = knowledge(*drawn, MUTUAL)
    for one, other in combinations(found.graph, 2):
        for path in paths(found, one, other):
            assert path.nodes[0] == one
            assert path.nodes[-1] == other
            assert len(set(path.nodes)) == len(path.nodes)
            for at, tie in zip(path.nodes, path.ties, strict=False):
                ends = (at, tie.other) if tie.outward else (tie.other, at)
                turned = tie.relation in MUTUAL and found.graph.has_edge(*ends[::-1], tie.relation)
                assert found.graph.has_edge(*ends, tie.relation) or turned


def test_a_body_of_two_explains_more_than_one_of_all():
    found = knowledge(*example())
    through = [path.nodes[1][1] for path in paths(found, ("place", "a"), ("place", "b"))]
    assert through == ["duo", "all"]


def test_a_tie_in_doubt_counts_as_two_steps():
    nodes, edges = example()
    edges.loc[edges["target"] == "duo", "length"] = 2.0
    through = [path.nodes[1][1] for path in paths(knowledge(nodes, edges), ("place", "a"), ("place", "b"))]
    assert through == ["all", "duo"]


def test_no_way_and_no_thing():
    nodes = pd.DataFrame([("place", "a"), ("place", "b")], columns=["kind", "id"])
    found = knowledge(nodes, pd.DataFrame(columns=[*ENDS, "relation", "length"]))
    assert paths(found, ("place", "a"), ("place", "b")) == ()
    assert paths(found, ("place", "a"), ("place", "a")) == ()
    with pytest.raises(KeyError):
        paths(found, ("place", "a"), ("place", "nowhere"))


@given(frames())
def test_what_stands_aside_ties_two_facts_only_where_nothing_else_does(drawn):
    free = knowledge(*drawn, MUTUAL)
    aside = set(list(free.graph)[::3])
    found = knowledge(*drawn, MUTUAL, aside)
    alone = nx.Graph(free.ways.subgraph(set(free.graph) - aside))
    for one, other in combinations(set(free.graph) - aside, 2):
        for path in paths(found, one, other):
            assert path.beside is not nx.has_path(alone, one, other)
            assert path.beside or not aside & set(path.nodes)
    for one, other in combinations(free.graph, 2):
        assert bool(paths(found, one, other)) is nx.has_path(free.ways, one, other)


def test_a_plan_makes_no_way_longer_or_shorter():
    nodes, edges = example()
    plan = ("plan", "ours")
    nodes.loc[len(nodes)] = plan
    for place in "abc":
        edges.loc[len(edges)] = [*plan, "place", place, "plans", 1.0]
    found = knowledge(nodes, edges, aside={plan})
    ends = ("place", "a"), ("place", "b")
    assert paths(found, *ends) == paths(knowledge(*example()), *ends)
    assert found.degree(("place", "a")) == 2
    assert [path.nodes[1] for path in paths(found, plan, ("body", "duo"), most=1)] == [("place", "a")]
