import os
import subprocess
import sys
from math import isnan

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.structure.communities import barber, communities
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, frame, memberships

# Three municipalities with three agreements and four with two, tied by one (59).
THREE = {(m, a) for a in (50, 51, 53) for m in (1, 2, 3)}
FOUR = {(m, a) for a in (52, 54) for m in (4, 5, 6, 7)}
BRIDGED = frame(THREE | FOUR | {(3, 59), (4, 59)})

IN_A_FRESH_PROCESS = """
from kb.analysis.structure.communities import communities
from kb.analysis.graphs import incidence
from tests.kb.analysis.structure.test_communities import southern_women
found = communities(incidence(southern_women()), resolution=1.2)
print(found.municipalities.values.tolist(), found.agreements.values.tolist(), found.qs)
"""


def southern_women() -> pd.DataFrame:
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return frame({(women.index(w), events.index(e)) for w in women for e in graph[w]})


def test_southern_women_reach_the_published_modularity() -> None:
    found = communities(incidence(southern_women()), seeds=range(200))
    assert found.q == pytest.approx(0.345537, abs=5e-7)
    assert found.q == max(found.qs)
    assert len(found.qs) == 200
    assert found.qs.index(found.q) == found.seed


def test_clusters_are_numbered_by_size_then_smallest_id() -> None:
    found = communities(incidence(BRIDGED, [*range(1, 9)]))
    assert found.municipalities["cluster"].tolist() == [1, 1, 1, 0, 0, 0, 0, -1]
    assert found.agreements.values.tolist()[:5] == [[50, 1], [51, 1], [52, 0], [53, 1], [54, 0]]
    equal = communities(incidence(SPLIT))
    assert equal.municipalities.values.tolist() == [[1, 0], [2, 0], [3, 1], [4, 1]]
    assert equal.agreements.values.tolist() == [[50, 0], [51, 1]]
    assert equal.q == 0.5


@pytest.mark.parametrize(("input_", "municipalities"), [(EMPTY, []), (SINGLE, [1]), (EDGELESS, [1, 2])])
def test_without_shared_agreements_there_is_no_evidence(
    input_: pd.DataFrame, municipalities: list[int]
) -> None:
    found = communities(incidence(input_))
    assert found.municipalities.values.tolist() == [[m, -1] for m in municipalities]
    assert set(found.agreements["cluster"]) <= {-1}
    assert isnan(found.q)


def test_seeds_are_needed() -> None:
    with pytest.raises(ValueError, match="at least one seed"):
        communities(incidence(SPLIT), seeds=[])


def test_higher_resolution_gives_more_clusters() -> None:
    coarse, fine = (communities(incidence(southern_women()), resolution) for resolution in (0.2, 2.0))
    assert coarse.municipalities["cluster"].max() < fine.municipalities["cluster"].max()


def test_every_process_finds_the_same() -> None:
    answers = {_run(hash_seed) for hash_seed in ("0", "1", "424242")}
    assert len(answers) == 1


def test_barber_knows_the_labels_that_belong_nowhere() -> None:
    inc = incidence(SPLIT)
    assert barber(inc, [0, 0, 1, 1], [0, 1]) == 0.5
    assert barber(inc, [0, 0, -1, -1], [0, -1]) == 0.25
    assert barber(inc, [0, 0, 0, 0], [0, 0]) == 0
    assert barber(inc, [0, 0, 0, 0], [1, 1]) == 0
    assert isnan(barber(incidence(EMPTY), [], []))


@given(memberships.filter(len), st.data(), st.floats(0.1, 3))
def test_barber_equals_the_directed_modularity_of_networkx(
    membership: pd.DataFrame, data: st.DataObject, resolution: float
) -> None:
    inc = incidence(membership)
    rows, columns = inc.matrix.shape
    labels = data.draw(st.lists(st.integers(0, 3), min_size=rows + columns, max_size=rows + columns))
    graph = nx.DiGraph(
        (m, rows + a) for m, a in zip(*map(np.ndarray.tolist, inc.matrix.nonzero()), strict=True)
    )
    parts = [{node for node in graph if labels[node] == label} for label in range(4)]
    oracle = nx.community.modularity(graph, parts, resolution=resolution)
    assert barber(inc, labels[:rows], labels[rows:], resolution) == pytest.approx(oracle)


@given(memberships)
def test_the_answer_is_a_partition_worth_its_q(membership: pd.DataFrame) -> None:
    inc = incidence(membership, MUNICIPALITIES)
    found = communities(inc, seeds=[0, 1])
    assert found.municipalities["id"].tolist() == list(MUNICIPALITIES)
    sizes = found.municipalities.query("cluster >= 0")["cluster"].value_counts().sort_index()
    assert sizes.index.tolist() == list(range(len(sizes)))
    assert sizes.is_monotonic_decreasing
    assert isnan(found.q) or 0 <= found.q <= 1


@given(memberships)
def test_the_order_of_the_rows_does_not_matter(membership: pd.DataFrame) -> None:
    shuffled = membership.sample(frac=1, random_state=5)
    one, other = communities(incidence(membership), seeds=[3]), communities(incidence(shuffled), seeds=[3])
    assert one.municipalities.equals(other.municipalities)


def _run(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", IN_A_FRESH_PROCESS]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
