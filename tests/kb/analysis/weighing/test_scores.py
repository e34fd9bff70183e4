"""Weighted sums and places: by hand, by pymcdm, and what must hold of any of them."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM

from kb.analysis.weighing.scores import ranks, weighted_sum
from tests.kb.analysis.weighing.tables import HALEN, LUMMEN, VALUES, tables


def as_they_are(column, cost=False):
    return column


def test_by_hand():
    found = weighted_sum(VALUES, [HALEN, LUMMEN])
    assert found[0].tolist() == pytest.approx([60, 48, 18])
    assert found[1] == pytest.approx([32.2222, 57.7778, 21.1111], abs=1e-4)


def test_as_scikit_criteria_has_it():
    """WeightedSumModel after SumScaler of the weights, scikit-criteria 0.10."""
    values = [[62, 35, 80, 10], [55, 60, 40, 45], [30, 90, 20, 70], [62, 35, 80, 10.5], [75, 15, 66, 33]]
    found = weighted_sum(values, [40, 25, 20, 15])
    assert found.tolist() == pytest.approx([51.05, 51.75, 49.0, 51.125, 51.9])
    assert ranks(found).tolist() == [4, 2, 5, 3, 1]


@given(tables())
def test_as_pymcdm_has_it(table):
    values, weights = table
    assume(weights.sum() > 0)
    method = WSM(as_they_are)
    shares = weights / weights.sum()
    theirs = method(values, shares, np.ones(len(shares)), validation=False)
    assert weighted_sum(values, weights) == pytest.approx(theirs)
    mine = weighted_sum(values, weights).round(9)
    assert ranks(mine).tolist() == np.array([1 + (mine > own).sum() for own in mine]).tolist()
    if len(set(mine)) == len(mine):
        assert ranks(mine).tolist() == rrankdata(mine).tolist()


@given(tables(), st.data())
def test_an_option_that_worsens_never_rises(table, data):
    values, weights = table
    option = data.draw(st.integers(0, len(values) - 1))
    loss = data.draw(st.lists(st.integers(0, 50), min_size=len(weights), max_size=len(weights)))
    worse = values.copy()
    worse[option] -= loss
    before, after = (ranks(weighted_sum(each, weights)) for each in (values, worse))
    assert after[option] >= before[option]


@given(tables(), st.data())
def test_a_clone_keeps_the_order_of_the_others(table, data):
    values, weights = table
    option = data.draw(st.integers(0, len(values) - 1))
    before = weighted_sum(values, weights)
    after = weighted_sum(np.vstack([values, values[option]]), weights)
    assert ranks(after[:-1]).tolist() == ranks(before).tolist()
    assert ranks(after)[-1] == ranks(after)[option]


@given(tables(), st.floats(0.1, 50))
def test_scaling_the_weights_changes_nothing(table, factor):
    values, weights = table
    assert weighted_sum(values, weights * factor) == pytest.approx(weighted_sum(values, weights))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_options_and_criteria_does_not_matter(table, random):
    values, weights = table
    rows, columns = (random.sample(range(n), n) for n in values.shape)
    mixed = weighted_sum(values[np.ix_(rows, columns)], weights[columns])
    assert mixed == pytest.approx(weighted_sum(values, weights)[rows])


def test_at_the_edge():
    assert weighted_sum(np.zeros((0, 3)), [1, 1, 1]).shape == (0,)
    assert weighted_sum(np.zeros((2, 0)), []).tolist() == [0, 0]
    assert weighted_sum(np.zeros((2, 0)), np.zeros((3, 0))).tolist() == [[0, 0]] * 3
    assert weighted_sum([[40]], [0]).tolist() == [40]
    assert np.isnan(weighted_sum([[40, np.nan], [40, 20]], [1, 1])).tolist() == [True, False]
    assert weighted_sum([[40, np.nan]], [1, 0]).tolist() == [40]
    assert ranks([]).tolist() == []


@pytest.mark.parametrize(("values", "weights"), [([1, 2], [1, 1]), ([[1, 2]], [1]), ([[1]], [-1])])
def test_what_does_not_fit_is_refused(values, weights):
    with pytest.raises(ValueError, match="weight"):
        weighted_sum(values, weights)
