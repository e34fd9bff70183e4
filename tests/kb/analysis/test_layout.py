import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence, projection
from kb.analysis.layout import force, normalise
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, memberships


def places(graph: nx.Graph) -> dict[int, tuple[float, float]]:
    return {int(node): (x, y) for node, x, y in force(graph).itertuples(index=False)}


def test_nothing_to_draw_is_an_empty_frame() -> None:
    assert force(projection(incidence(EMPTY))).dtypes.astype(str).to_dict() == {
        "id": "int64",
        "x": "float64",
        "y": "float64",
    }


@pytest.mark.parametrize(("input_", "municipalities"), [(SINGLE, [1]), (EDGELESS, [1, 2])])
def test_without_ties_all_stand_at_the_bottom(input_: pd.DataFrame, municipalities: list[int]) -> None:
    found = force(projection(incidence(input_)))
    assert found["id"].tolist() == municipalities
    assert (found["y"] == 0).all()
    assert found["x"].is_unique


def test_nodes_without_ties_stay_below_the_others() -> None:
    found = places(projection(incidence(SPLIT, range(1, 40))))
    assert max(found[node][1] for node in range(5, 40)) < min(found[node][1] for node in range(1, 5))


def test_parts_do_not_run_through_each_other() -> None:
    found = places(nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(4)))
    assert max(found[node][0] for node in range(6)) < min(found[node][0] for node in range(6, 10))


def test_groups_end_up_closer_together_than_apart() -> None:
    graph = nx.barbell_graph(6, 0)
    found = force(graph)[["x", "y"]].to_numpy()
    distance = np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1))
    assert distance[:6, :6].mean() < distance[:6, 6:].mean() / 2


def test_names_get_room() -> None:
    found = force(nx.complete_graph(46))[["x", "y"]].to_numpy()
    apart = np.abs(found[:, None] - found[None])
    beside = (apart[..., 0] > 0.04) | (apart[..., 1] > 0.02)
    assert (beside | np.eye(46, dtype=bool)).all()


def test_a_start_is_followed() -> None:
    start = {node: (float(node), float(node % 2)) for node in range(6)}
    found = force(nx.path_graph(6), start=start)
    assert found["x"].is_monotonic_increasing
    partial = force(nx.path_graph(6), start={0: (0.0, 0.0)})
    assert partial.equals(force(nx.path_graph(6)))


def test_normalise_centres_what_does_not_differ() -> None:
    assert normalise(np.array([[3.0, 3.0]])).tolist() == [[0.5, 0.5]]


@given(memberships, st.integers(0, 3))
def test_all_in_the_unit_square_whatever_the_order(membership: pd.DataFrame, seed: int) -> None:
    graph = projection(incidence(membership, MUNICIPALITIES), "collaboration")
    found = force(graph, seed)
    assert found["id"].tolist() == list(MUNICIPALITIES)
    assert found[["x", "y"]].to_numpy().min() >= 0
    assert found[["x", "y"]].to_numpy().max() <= 1
    backwards = nx.Graph()
    backwards.add_nodes_from(reversed(list(graph)))
    backwards.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert force(backwards, seed).equals(found)
