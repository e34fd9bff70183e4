"""What hangs under what, whatever the order of the rows."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.arguments.graph import Thing, Tie, argument_graph, forest, hanging, reached
from tests.kb.analysis.arguments.graphs import QUESTION, ROOT, argument, deliberations

OPTION = Thing("option", 1)


def test_a_bare_question_and_nothing_at_all():
    assert list(argument_graph([QUESTION], [])) == [ROOT]
    assert forest(hanging(argument_graph([QUESTION], []))) == {ROOT: None}
    assert forest(hanging(argument_graph([], []))) == {}


def test_what_speaks_for_comes_before_what_is_not_clear_and_what_speaks_against():
    things = [QUESTION, OPTION, argument(1), argument(2), argument(3)]
    said = [
        Tie(each.node, sign, OPTION.node)
        for each, sign in zip(things[2:], ("risk", "ambiguous", "pro"), strict=True)
    ]
    below = hanging(argument_graph(things, [Tie(OPTION.node, "answers", ROOT), *said]))
    assert [node[1] for node in below[OPTION.node]] == [3, 2, 1]


def test_what_is_depended_on_hangs_under_what_depends_on_it():
    things = [QUESTION, argument(1), argument(2)]
    said = [Tie(("argument", 1), "pro", ROOT), Tie(("argument", 1), "depends", ("argument", 2))]
    graph = argument_graph(things, said)
    assert forest(hanging(graph))["argument", 2] == ("argument", 1)
    assert reached(graph, ROOT) == set(graph)


def test_an_argument_on_two_options_stands_under_the_first_and_a_ring_has_a_root():
    second = Thing("option", 2)
    things = [QUESTION, second, OPTION, argument(1), argument(8), argument(9)]
    said = [Tie(option.node, "answers", ROOT) for option in (OPTION, second)]
    said += [Tie(("argument", 1), "risk", OPTION.node), Tie(("argument", 1), "pro", second.node)]
    said += [
        Tie(("argument", 8), "supports", ("argument", 9)),
        Tie(("argument", 9), "supports", ("argument", 8)),
    ]
    above = forest(hanging(argument_graph(things, said)))
    assert above["argument", 1] == OPTION.node
    assert (above["argument", 8], above["argument", 9]) == (None, ("argument", 8))


@given(deliberations(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_means_nothing(rows, chance):
    things, ties = rows
    shuffled = chance.sample(things, len(things)), chance.sample(ties, len(ties))
    one, other = argument_graph(things, ties), argument_graph(*shuffled)
    assert (list(one), list(one.edges(keys=True))) == (list(other), list(other.edges(keys=True)))
    assert list(forest(hanging(one)).items()) == list(forest(hanging(other)).items())


@given(deliberations())
def test_every_node_has_one_place_as_near_to_the_top_as_it_can(rows):
    below = hanging(argument_graph(*rows))
    above = forest(below)
    assert set(above) == set(below)
    assert all(upper is None or below.has_edge(upper, node) for node, upper in above.items())
    roots = [node for node in below if not below.in_degree(node)]
    for node, steps in nx.multi_source_dijkstra_path_length(below, set(roots)).items() if roots else ():
        way, here = 0, node
        while above[here] is not None:
            here, way = above[here], way + 1
        assert way == steps
