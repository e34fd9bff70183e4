"""A weighing worked out: scores, weights per party, and what a page says of them."""

from __future__ import annotations

import numpy as np
import pytest

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


def test_a_party_without_weights_weighs_all_alike(scored):
    scored.weigh("Halen", staff=100, money=0, nearby=0)
    found = weighed(scored.weighing)
    assert [voice.given for voice in found.parties] == [True, False]
    assert found.weights[1].tolist() == pytest.approx([1 / 3] * 3)


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
