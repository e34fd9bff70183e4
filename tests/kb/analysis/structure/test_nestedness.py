from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import Incidence, incidence
from kb.analysis.structure.nestedness import nodf
from tests.kb.analysis.strategies import EMPTY, SINGLE, SPLIT, frame, memberships

# The worked example of Almeida-Neto et al. 2008, figure 1.
EXAMPLE = np.array([[1, 0, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]])


def of(matrix: np.ndarray) -> Incidence:
    return incidence(frame({(int(row), int(column)) for row, column in np.argwhere(matrix)}))


def by_hand(matrix: np.ndarray) -> list[float]:
    pairs = []
    for i in range(len(matrix)):
        for j in range(i + 1, len(matrix)):
            a, b = set(np.flatnonzero(matrix[i])), set(np.flatnonzero(matrix[j]))
            pairs.append(0.0 if len(a) == len(b) else 100 * len(a & b) / min(len(a), len(b)))
    return pairs


def test_the_worked_example_of_the_source() -> None:
    found = nodf(of(EXAMPLE))
    assert (round(found.rows, 2), round(found.columns, 2), round(found.both, 2)) == (53.33, 63.33, 58.33)


def test_a_staircase_is_wholly_nested() -> None:
    assert nodf(of(np.tri(6, dtype=int))).both == 100


def test_equal_portfolios_are_not_nested() -> None:
    assert nodf(of(np.ones((3, 4), int))).both == 0
    assert nodf(incidence(SPLIT)).both == 0


def test_without_a_pair_there_is_no_value() -> None:
    assert all(isnan(value) for value in vars(nodf(incidence(EMPTY))).values())
    assert all(isnan(value) for value in vars(nodf(incidence(SINGLE))).values())
    one_row = nodf(incidence(frame({(1, 50), (1, 51)})))
    assert (isnan(one_row.rows), one_row.columns, one_row.both) == (True, 0, 0)


def test_who_has_nothing_is_left_out() -> None:
    staircase = frame({(1, 50), (1, 51), (2, 50)})
    assert nodf(incidence(staircase, [1, 2, 3])) == nodf(incidence(staircase))


@given(memberships)
def test_equals_the_definition_whatever_the_order(membership: pd.DataFrame) -> None:
    found = nodf(incidence(membership))
    dense = incidence(membership).matrix.toarray()
    rows, columns = by_hand(dense[::-1]), by_hand(dense.T[::-1])
    expected = [np.mean(pairs) if pairs else nan for pairs in (rows, columns, rows + columns)]
    assert [found.rows, found.columns, found.both] == pytest.approx(expected, nan_ok=True)
