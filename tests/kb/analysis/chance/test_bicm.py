import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from kb.analysis.chance.bicm import TOLERANCE, chances, probabilities
from kb.analysis.graphs import Incidence, incidence
from tests.kb.analysis.strategies import EDGELESS, EMPTY, SINGLE, SPLIT, frame, memberships


def free(inc: Incidence) -> np.ndarray:
    return np.zeros(len(inc.agreements), bool)


def margins(expected: np.ndarray) -> list[np.ndarray]:
    return [expected.sum(axis=1), expected.sum(axis=0)]


@given(memberships, st.integers(0, 2**10 - 1))
def test_every_row_and_column_adds_up(of: pd.DataFrame, bits: int) -> None:
    inc = incidence(of)
    fixed = np.array([bool(bits >> place & 1) for place in range(len(inc.agreements))], bool)
    expected = probabilities(inc, fixed)
    for found, observed in zip(margins(expected), margins(inc.matrix.toarray()), strict=True):
        assert np.allclose(found, observed, rtol=0, atol=TOLERANCE)
    assert ((expected >= 0) & (expected <= 1)).all()
    assert (expected[:, fixed] == inc.matrix[:, fixed].toarray()).all()


@given(memberships, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(of: pd.DataFrame, chance) -> None:
    inc = incidence(of)
    rows, columns = list(range(len(inc.municipalities))), list(range(len(inc.agreements)))
    chance.shuffle(rows)
    chance.shuffle(columns)
    moved = Incidence(
        inc.matrix[rows][:, columns], inc.municipalities, inc.agreements
    )  # the ids are names only
    expected = probabilities(inc, free(inc))
    assert np.allclose(probabilities(moved, free(inc)), expected[rows][:, columns], rtol=0, atol=TOLERANCE)


def test_the_likelihood_has_no_higher_summit() -> None:
    """Oracle: the same likelihood, one unknown a row and a column, climbed by scipy."""
    inc = incidence(frame({(1, 50), (1, 51), (1, 52), (2, 50), (2, 53), (3, 51), (4, 54), (4, 50), (3, 54)}))
    k, d = inc.portfolio_sizes, inc.member_counts

    def cost(at: np.ndarray) -> float:
        odds = at[: len(k), None] + at[len(k) :]
        return float(np.logaddexp(0, odds).sum() - k @ at[: len(k)] - d @ at[len(k) :])

    best = minimize(cost, np.zeros(len(k) + len(d)), tol=1e-12).x
    oracle = 1 / (1 + np.exp(-(best[: len(k), None] + best[len(k) :])))
    assert np.allclose(probabilities(inc, free(inc)), oracle, atol=1e-4)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (EMPTY, []),
        (SINGLE, [[1.0]]),
        (EDGELESS, [[0.5, 0.5], [0.5, 0.5]]),
        (SPLIT, [[0.5, 0.5]] * 4),
        (frame({(1, 50), (1, 51), (2, 50)}), [[1.0, 1.0], [1.0, 0.0]]),  # nested: the counts decide all
    ],
)
def test_small_input(of: pd.DataFrame, expected: list[list[float]]) -> None:
    inc = incidence(of)
    assert probabilities(inc, free(inc)).round(12).tolist() == expected


def test_full_and_empty_rows_are_certain() -> None:
    inc = incidence(frame({(1, 50), (1, 51), (1, 52), (2, 50), (3, 51)}), [1, 2, 3, 4])
    found = probabilities(inc, free(inc))
    assert found[0].tolist() == [1.0, 1.0, 1.0]
    assert found[3].tolist() == [0.0, 0.0, 0.0]
    assert found[1].tolist() == found[2].tolist() == [0.5, 0.5, 0.0]


def test_blocks_that_the_counts_force_are_found_inside() -> None:
    """1 and 2 have all of 50 and 51; 3 and 4 none of 52 and 53: no row or column is full or empty."""
    inside = {(m, a) for m in (1, 2) for a in (50, 51)}
    inc = incidence(frame(inside | {(1, 52), (2, 53), (3, 50), (4, 51)}))
    halves = [[1.0, 1.0, 0.5, 0.5]] * 2 + [[0.5, 0.5, 0.0, 0.0]] * 2
    assert probabilities(inc, free(inc)).round(12).tolist() == halves


def test_equal_portfolios_are_solved_once() -> None:
    found = chances(incidence(SPLIT), [False, False])
    assert (found.rows.shape, found.group.tolist()) == ((1, 2), [0, 0, 0, 0])


def test_fixed_needs_a_value_for_each_agreement() -> None:
    with pytest.raises(ValueError, match="one value for each agreement"):
        probabilities(incidence(SPLIT), [True])
