"""Overlap from a frame of memberships, against networkx on a graph that it gets ready-made."""

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kb.analysis.graphs import bipartite, incidence
from kb.analysis.overlap import Measure, pairs, square
from tests.benchmarks.timing import Race


def races(memberships: pd.DataFrame) -> list[Race]:
    graph = bipartite(memberships)
    nodes = [node for node in graph if node[0] == "m"]
    matrix = incidence(memberships).matrix.astype(np.int16)
    transposed = matrix.T.toarray(order="C")

    def measured(name: str, measure: Measure, target: float, project: Callable[..., nx.Graph]) -> Race:
        return Race(
            name=name,
            target=target,
            plain=partial(project, graph, nodes),
            fast=lambda: square(incidence(memberships), measure),
            floor=lambda: matrix @ transposed,
            same=_same_as_graph,
        )

    of = nx.bipartite
    return [
        measured("shared · weighted_projected_graph", "shared", 100, of.weighted_projected_graph),
        measured("Jaccard · overlap_weighted_…", "jaccard", 150, of.overlap_weighted_projected_graph),
        measured(
            "overlap coefficient · overlap_weighted_…",
            "overlap",
            150,
            partial(of.overlap_weighted_projected_graph, jaccard=False),
        ),
        measured(
            "Ochiai · generic_weighted_…",
            "ochiai",
            150,
            partial(of.generic_weighted_projected_graph, weight_function=_ochiai),
        ),
        measured(
            "collaboration · collaboration_weighted_…",
            "weight",
            150,
            of.collaboration_weighted_projected_graph,
        ),
        Race(
            name="all measures of all pairs · plain sets",
            target=None,
            plain=partial(_by_sets, memberships),
            fast=lambda: pairs(incidence(memberships)),
            floor=lambda: matrix @ transposed,
            same=lambda plain, fast: np.allclose(plain, fast[["shared", "jaccard", "overlap", "ochiai"]]),
        ),
    ]


def _ochiai(graph: nx.Graph, one: Any, other: Any) -> float:
    a, b = set(graph[one]), set(graph[other])
    return len(a & b) / (len(a) * len(b)) ** 0.5


def _by_sets(memberships: pd.DataFrame) -> list[tuple[float, ...]]:
    portfolios = [set(part) for _, part in memberships.groupby("municipality")["agreement"]]
    rows = []
    for a, b in combinations(portfolios, 2):
        if shared := len(a & b):
            sizes = len(a), len(b)
            jaccard = shared / (sum(sizes) - shared)
            rows.append((shared, jaccard, shared / min(sizes), shared / (sizes[0] * sizes[1]) ** 0.5))
    return rows


def _same_as_graph(graph: nx.Graph, frame: pd.DataFrame) -> bool:
    """Every pair of the frame equals the weight of its edge; where nothing is shared there is no edge."""
    expected = pd.DataFrame(0.0, index=frame.index, columns=frame.columns)
    at = {node: frame.index.get_loc(node[1]) for node in graph}
    values = expected.to_numpy(copy=True)
    for a, b, weight in graph.edges(data="weight"):
        values[at[a], at[b]] = values[at[b], at[a]] = weight
    off = ~np.eye(len(frame), dtype=bool)
    return np.allclose(values[off], frame.to_numpy(float)[off], rtol=1e-12)
