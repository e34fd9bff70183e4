import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import Incidence, incidence
from kb.analysis.structure.communities import barber
from kb.analysis.structure.search import searches
from tests.kb.analysis.strategies import EDGELESS, EMPTY, SPLIT, frame, memberships

# A ring of six municipalities, an agreement on every side: no division is better than its rotations.
RING = frame({(m, 50 + side) for side in range(6) for m in (1 + side, 1 + (side + 1) % 6)})

IN_A_FRESH_PROCESS = """
from kb.analysis.graphs import incidence
from kb.analysis.structure.search import searches
from tests.kb.analysis.structure.test_search import RING
print([(m.tolist(), a.tolist()) for m, a in searches(incidence(RING), 1.0, range(20))])
"""


def divisions(membership: pd.DataFrame, seeds: range, resolution: float = 1.0) -> list[tuple[int, ...]]:
    found = searches(incidence(membership), resolution, seeds)
    return [tuple(of_m.tolist()) for of_m, _ in found]


def test_another_seed_may_find_another_division() -> None:
    found = {frozenset(map(tuple, grouped(of_m))) for of_m in divisions(RING, range(20))}
    assert len(found) > 1


def test_the_same_seed_finds_the_same() -> None:
    assert divisions(RING, range(5)) == divisions(RING, range(5))
    assert divisions(RING, range(3, 5)) == divisions(RING, range(5))[3:]


def test_every_process_finds_the_same() -> None:
    assert len({_run(hash_seed) for hash_seed in ("0", "424242")}) == 1


@pytest.mark.parametrize(
    ("input_", "expected"), [(EMPTY, ()), (SPLIT, (0, 0, 1, 1)), (EDGELESS, (0, 1))], ids=str
)
def test_inputs_at_the_edge(input_: pd.DataFrame, expected: tuple[int, ...]) -> None:
    assert divisions(input_, range(1)) == [expected]


def test_without_a_membership_nobody_has_a_label() -> None:
    [(of_m, of_a)] = searches(incidence(EMPTY, [1, 2]), 1.0, [0])
    assert (of_m.tolist(), of_a.tolist()) == ([-1, -1], [])


@given(memberships)
def test_a_cluster_holds_together(membership: pd.DataFrame) -> None:
    inc = incidence(membership)
    for resolution in (0.5, 1.0, 3.0):
        [(of_m, of_a)] = searches(inc, resolution, [1])
        graph = inside(inc, of_m, of_a)
        labels = np.concatenate([of_m, of_a])
        assert nx.number_connected_components(graph) == len(set(labels.tolist()))


@given(memberships.filter(len))
def test_no_single_move_helps(membership: pd.DataFrame) -> None:
    """Of the municipalities: their labels are the best that the labels of the agreements allow."""
    inc = incidence(membership)
    [(of_m, of_a)] = searches(inc, 1.0, [1])
    q = barber(inc, of_m, of_a)
    for row in range(len(of_m)):
        for label in set(of_a.tolist()):
            moved = of_m.copy()
            moved[row] = label
            assert barber(inc, moved, of_a) <= q + 1e-9


@given(memberships.filter(len))
def test_networkx_finds_little_that_is_better(membership: pd.DataFrame) -> None:
    inc = incidence(membership)
    best = max(barber(inc, *found) for found in searches(inc, 1.0, range(10)))
    rows, columns = (index.tolist() for index in inc.matrix.nonzero())
    n = inc.matrix.shape[0]
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(range(sum(inc.matrix.shape)))
    graph.add_edges_from((row, n + column) for row, column in zip(rows, columns, strict=True))
    labels = np.zeros(sum(inc.matrix.shape), np.int64)
    for number, nodes in enumerate(nx.community.louvain_communities(graph, weight=None, seed=1)):
        labels[list(nodes)] = number
    assert best >= barber(inc, labels[:n], labels[n:]) - 0.02


def inside(inc: Incidence, of_m: np.ndarray, of_a: np.ndarray) -> nx.Graph:
    rows, columns = inc.matrix.nonzero()
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(("m", row) for row in range(len(of_m)))
    graph.add_nodes_from(("a", column) for column in range(len(of_a)))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    graph.add_edges_from((("m", row), ("a", column)) for row, column in pairs if of_m[row] == of_a[column])
    return graph


def grouped(labels: tuple[int, ...]) -> list[list[int]]:
    return [[at for at, label in enumerate(labels) if label == of] for of in sorted(set(labels))]


def _run(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", IN_A_FRESH_PROCESS]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
