"""The opening sentence of a weighing, and what flips it, in names."""

from __future__ import annotations

import pytest

from kb.insight.weighing import told, weighed
from kb.insight.weighing.drawn import party_scores, place_shares, swing_rows
from kb.insight.weighing.finding import Ahead, finding


@pytest.fixture
def scored(made):
    for option, values in {"merger": (80, 20, 40), "extend": (40, 60, 60), "same": (10, 10, 50)}.items():
        for criterion, value in zip(("staff", "money", "nearby"), values, strict=True):
            made.score(option, criterion, value, value)
    return made


def test_nothing_known_few_options_and_nobody_who_weighed(made):
    assert finding(weighed(made.weighing)).state == "unknown"
    made.score("merger", "staff", 50, 60)
    assert (finding(weighed(made.weighing)).state, finding(weighed(made.weighing)).empty) == ("unweighed", 8)
    made.weighing.options.set([made.options["merger"]])
    made.score("merger", "money", 1, 1)
    assert finding(weighed(made.weighing)).state == "few"


def test_parties_that_agree_and_one_that_is_silent(scored):
    scored.weigh("Halen", staff=100, money=0, nearby=0)
    found = finding(weighed(scored.weighing))
    assert (found.state, found.first, found.heard) == ("agreed", ("Merger",), ("Halen",))
    assert (found.silent, found.rivals) == (("Lummen",), ())
    scored.weigh("Lummen", staff=0, money=100, nearby=0)
    ahead = finding(weighed(scored.weighing)).ahead
    assert ahead == (Ahead(("Merger",), ("Halen",)), Ahead(("Extend",), ("Lummen",)))


def test_a_rival_whose_best_is_above_the_worst_of_the_first(made):
    made.score("merger", "staff", 50, 90)
    made.score("extend", "staff", 60, 60)
    made.score("same", "staff", 40, 45)
    made.weigh("Halen", staff=10, money=0, nearby=0)
    found = finding(weighed(made.weighing))
    assert (found.first, found.rivals) == (("Merger",), ("Extend",))


def test_columns_are_who_weighed_and_together_where_several_did(scored):
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    assert party_scores(weighed(scored.weighing))["party"].unique().tolist() == ["Halen"]
    scored.weigh("Lummen", "order", staff=3, money=1, nearby=2)
    shown = party_scores(weighed(scored.weighing))
    assert shown["party"].nunique() == 3
    assert shown.loc[shown["party"] == "Halen", ["option", "score"]].to_numpy().tolist() == [
        ["Extend", pytest.approx(48)],
        ["Merger", pytest.approx(60)],
        ["Same", pytest.approx(18)],
    ]


def test_turns_say_what_moves_where(scored):
    for name in ("Halen", "Lummen"):
        scored.weigh(name, staff=60, money=40, nearby=0)
    first, second = told.turns(weighed(scored.weighing))
    assert (first.rival, first.reach, round(first.points, 2)) == ("Extend", "first", 10)
    assert sum(move.by for move in first.moves) == pytest.approx(0, abs=0.1)
    assert (second.rival, second.reach) == ("Same", "never")


def test_a_doubt_names_its_argument_and_who_then_leads(made):
    unsure = made.argue("merger", "staff", polarity="ambiguous")
    made.score("extend", "staff", 50, 50)
    made.score("same", "staff", 0, 0)
    made.weigh("Halen", staff=1, money=0, nearby=0)
    made.weigh("Lummen", staff=1, money=0, nearby=0)
    (doubt,) = told.unsettled(weighed(made.weighing))
    assert (doubt.argument, doubt.option, doubt.criteria) == (unsure, "Merger", ("Staff",))
    assert (doubt.if_plus, doubt.if_minus) == (("Merger", 1.0), ("Extend", 1.0))
    name, share = doubt.now
    assert share == pytest.approx(0.5, abs=0.02)
    assert {doubt.leader_if_plus, doubt.leader_if_minus} == {0, 1}
    assert doubt.leader_if_plus == (name == "Merger")
    assert doubt.gain == pytest.approx(1)


def test_no_doubt_is_worth_settling_where_the_first_is_sure(made):
    made.argue("same", "staff", polarity="ambiguous")
    made.argue("same", "staff", polarity="risk")
    made.score("merger", "staff", 51, 51)
    made.score("extend", "staff", 0, 0)
    made.weigh("Halen", staff=1, money=0, nearby=0)
    found = weighed(made.weighing)
    assert (told.is_sure(found), told.leader(found), told.unsettled(found)) == (True, ("Merger", 1.0), [])


def test_rows_behind_the_pictures(scored):
    found = weighed(scored.weighing)
    assert len(place_shares(found)) == 9
    assert place_shares(found).groupby("option")["share"].sum().tolist() == pytest.approx([1, 1, 1])
    rows = swing_rows(found)
    assert (len(rows), bool((rows["low"] <= rows["high"]).all())) == (6, True)
