import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import Incidence, Weight, bipartite, incidence, projection
from kb.analysis.structure.brokerage import betweenness, brokerage, holes, strength
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, memberships
from tests.kb.analysis.structure.test_communities import southern_women


def expected_betweenness(membership: pd.DataFrame, inc: Incidence) -> list[float]:
    graph = bipartite(membership, inc.municipalities)
    top = [("m", row) for row in inc.municipalities.tolist()]
    scores = nx.bipartite.betweenness_centrality(graph, top)
    return [scores[node] for node in top]


@given(memberships.filter(lambda rows: rows["agreement"].nunique() > 1))
def test_betweenness_equals_networkx(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    found = betweenness(inc, fast=False)
    assert found.tolist() == pytest.approx(expected_betweenness(membership, inc))


@given(memberships)
def test_the_fast_way_gives_the_same_values(membership: pd.DataFrame) -> None:
    pytest.importorskip("networkit")
    inc = incidence(membership, MUNICIPALITIES)
    np.testing.assert_allclose(betweenness(inc, fast=True), betweenness(inc, fast=False), atol=1e-12)


def test_southern_women() -> None:
    """Nora, then Evelyn: the order in which everybody finds them."""
    women = southern_women()
    found = betweenness(incidence(women))
    assert found.tolist() == pytest.approx(expected_betweenness(women, incidence(women)))
    assert np.argsort(-found)[:2].tolist() == [13, 0]
    assert found[0] == pytest.approx(0.0966, abs=5e-4)


def test_alone_in_a_network_there_is_nothing_between() -> None:
    assert betweenness(incidence(SINGLE), fast=False).tolist() == [0]


@given(memberships)
def test_strength_equals_the_weighted_degree_of_the_projection(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    assert strength(inc).tolist() == [n for _, n in projection(inc).degree(weight="shared")]


@pytest.mark.parametrize("weight", ["shared", "collaboration"])
@given(membership=memberships)
def test_structural_holes_equal_networkx(membership: pd.DataFrame, weight: Weight) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    graph = projection(inc, weight)
    constraint, effective = holes(inc, weight)
    ids = inc.municipalities.tolist()
    # node by node: over all nodes at once networkx 3.6 divides by the maxima of the wrong nodes
    for found, oracle in (
        (constraint, nx.constraint(graph, ids, weight="weight")),
        (effective, nx.effective_size(graph, ids, weight="weight")),
    ):
        np.testing.assert_allclose(found, [oracle[i] for i in ids], atol=1e-9)


@pytest.mark.parametrize(("input_", "n"), [(EMPTY, 0), (SINGLE, 1), (EDGELESS, 2)])
def test_who_meets_nobody_brokers_nothing(input_: pd.DataFrame, n: int) -> None:
    found = brokerage(incidence(input_))
    assert found["strength"].tolist() == [0] * n
    assert found["betweenness"].tolist() == [0] * n
    assert found[["constraint", "effective_size"]].isna().all(axis=None)


def test_two_parts_have_no_bridge() -> None:
    found = brokerage(incidence(SPLIT))
    assert found[["strength", "betweenness"]].values.tolist() == [[1, 0]] * 4


def test_a_bridge_between_two_groups() -> None:
    rows = [(1, 50), (2, 50), (3, 50), (3, 51), (4, 51), (5, 51)]
    found = brokerage(incidence(pd.DataFrame(rows, columns=["municipality", "agreement"])))
    assert found["betweenness"].idxmax() == found["constraint"].idxmin() == found["effective_size"].idxmax()
    assert found.at[2, "id"] == 3
    assert found["betweenness"].tolist()[:2] == [0, 0]


def test_one_agreement_is_no_bridge() -> None:
    one = pd.DataFrame({"municipality": [1, 2, 3], "agreement": 50})
    assert betweenness(incidence(one), fast=False).tolist() == [0, 0, 0]
