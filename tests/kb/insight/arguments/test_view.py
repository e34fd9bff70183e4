"""How a map is looked at, in an address and back."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest

from kb.analysis.arguments.graph import Thing, Tie, argument_graph
from kb.insight.arguments.view import BIG, FURTHEST, View, in_sight, view_of

QUESTION, OPTION = Thing("question", 1), Thing("option", 1)


def found(n: int) -> SimpleNamespace:
    """A question with one option and ``n`` arguments on it."""
    arguments = [Thing("argument", number) for number in range(n)]
    ties = [Tie(each.node, "pro", OPTION.node) for each in arguments]
    graph = argument_graph(
        [QUESTION, OPTION, *arguments], [Tie(OPTION.node, "answers", QUESTION.node), *ties]
    )
    return SimpleNamespace(graph=graph, root=QUESTION.node)


@pytest.mark.parametrize(
    "view",
    [
        View(QUESTION.node, frozenset()),
        View(OPTION.node, frozenset({OPTION.node, QUESTION.node}), 2, everything=True),
    ],
)
def test_an_address_says_all_of_it(view):
    assert view_of(dict(parse_qsl(view.query(), keep_blank_values=True)), found(3)) == view


def test_a_large_map_opens_with_its_options_closed_unless_somebody_opened_them():
    large = found(BIG)
    assert view_of({}, found(BIG - 2)).closed == frozenset()
    assert view_of({}, large).closed == {OPTION.node}
    assert view_of({"closed": ""}, large).closed == frozenset()
    assert in_sight(large, view_of({}, large)).hidden == {OPTION.node: BIG}


@pytest.mark.parametrize(("asked", "steps"), [("2", 2), ("99", FURTHEST), ("²", 0), ("-1", 0), ("1e3", 0)])
def test_no_map_is_drawn_further_than_it_may(asked, steps):
    assert view_of({"around": asked}, found(1)).around == steps
