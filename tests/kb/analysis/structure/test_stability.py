from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import incidence
from kb.analysis.structure.stability import Stability, coassignment, nearest, stability
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, memberships
from tests.kb.analysis.structure.test_search import RING


def test_what_is_apart_is_always_apart() -> None:
    found = stability(incidence(SPLIT), range(5), (0.5, 1.0))
    assert found.co.to_numpy().tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert found.municipalities.values.tolist() == [[1, 0, 1], [2, 0, 1], [3, 1, 1], [4, 1, 1]]
    assert found.clusters.values.tolist() == [[0.5, 5, 2, 2, 2], [1, 5, 2, 2, 2]]
    assert found.n == 10


def test_a_ring_has_no_firm_clusters() -> None:
    found = stability(incidence(RING), range(40), (1.0,))
    beside = [found.co.at[m, m % 6 + 1] for m in range(1, 7)]
    assert all(0 < share < 1 for share in beside)
    assert (found.municipalities["stability"].dropna() < 1).all()


def test_every_resolution_has_its_own_runs() -> None:
    found = stability(incidence(RING), range(10), (0.2, 3.0))
    assert found.clusters["n"].tolist() == [10, 10]
    assert found.clusters["median"].is_monotonic_increasing
    assert found.n == 20


def test_against_clusters_of_ones_own() -> None:
    own = pd.DataFrame({"id": [4, 1, 2], "cluster": [7, 7, 5]})
    found = stability(incidence(SPLIT), range(2), (1.0,), own).municipalities
    assert found["cluster"].tolist() == [7, 5, -1, 7]
    assert found["stability"].fillna(-9).tolist() == [0, -9, -9, 0]


@pytest.mark.parametrize(("input_", "n"), [(EMPTY, 0), (SINGLE, 1), (EDGELESS, 2)])
def test_without_shared_agreements_there_is_no_evidence(input_: pd.DataFrame, n: int) -> None:
    found = stability(incidence(input_), range(2))
    assert found.co.shape == (n, n)
    assert found.co.isna().all(axis=None)
    assert found.municipalities["cluster"].tolist() == [-1] * n
    assert found.municipalities["stability"].isna().all()
    assert found.clusters["high"].tolist() == [0, 0, 0]


def test_seeds_and_resolutions_are_needed() -> None:
    with pytest.raises(ValueError, match="at least one"):
        stability(incidence(SPLIT), [])
    with pytest.raises(ValueError, match="at least one"):
        stability(incidence(SPLIT), [1], [])


def test_coassignment_of_nobody() -> None:
    assert coassignment(np.empty((3, 0), np.int64)).shape == (0, 0)
    assert isnan(coassignment(np.array([[-1, 0]]))[0, 0])


@given(memberships)
def test_shares_are_symmetric_and_one_with_oneself(membership: pd.DataFrame) -> None:
    found = stability(incidence(membership, MUNICIPALITIES), range(3), (0.7, 1.0))
    co = found.co.to_numpy()
    np.testing.assert_array_equal(co, co.T)
    known = found.municipalities["cluster"] >= 0
    np.testing.assert_allclose(np.diag(co), np.where(known, 1, nan))
    assert not ((co < 0) | (co > 1)).any()
    assert found.municipalities["cluster"].max() + 1 == found.municipalities.loc[known, "cluster"].nunique()


@given(memberships)
def test_the_order_of_the_rows_does_not_matter(membership: pd.DataFrame) -> None:
    shuffled = membership.sample(frac=1, random_state=5)
    one, other = (stability(incidence(rows), range(2)) for rows in (membership, shuffled))
    assert one.co.equals(other.co)
    assert one.municipalities.equals(other.municipalities)


def test_the_nearest_cluster_is_the_one_it_is_oftenest_with() -> None:
    co = pd.DataFrame([[1, 1, 0.2, 0.6], [1, 1, 0.4, 0.2], [0.2, 0.4, 1, 0], [0.6, 0.2, 0, 1]])
    towns = pd.DataFrame({"id": range(4), "cluster": [0, 0, 1, 2]})
    found = nearest(Stability(co, towns, pd.DataFrame(), 10))
    assert found["nearest"].tolist() == [2, 0, 0]
    assert found["together"].tolist() == pytest.approx([0.4, 0.3, 0.4])


@pytest.mark.parametrize(("frame", "told"), [(SPLIT, [[0, -1, 0], [1, -1, 0]]), (EMPTY, []), (EDGELESS, [])])
def test_clusters_that_never_meet_have_no_nearest(frame: pd.DataFrame, told: list[list[int]]) -> None:
    assert nearest(stability(incidence(frame), range(3))).values.tolist() == told
