import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis import graphs
from kb.analysis.graphs import bipartite, incidence, informing, projection, ties
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, frame, memberships

# 1 ─ 50 ─ 2 ─ 51 ─ 3     and 52 with everybody but the isolated 4
SMALL = frame({(1, 50), (2, 50), (2, 51), (3, 51), (1, 52), (2, 52), (3, 52)})


def test_incidence_is_sorted_and_counts_a_pair_once() -> None:
    doubled = pd.concat([SMALL, SMALL]).sample(frac=1, random_state=3)
    inc = incidence(doubled)
    assert inc.municipalities.tolist() == [1, 2, 3]
    assert inc.agreements.tolist() == [50, 51, 52]
    assert inc.matrix.toarray().tolist() == [[1, 0, 1], [1, 1, 1], [0, 1, 1]]
    assert inc.matrix.dtype == np.int32


def test_incidence_keeps_exactly_the_municipalities_asked_for() -> None:
    inc = incidence(SMALL, [4, 3, 1])
    assert inc.municipalities.tolist() == [1, 3, 4]
    assert inc.matrix.toarray().tolist() == [[1, 0, 1], [0, 1, 1], [0, 0, 0]]
    assert inc.portfolio_sizes.tolist() == [2, 2, 0]
    assert inc.member_counts.tolist() == [1, 1, 2]


@pytest.mark.parametrize(("wanted", "shape"), [(None, (0, 0)), ([], (0, 0)), ([1, 2], (2, 0))])
def test_incidence_of_nothing_has_no_columns(wanted: list[int] | None, shape: tuple[int, int]) -> None:
    assert incidence(EMPTY, wanted).matrix.shape == shape


def test_informing_agreements_have_two_members_in_view() -> None:
    assert informing(incidence(SMALL, [1, 3, 4])).agreements.tolist() == [52]
    assert informing(incidence(SMALL, [1, 3, 4])).municipalities.tolist() == [1, 3, 4]
    assert informing(incidence(EDGELESS)).agreements.tolist() == []


def test_bipartite_graph_has_both_kinds_and_every_membership() -> None:
    graph = bipartite(SMALL, [1, 2, 3, 4])
    kinds = nx.get_node_attributes(graph, "bipartite")
    assert kinds == {("m", i): 0 for i in (1, 2, 3, 4)} | {("a", k): 1 for k in (50, 51, 52)}
    assert {(m, a) for (_, m), (_, a) in graph.edges} == set(SMALL.itertuples(index=False, name=None))
    assert not bipartite(EMPTY)


def test_projection_counts_and_weighs_what_is_shared() -> None:
    inc = incidence(SMALL, [1, 2, 3, 4])
    assert list(projection(inc).edges(data="weight")) == [(1, 2, 2), (1, 3, 1), (2, 3, 2)]
    assert list(projection(inc, "collaboration").edges(data="weight")) == [
        (1, 2, 1.5),
        (1, 3, 0.5),
        (2, 3, 1.5),
    ]
    assert list(projection(inc).nodes) == [1, 2, 3, 4]


@pytest.mark.parametrize(("input_", "edges"), [(EMPTY, 0), (SINGLE, 0), (EDGELESS, 0), (SPLIT, 2)])
def test_projection_of_poor_input(input_: pd.DataFrame, edges: int) -> None:
    assert projection(incidence(input_)).number_of_edges() == edges


@given(memberships.filter(len))  # networkx refuses to project a graph without agreements
def test_projection_equals_networkx(membership: pd.DataFrame) -> None:
    inc, nodes = incidence(membership, MUNICIPALITIES), [("m", i) for i in MUNICIPALITIES]
    graph = bipartite(membership, MUNICIPALITIES)
    oracle = nx.bipartite.weighted_projected_graph(graph, nodes)
    newman = nx.bipartite.collaboration_weighted_projected_graph(graph, nodes)
    assert _weights(projection(inc)) == _weights(oracle, tagged=True)
    assert _weights(projection(inc, "collaboration")) == pytest.approx(_weights(newman, tagged=True))


@given(memberships)
def test_dense_and_sparse_routes_agree(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    dense = ties(inc)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graphs, "DENSE_CELLS", -1)
        sparse = ties(inc)
    assert all(np.array_equal(one, other) for one, other in zip(dense, sparse, strict=True))


def _weights(graph: nx.Graph, tagged: bool = False) -> dict[tuple[int, int], float]:
    edges = ((a[1], b[1], w) if tagged else (a, b, w) for a, b, w in graph.edges(data="weight"))
    return {(min(a, b), max(a, b)): weight for a, b, weight in edges}
