from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import incidence
from kb.analysis.overlap import square
from kb.analysis.structure.congruence import congruence, overall
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SPLIT, memberships


def test_the_three_of_the_seed() -> None:
    """Portfolios 26, 26, 27; Halen–Herk share 22, Halen–Lummen 24, Herk–Lummen 21."""
    found = congruence(incidence(seed.memberships()))
    expected = [(22 + 24) / 2 / 26, (22 + 21) / 2 / 26, (24 + 21) / 2 / 27]
    assert found["congruence"].tolist() == pytest.approx(expected)
    assert found["partners"].tolist() == [2, 2, 2]
    assert overall(found) == pytest.approx(np.mean(expected))


def test_the_same_partners_everywhere() -> None:
    assert congruence(incidence(SPLIT))["congruence"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("input_", [EMPTY, EDGELESS])
def test_without_partners_there_is_no_value(input_: pd.DataFrame) -> None:
    found = congruence(incidence(input_))
    assert found["congruence"].isna().all()
    assert isnan(overall(found))


@given(memberships)
def test_the_mean_of_the_directed_shares(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    shares = square(inc, "share").to_numpy(copy=True)
    np.fill_diagonal(shares, 0)
    expected = [row[row > 0].mean() if (row > 0).any() else np.nan for row in shares]
    np.testing.assert_allclose(congruence(inc)["congruence"], expected)
