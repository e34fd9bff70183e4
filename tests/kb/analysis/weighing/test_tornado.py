"""How far the lead swings with one criterion at a time."""

import numpy as np
import pytest
from hypothesis import given

from kb.analysis.weighing.scores import weighted_sum
from kb.analysis.weighing.tornado import swings
from tests.kb.analysis.weighing.tables import HALEN, VALUES, intervals, tables


def test_by_hand():
    """Halen: 60 to 48. Without staff −30 on half and half; with twice its weight (all of it) +40."""
    found = swings(VALUES, VALUES, HALEN)
    assert (found.first, found.second, found.lead) == (0, 1, pytest.approx(12))
    assert found.weight[0].tolist() == pytest.approx([-30, 40])
    assert found.weight[1].tolist() == pytest.approx([25, -1])
    assert found.value.tolist() == [[pytest.approx(12)] * 2] * 3
    assert found.order == [0, 1, 2]


def test_between_the_lowest_and_the_highest_weight_that_a_party_gives():
    found = swings(VALUES, VALUES, HALEN, [0.5, 0.2, 0.2], [0.6, 0.2, 0.2])
    assert found.weight[0].tolist() == pytest.approx([0.5 * 40 - 0.5 * 30, 12])
    assert found.weight[1:].tolist() == [[pytest.approx(12)] * 2] * 2


def test_values_at_their_worst_and_best_by_hand():
    found = swings([[60, 20], [50, 10]], [[80, 20], [50, 30]], [1, 1])
    assert found.lead == 10
    assert found.value.tolist() == [[5, 15], [5, 15]]


@given(intervals())
def test_the_ends_of_a_value_are_what_the_weighted_sum_gives(given_):
    low, high = given_
    weights = np.arange(1, low.shape[1] + 1)
    found = swings(low, high, weights)
    middle = (low + high) / 2
    for criterion in range(low.shape[1]):
        for end, (ends_first, ends_second) in enumerate(((low, high), (high, low))):
            changed = middle.copy()
            changed[found.first, criterion] = ends_first[found.first, criterion]
            changed[found.second, criterion] = ends_second[found.second, criterion]
            scores = weighted_sum(changed, weights)
            lead = scores[found.first] - scores[found.second]
            assert found.value[criterion, end] == pytest.approx(lead, abs=1e-9)


@given(tables())
def test_the_ends_of_a_weight_are_what_the_weighted_sum_gives(table):
    values, weights = table
    found = swings(values, values, weights + 1)
    shares = (weights + 1) / (weights + 1).sum()
    for criterion in range(len(shares)) if len(shares) > 1 else ():
        for end, share in enumerate((0.0, min(2 * shares[criterion], 1.0))):
            changed = shares * (1 - share) / (1 - shares[criterion])
            changed[criterion] = share
            scores = weighted_sum(values, changed)
            lead = scores[found.first] - scores[found.second]
            assert found.weight[criterion, end] == pytest.approx(lead, abs=1e-9)


@pytest.mark.parametrize("values", [np.zeros((0, 2)), np.ones((1, 2)), np.zeros((3, 0))])
def test_nothing_to_compare(values):
    assert swings(values, values, np.ones(values.shape[1])) is None


def test_one_criterion_that_has_all_the_weight():
    found = swings(VALUES, VALUES, [1, 0, 0])
    assert found.weight[0].tolist() == pytest.approx([-30, 40])
    assert found.weight[1].tolist() == pytest.approx([40, 40])
