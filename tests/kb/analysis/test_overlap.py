import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import bipartite, incidence
from kb.analysis.overlap import pairs, per_domain, portfolios, shared_by_all, square
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import (
    AGREEMENTS,
    EDGELESS,
    EMPTY,
    MUNICIPALITIES,
    SINGLE,
    SPLIT,
    frame,
    memberships,
)

RATIOS = ["share_a", "share_b", "jaccard", "overlap", "ochiai"]


class TestSeed:
    """The reference values of the inventory of 2022."""

    inc = incidence(seed.memberships(), seed.STUDY)

    def test_portfolios(self) -> None:
        assert portfolios(self.inc)["n"].tolist() == [26, 26, 27]
        with_audio = incidence(seed.memberships(to_check=True), seed.STUDY)
        assert portfolios(with_audio)["n"].tolist() == [26, 27, 27]

    def test_agreements(self) -> None:
        assert len(self.inc.agreements) == 32
        assert len(seed.agreements()) == 33

    def test_all_three_share_twenty(self) -> None:
        assert len(shared_by_all(self.inc, seed.STUDY)) == 20

    def test_pairs(self) -> None:
        found = pairs(self.inc)
        assert found[["a", "b", "shared"]].values.tolist() == [[1, 2, 22], [1, 3, 24], [2, 3, 21]]
        assert found["jaccard"].round(5).tolist() == [0.73333, 0.82759, 0.65625]
        assert found.loc[1, ["share_a", "share_b"]].astype(float).round(4).tolist() == [0.9231, 0.8889]

    def test_shares_of_the_2012_screening_follow_from_their_counts(self) -> None:
        herk = {(1, k) for k in range(51)}
        both = incidence(frame(herk | {(2, k) for k in range(45)} | {(3, k) for k in range(42)}))
        assert square(both, "share").loc[1, [2, 3]].round(3).tolist() == [0.882, 0.824]


@pytest.mark.parametrize(("input_", "rows"), [(EMPTY, 0), (SINGLE, 0), (EDGELESS, 0), (SPLIT, 2)])
def test_poor_input_has_the_same_columns(input_: pd.DataFrame, rows: int) -> None:
    found = pairs(incidence(input_))
    full = pairs(incidence(SPLIT))
    assert found.shape == (rows, full.shape[1])
    assert found.dtypes.to_dict() == full.dtypes.to_dict()


def test_a_municipality_without_agreements_has_no_evidence_rather_than_zero() -> None:
    found = pairs(incidence(frame({(1, 50), (2, 51)}), [1, 2, 3, 4]), keep_zero=True).set_index(["a", "b"])
    assert found.loc[(1, 2), RATIOS].tolist() == [0, 0, 0, 0, 0]
    assert found.loc[(1, 3)].drop(RATIOS).tolist() == [0, 1, 0, 0]
    assert found.loc[(1, 3), ["share_a", "jaccard"]].tolist() == [0, 0]
    assert found.loc[(1, 3), ["share_b", "overlap", "ochiai"]].isna().all()
    assert found.loc[(3, 4), RATIOS].isna().all()


def test_square_shows_every_pair_twice_and_the_diagonal_once() -> None:
    inc = incidence(frame({(1, 50), (2, 50), (1, 51)}), [1, 2, 3])
    assert square(inc).values.tolist() == [[2, 1, 0], [1, 1, 0], [0, 0, 0]]
    weight = square(inc, "weight")
    assert np.isnan(np.diag(weight)).all()
    assert weight.loc[1, 2] == weight.loc[2, 1] == 1
    assert weight.loc[1, 3] == 0
    assert list(weight.index) == list(weight.columns) == [1, 2, 3]


def test_shared_by_all_of_nobody_or_a_stranger_is_nothing() -> None:
    inc = incidence(SPLIT)
    assert shared_by_all(inc, [1, 2]).tolist() == [50]
    assert shared_by_all(inc, []).tolist() == []
    assert shared_by_all(inc, [1, 99]).tolist() == []


