"""Under whose weights does which option win?"""

import numpy as np
import pytest
from hypothesis import given, settings

from kb.analysis.weighing.scores import weighted_sum
from kb.analysis.weighing.winners import by_weights
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


def test_at_the_edge():
    none = by_weights(np.zeros((0, 2)), np.zeros((1, 2)))
    assert (none.by_party, none.together, none.space.tolist()) == (((),), (), [])
    nobody = by_weights([[1, 2], [2, 1]], np.zeros((0, 2)), draws=10)
    assert (nobody.by_party, nobody.together) == ((), (0, 1))
