"""A weighing worked out: scores, weights per party, and what a page says of them."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils.translation import override

from kb.insight.weighing import weighed


@pytest.fixture
def scored(made):
    for option, values in {"merger": (80, 20, 40), "extend": (40, 60, 60), "same": (10, 10, 50)}.items():
        for criterion, value in zip(("staff", "money", "nearby"), values, strict=True):
            made.score(option, criterion, value, value)
    return made


def test_the_weighted_sum_by_hand(scored):
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    scored.weigh("Lummen", "order", staff=3, money=1, nearby=2)
    found = weighed(scored.weighing)
    assert found.weights.round(3).tolist() == [[0.6, 0.2, 0.2], [0.111, 0.611, 0.278]]
    assert found.by_party[0].tolist() == pytest.approx([60, 48, 18])
    assert found.by_party[1].tolist() == pytest.approx([32.222, 57.778, 21.111], abs=0.001)
    assert found.scores["rank"].tolist() == [2, 1, 3]
    assert found.scores["score"].tolist() == pytest.approx([46.111, 52.889, 19.556], abs=0.001)
    assert found.order == [1, 0, 2]


def test_a_party_that_has_not_weighed_shifts_no_figure(scored):
    """Counted as weighing all alike, Lummen would put extending first in part of the draws."""
    scored.weigh("Halen", staff=100, money=0, nearby=0)
    found = weighed(scored.weighing)
    assert [voice.given for voice in found.parties] == [True, False]
    assert found.mean.tolist() == [1, 0, 0]
    assert found.scores["score"].tolist() == pytest.approx([80, 40, 10])
    assert found.outcome.ranks.first.tolist() == [1, 0, 0]
    assert (found.outcome.winners.by_party, found.outcome.winners.together) == (((0,),), (0,))
    assert (found.outcome.swings.lead, found.outcome.between_parties) == (40, False)
    assert found.outcome.flips[0].change * 50 == pytest.approx(50, abs=0.01)


def test_where_nobody_has_weighed_all_criteria_weigh_alike(scored):
    found = weighed(scored.weighing)
    assert found.mean.tolist() == pytest.approx([1 / 3] * 3)
    assert found.outcome.ranks.first.tolist() == [0, 1, 0]
    with override("en"):
        said = [str(caution) for caution in found.cautions]
    assert said == ["No party has weighed yet: in every figure all criteria weigh alike."]


def test_a_criterion_that_came_later_is_said_to_be_missing(scored):
    scored.weigh("Halen", staff=50, money=50)
    scored.weigh("Lummen", "order", money=1)
    found = weighed(scored.weighing)
    late = {name: scored.criteria[name].pk for name in scored.criteria}
    assert found.parties[0].missing == (late["nearby"],)
    assert found.parties[1].missing == (late["staff"], late["nearby"])
    assert found.weights[0].tolist() == [0.5, 0.5, 0]
    assert found.weights[1].round(3).tolist() == [0.194, 0.611, 0.194]


def test_nothing_to_weigh_is_no_error(made):
    made.weighing.options.clear()
    made.weighing.criteria.all().delete()
    found = weighed(made.weighing)
    assert (found.low.shape, found.weights.shape, len(found.scores)) == ((0, 0), (2, 0), 0)


def test_unknown_values_give_the_widest_scores(made):
    found = weighed(made.weighing)
    assert np.allclose(found.scores[["score", "low", "high"]], [50, 0, 100])
    assert found.scores["rank"].tolist() == [1, 1, 1]


def test_what_is_doubtful_is_said(made):
    made.argue("merger")
    made.argue("merger", "staff")
    made.score("extend", "nearby", 40, 60)
    made.weigh("Halen", staff=50, money=50)
    with override("en"):
        found = [str(caution) for caution in weighed(made.weighing).cautions]
    assert found == [
        "7 values rest on nothing yet: there all is possible, from 0 to 100.",
        "1 value rests on one argument: it says which way, not how strongly.",
        "Nothing is known of any option on “Money”: every value is possible there.",
        "Nothing is known of “Same” on any criterion: every value is possible.",
        "1 argument on “Merger” names no capacity that is weighed, so it does not count.",
        "Halen has not weighed 1 criterion yet.",
        "Lummen has not weighed yet and counts in no figure here.",
    ]


def test_a_weighing_that_is_settled_has_nothing_to_warn_of(scored):
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    scored.weigh("Lummen", "order", staff=3, money=1, nearby=2)
    assert weighed(scored.weighing).cautions == ()


def test_what_follows_by_hand(scored):
    """Halen prefers the merger (60 to 48), Lummen to extend (57.8 to 32.2); together 52.9 to 46.1."""
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    scored.weigh("Lummen", "order", staff=3, money=1, nearby=2)
    found = weighed(scored.weighing)
    assert found.outcome.winners.by_party == ((0,), (1,))
    assert found.outcome.winners.together == (1,)
    assert found.outcome.ranks.first.tolist() == [0.5, 0.5, 0]
    assert found.outcome.ranks.draws == 0
    assert [(flip.rival, flip.reach) for flip in found.outcome.flips] == [(0, "first"), (2, "never")]
    assert found.outcome.reversals == ()
    assert found.outcome.doubts == ()
    assert found.outcome.between_parties
    assert (found.outcome.swings.first, found.outcome.swings.second) == (1, 0)
    assert [at for at, _points in found.reasons] == [1, 2, 0]
    assert sum(points for _at, points in found.reasons) == pytest.approx(found.outcome.swings.lead)


def test_the_least_change_takes_weight_from_what_the_first_leads_on_most(scored):
    """The lead of 6.8 is made up for by moving 6.8/80 from money (40 ahead) to staff (40 behind)."""
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    scored.weigh("Lummen", "order", staff=3, money=1, nearby=2)
    found = weighed(scored.weighing)
    moved = found.outcome.flips[0].weights - found.mean
    lead = found.scores["score"][1] - found.scores["score"][0]
    assert moved == pytest.approx([lead / 80, -lead / 80, 0], abs=1e-4)
    assert moved[0] == pytest.approx(0.0847, abs=1e-4)


def test_where_no_party_differs_a_weight_swings_from_nothing_to_twice_what_it_is(scored):
    """A third each: 20/3 ahead. Without money 10 behind on the other two; with two thirds 40 · 2/3 − 10/3."""
    found = weighed(scored.weighing).outcome.swings
    assert (found.first, found.lead) == (1, pytest.approx(20 / 3))
    assert found.weight[1].tolist() == pytest.approx([-10, 40 * 2 / 3 - 10 / 3])


def test_the_doubt_that_decides_comes_first(scored):
    """One ± settles whether the merger wins on staff; the other lies with the last, which cannot win."""
    scored.weigh("Halen", staff=60, money=20, nearby=20)
    for option in ("merger", "same"):
        scored.criteria["staff"].scores.filter(option=scored.options[option]).delete()
    decides = scored.argue("merger", "staff", polarity="ambiguous")
    scored.argue("same", "staff", polarity="ambiguous")
    scored.argue("same", "staff", polarity="risk")
    scored.argue("same", "staff", polarity="risk")
    found = weighed(scored.weighing)
    first, second = found.outcome.doubts
    assert (found.options[first.option].code, first.argument) == ("merger", decides.pk)
    assert first.found.gain > 0.4
    assert second.found.gain == pytest.approx(0, abs=0.01)
    assert first.criteria == (0,)


def test_the_number_of_queries_does_not_grow(made, django_assert_num_queries):
    made.argue("merger", "staff")
    with django_assert_num_queries(7):
        weighed(made.weighing)
    for option in made.options:
        for polarity in ("pro", "ambiguous", "risk"):
            made.argue(option, "staff", "money", polarity=polarity)
    made.weigh("Halen", staff=60, money=20, nearby=20)
    made.score("merger", "nearby", 10, 20)
    with django_assert_num_queries(7):
        weighed(made.weighing)
    with django_assert_num_queries(1):
        weighed(made.weighing)
