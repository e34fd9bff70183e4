import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import Incidence, incidence, projection
from kb.analysis.structure.redundancy import COLUMNS, redundancy
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, frame, memberships

# Two groups, joined by one agreement only.
BRIDGED = frame({(1, 50), (2, 50), (1, 51), (2, 51), (3, 52), (4, 52), (5, 52), (2, 59), (3, 59)})


def without(membership: pd.DataFrame, agreement: int) -> Incidence:
    return incidence(membership[membership["agreement"] != agreement], MUNICIPALITIES)


def test_what_would_be_lost() -> None:
    found = redundancy(incidence(BRIDGED)).set_index("id")
    assert found["redundancy"].tolist() == [1, 1, 0, 0]
    assert found["lost_pairs"].tolist() == [0, 0, 3, 1]
    assert found["parts"].tolist() == [0, 0, 2, 1]
    assert found["cut_off"].tolist() == [0, 0, 2, 2]


@given(memberships)
def test_redundancy_equals_networkx(membership: pd.DataFrame) -> None:
    inc = incidence(membership)
    graph = nx.Graph(
        (("m", m), ("a", a)) for m, a in membership[["municipality", "agreement"]].itertuples(index=False)
    )
    two = [("a", a) for a, d in zip(inc.agreements.tolist(), inc.member_counts, strict=True) if d > 1]
    oracle = nx.bipartite.node_redundancy(graph, two) if two else {}
    found = redundancy(inc).set_index("id")["redundancy"]
    assert found.dropna().to_dict() == pytest.approx({node[1]: share for node, share in oracle.items()})
    assert found.isna().sum() == len(found) - len(two)


@given(memberships)
def test_lost_pairs_and_parts_equal_the_network_without_it(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    before = projection(inc)
    for row in redundancy(inc).itertuples():
        after = projection(without(membership, row.id))
        assert row.lost_pairs == before.number_of_edges() - after.number_of_edges()
        parts = nx.number_connected_components(after) - nx.number_connected_components(before)
        assert row.parts == parts
        assert (row.cut_off > 0) == (row.parts > 0)


@pytest.mark.parametrize("input_", [EMPTY, SINGLE, EDGELESS])
def test_an_agreement_of_one_ties_nobody(input_: pd.DataFrame) -> None:
    found = redundancy(incidence(input_))
    assert list(found) == COLUMNS
    assert found["redundancy"].isna().all()
    assert not found[["pairs", "lost_pairs", "parts", "cut_off"]].to_numpy().any()


@given(memberships)
def test_the_order_of_the_rows_does_not_matter(membership: pd.DataFrame) -> None:
    shuffled = membership.sample(frac=1, random_state=5)
    one, other = redundancy(incidence(membership)), redundancy(incidence(shuffled))
    pd.testing.assert_frame_equal(one, other)
    assert np.isfinite(one.drop(columns="redundancy").to_numpy(float)).all()
