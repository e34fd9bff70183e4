"""Under whose weights does which option win?"""

import numpy as np
import pytest
from hypothesis import given, settings

from kb.analysis.weighing.scores import weighted_sum
from kb.analysis.weighing.winners import TIE, between, by_weights, groups
from tests.kb.analysis.weighing.tables import HALEN, LUMMEN, VALUES, tables


def test_by_hand():
    """Of all weights: 40 w₁ > 40 w₂ + 20 w₃ cuts the triangle from (1, 1)/2 to (1, 2)/3: a third is left."""
    found = by_weights(VALUES, [HALEN, LUMMEN], seed=1)
    assert (found.by_party, found.together) == (((0,), (1,)), (1,))
    assert found.space == pytest.approx([1 / 3, 2 / 3, 0], abs=0.02)
    assert found.error.max() == pytest.approx(0.0047, abs=1e-4)


@given(tables())
@settings(deadline=None, max_examples=40)
def test_the_first_are_those_with_the_highest_score(table):
    values, weights = table
    found = by_weights(values, [weights], draws=50)
    scores = weighted_sum(values, weights)
    assert found.by_party == (found.together,)
    assert list(found.together) == np.flatnonzero(scores >= scores.max() - 1e-9).tolist()
    assert found.space.sum() == pytest.approx(1)


def test_the_order_of_parties_is_that_of_the_answer():
    found = by_weights(VALUES, [LUMMEN, HALEN], draws=10)
    assert found.by_party == ((1,), (0,))


def test_between_two_parties_the_winner_turns_once():
    """Where 12 s = 25.56 (1 − s), with s the share of Halen: 0.68."""
    found = between(VALUES, [HALEN, LUMMEN], steps=10)
    assert found.winner.tolist() == [1] * 7 + [0] * 4
    assert found.lead[0] == pytest.approx(25.5556, abs=1e-4)
    assert found.lead[-1] == pytest.approx(12)


def test_a_triangle_has_every_mix_once():
    found = between(VALUES, np.eye(3), steps=4)
    assert len(found.shares) == 15
    assert len(np.unique(found.shares, axis=0)) == 15
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(15))
    best = [weighted_sum(VALUES, shares) for shares in found.shares]
    expected = [int(scores.argmax()) if np.diff(np.sort(scores))[-1] > 1e-9 else TIE for scores in best]
    assert found.winner.tolist() == expected


def test_one_corner_is_one_point():
    found = between(VALUES, [HALEN])
    assert (found.shares.tolist(), found.winner.tolist()) == ([[1]], [0])


def test_at_the_edge():
    none = by_weights(np.zeros((0, 2)), np.zeros((1, 2)))
    assert (none.by_party, none.together, none.space.tolist()) == (((),), (), [])
    nobody = by_weights([[1, 2], [2, 1]], np.zeros((0, 2)), draws=10)
    assert (nobody.by_party, nobody.together) == ((), (0, 1))
    assert np.isnan(between([[50.0]], [[1]]).lead).tolist() == [True]


@pytest.mark.parametrize(
    ("values", "corners", "steps"),
    [([[1.0]], np.ones((4, 1)), 4), ([[1.0]], np.ones((1, 1)), 0), (np.zeros((0, 1)), np.ones((1, 1)), 4)],
)
def test_what_cannot_be_drawn_is_refused(values, corners, steps):
    with pytest.raises(ValueError, match="One to three corners"):
        between(values, corners, steps)


def test_a_group_that_weighs_nothing_divides_alike():
    assert groups([1, 0, 0], [0, 1, 1]).tolist() == [[1, 0, 0], [0, 0.5, 0.5]]
    assert groups([], []).shape == (0, 0)