def test_per_domain_counts_each_domain_by_itself() -> None:
    found = per_domain(seed.memberships(), seed.agreements())
    wonen = found[found["domain"] == 4]
    assert wonen[["a", "b", "shared", "n_a", "n_b"]].values.tolist() == [
        [1, 2, 5, 5, 5],
        [1, 3, 3, 5, 5],
        [2, 3, 3, 5, 5],
    ]
    assert found.groupby(["a", "b"])["shared"].sum().tolist() == [22, 24, 21]


def test_per_domain_of_nothing_has_its_columns() -> None:
    full = per_domain(seed.memberships(), seed.agreements())
    assert list(per_domain(EMPTY, seed.agreements()).columns) == list(full.columns)
    assert per_domain(EMPTY, seed.agreements()).empty


@given(memberships)
def test_pairs_equal_networkx_and_plain_sets(membership: pd.DataFrame) -> None:
    found = pairs(incidence(membership, MUNICIPALITIES)).set_index(["a", "b"])
    nodes = [("m", i) for i in MUNICIPALITIES]
    graph = bipartite(membership, MUNICIPALITIES)
    jaccard = nx.bipartite.overlap_weighted_projected_graph(graph, nodes)
    overlap = nx.bipartite.overlap_weighted_projected_graph(graph, nodes, jaccard=False)
    assert len(found) == jaccard.number_of_edges()
    for (a, b), row in found.iterrows():
        one, other = set(graph[("m", a)]), set(graph[("m", b)])
        assert row["shared"] == len(one & other)
        assert row["share_a"] == len(one & other) / len(one)
        assert row["ochiai"] == pytest.approx(len(one & other) / (len(one) * len(other)) ** 0.5)
        assert row["jaccard"] == jaccard.edges[("m", a), ("m", b)]["weight"]
        assert row["overlap"] == overlap.edges[("m", a), ("m", b)]["weight"]


@given(memberships)
def test_bounds_and_order_of_the_coefficients(membership: pd.DataFrame) -> None:
    found = pairs(incidence(membership))
    assert found[RATIOS].notna().all(axis=None)
    assert (found[RATIOS] > 0).all(axis=None)
    assert (found[RATIOS] <= 1 + 1e-12).all(axis=None)
    assert (found["jaccard"] <= found["ochiai"] + 1e-12).all()
    assert (found["ochiai"] <= found["overlap"] + 1e-12).all()
    assert (found["weight"] <= found["shared"] + 1e-12).all()


@given(memberships, st.sampled_from(["shared", "jaccard", "overlap", "ochiai", "weight"]))
def test_symmetric_measures_are_symmetric_and_agree_with_pairs(
    membership: pd.DataFrame, measure: str
) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    matrix = square(inc, measure)
    assert matrix.equals(matrix.T)
    listed = pairs(inc, keep_zero=True)
    across = matrix.stack().loc[list(zip(listed["a"], listed["b"], strict=True))]
    assert np.array_equal(across.to_numpy(float), listed[measure].to_numpy(float), equal_nan=True)


@given(memberships, st.permutations(MUNICIPALITIES))
def test_other_ids_give_the_same_figures(membership: pd.DataFrame, order: list[int]) -> None:
    new_id = dict(zip(MUNICIPALITIES, order, strict=True))
    renamed = membership.assign(municipality=membership["municipality"].map(new_id))
    before = square(incidence(membership, MUNICIPALITIES), "jaccard")
    after = square(incidence(renamed.sample(frac=1, random_state=1), MUNICIPALITIES), "jaccard")
    assert np.array_equal(before, after.loc[order, order], equal_nan=True)


@given(
    memberships, st.sampled_from(AGREEMENTS), st.sampled_from(MUNICIPALITIES), st.sampled_from(MUNICIPALITIES)
)
def test_joining_an_agreement_together_never_lowers_what_is_shared(
    membership: pd.DataFrame, agreement: int, one: int, other: int
) -> None:
    joined = pd.concat([membership, frame({(one, agreement), (other, agreement)})]).drop_duplicates()
    before = square(incidence(membership, MUNICIPALITIES))
    after = square(incidence(joined, MUNICIPALITIES))
    assert (after >= before).all(axis=None)
    assert after.loc[one, other] >= 1
