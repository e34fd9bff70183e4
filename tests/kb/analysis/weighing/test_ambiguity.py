"""What settling a ± tells about the first place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.weighing.acceptability import rank_acceptability
from kb.analysis.weighing.ambiguity import Item, entropy, value_of_resolving
from tests.kb.analysis.weighing.tables import intervals


def test_entropy_by_hand():
    assert entropy([0.25] * 4) == 2
    assert entropy([0.9, 0.1]) == pytest.approx(0.468996)


def test_a_sign_that_decides_everything_is_worth_a_bit():
    """0–100 against 50 sure: as a + the first wins, as a − the second."""
    [found] = value_of_resolving([[0], [50]], [[100], [50]], [Item(0, (0,), (100,))], [[1]])
    assert (found.gain, found.before, found.plus, found.minus) == (1, 1, 0, 0)


def test_who_draws_level_shares_the_first_place():
    """As a + both have 100, as a − the second of three alike is still level with the third."""
    low, high = [[0], [100], [100]], [[100], [100], [100]]
    [found] = value_of_resolving(low, high, [Item(0, (0,), (100,))], [[1]], draws=10)
    assert found.if_plus == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert found.if_minus == pytest.approx([0, 0.5, 0.5])


def test_half_a_sign_by_hand():
    """0–100 of two signs against 50: one settled leaves 50–100 (always first) or 0–50 (never)."""
    [found] = value_of_resolving([[0], [49]], [[100], [49]], [Item(0, (0,), (50,))], [[1]], seed=1)
    assert found.if_plus.tolist() == [1, 0]
    assert found.if_minus == pytest.approx([0.02, 0.98], abs=0.005)
    assert found.gain == pytest.approx(1 - entropy([0.02, 0.98]) / 2, abs=0.02)


def test_a_sign_on_an_option_that_cannot_win_is_worth_nothing():
    items = [Item(2, (0,), (20,)), Item(0, (0,), (40,))]
    found = value_of_resolving([[30, 60], [50, 50], [0, 0]], [[70, 60], [50, 50], [20, 0]], items, [[1, 1]])
    assert [each.item for each in found] == [1, 0]
    assert found[1].gain == 0
    assert found[0].gain > 0.5


def test_a_sign_on_two_criteria_settles_both():
    """On one of them only, the other leaves 50–100 against 60 as a +, and 0–50 as a −."""
    items = [Item(0, (0, 1), (100, 100)), Item(0, (0,), (100,))]
    low, high = [[0, 0], [60, 60]], [[100, 100], [60, 60]]
    both, one = value_of_resolving(low, high, items, [[1, 1]], seed=2)
    assert (both.item, both.gain) == (0, 1)
    assert one.gain == pytest.approx(entropy([0.4, 0.6]) - entropy([0.8, 0.2]) / 2, abs=0.02)


@given(intervals(), st.booleans())
@settings(deadline=None, max_examples=40)
def test_settled_it_is_what_the_narrower_intervals_give(given_, by_parties):
    low, high = given_
    weights = np.eye(low.shape[1]) if by_parties else None
    steps = tuple((high - low)[0] / 2)
    item = Item(0, tuple(range(low.shape[1])), steps)
    [found] = value_of_resolving(low, high, [item], weights, draws=300, seed=3)
    raised, lowered = low.copy(), high.copy()
    raised[0] += steps
    lowered[0] -= steps
    plus, minus = (
        rank_acceptability(*ends, weights, 300, seed=3).first for ends in ((raised, high), (low, lowered))
    )
    assert found.if_plus == pytest.approx(plus, abs=0.01)
    assert found.if_minus == pytest.approx(minus, abs=0.01)
    assert found.if_plus.sum() == pytest.approx(1)
    assert 0 <= found.gain <= 1 + 1e-9


def test_at_the_edge():
    assert value_of_resolving(np.zeros((2, 2)), np.ones((2, 2)), []) == ()
    [alone] = value_of_resolving([[0]], [[100]], [Item(0, (0,), (100,))])
    assert (alone.gain, alone.before) == (0, 0)
    with pytest.raises(ValueError, match="no more than the interval"):
        value_of_resolving([[0]], [[40]], [Item(0, (0,), (50,))])
