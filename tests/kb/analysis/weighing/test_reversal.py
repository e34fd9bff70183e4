"""Does dropping an option change the order of the others?"""

import numpy as np
import pytest
from hypothesis import given
from pymcdm import normalizations
from pymcdm.methods import WSM

from kb.analysis.weighing.reversal import rank_reversals, stretched
from tests.kb.analysis.weighing.tables import tables


@given(tables())
def test_never_on_scores_as_they_are(table):
    assert rank_reversals(*table) == ()


def test_stretched_scores_depend_on_who_is_on_the_list_by_hand():
    """With the third: 40 to 35. Without it the second is the best on money, and wins 60 to 40."""
    values = [[60, 40], [30, 55], [0, 100]]
    assert rank_reversals(values, [2, 3], relative=True) == ((2, ((0, 1),)),)


@given(tables(least=3))
def test_stretched_as_pymcdm_has_it(table):
    values, weights = table
    shares = (weights + 1) / (weights + 1).sum()
    before, found = _order(values, shares), {}
    for dropped in range(len(values)):
        left = [at for at in range(len(values)) if at != dropped]
        after = _order(values[left], shares)
        changed = np.argwhere(np.triu(after != before[np.ix_(left, left)]))
        if len(changed):
            found[dropped] = tuple((left[a], left[b]) for a, b in changed)
    assert dict(rank_reversals(values, weights + 1, relative=True)) == found


def _order(values, shares):
    """pymcdm refuses a criterion on which all are equal; it sets nobody apart."""
    apart = np.ptp(values, axis=0) > 0
    if not apart.any():
        return np.zeros((len(values), len(values)))
    method = WSM(normalizations.minmax_normalization)
    scores = method(values[:, apart], shares[apart], np.ones(apart.sum()), validation=False)
    return np.sign((scores[:, None] - scores[None, :]).round(11))


@pytest.mark.parametrize("values", [np.zeros((0, 2)), np.ones((1, 2)), [[1, 2], [2, 1]], np.zeros((3, 0))])
@pytest.mark.parametrize("relative", [True, False])
def test_with_too_few_nothing_can_change(values, relative):
    assert rank_reversals(values, np.ones(np.shape(values)[1]), relative=relative) == ()


def test_a_criterion_on_which_all_are_equal_sets_nobody_apart():
    assert stretched([[20, 5], [60, 5]]).tolist() == [[0, 0], [1, 0]]
