"""Searches: connected sets of partners, stable clusters, betweenness."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kb.analysis.graphs import Incidence, bipartite, incidence
from kb.analysis.overlap import square
from kb.analysis.structure.brokerage import betweenness
from kb.analysis.structure.communities import barber
from kb.analysis.structure.stability import Stability, coassignment, stability
from kb.analysis.withwhom.partners import READINGS, Facts, criteria
from kb.analysis.withwhom.sets import connected_sets
from tests.benchmarks.generator import Tables
from tests.benchmarks.timing import Race

SEEDS = range(20)
# networkx looks at every combination of three: of all three hundred that would take minutes.
AMONG = 100
RANKED = 4
OTHERS = ("population", "smallest", "provinces", "regions", "common", "any")
Sets = list[tuple[int, ...]]


def races(tables: Tables) -> list[Race]:
    within = tables.neighbours[tables.neighbours["b"] < AMONG]
    graph = nx.Graph(within.itertuples(index=False, name=None))
    every = nx.Graph(tables.neighbours.itertuples(index=False, name=None))
    return [
        _partners("partner sets, k = 3 · networkx subgraphs", 500, within, 3, lambda: _subgraphs(graph, 3)),
        _partners("partner sets, k = 4 · growing", None, tables.neighbours, 4, lambda: _grown(every, 4)),
        _criteria(tables, every),
        _stability(tables),
        *_betweenness(tables),
    ]


def _partners(name: str, target: float | None, borders: pd.DataFrame, size: int, plain: Any) -> Race:
    return Race(
        name=name,
        target=target,
        plain=plain,
        fast=lambda: connected_sets(borders, size),
        floor=lambda: borders.sort_values(["a", "b"]),
        same=lambda rows, found: sorted(rows) == sorted(map(tuple, found.tolist())),
    )


def _criteria(tables: Tables, graph: nx.Graph) -> Race:
    """What the page asks for: every connected set of four, on every criterion; overlap is ready-made."""
    facts = _facts(tables)
    squares = [facts.overlaps[name].to_numpy().tolist() for name in READINGS]
    people = facts.municipalities[["population", "province", "reference_region"]].to_numpy().tolist()
    held = tables.memberships.groupby("municipality")["agreement"].agg(set).tolist()

    def row(nodes: tuple[int, ...]) -> tuple[float, ...]:
        pairs = list(combinations(nodes, 2))
        mean, least = [], []
        for table in squares:
            values = [table[a][b] for a, b in pairs]
            mean.append(sum(values) / len(values))
            least.append(min(values))
        numbers, provinces, regions = zip(*(people[node] for node in nodes), strict=True)
        common = len(set.intersection(*(held[node] for node in nodes)))
        together = len(set.union(*(held[node] for node in nodes)))
        people_and_places = (
            sum(numbers),
            min(numbers) / max(numbers),
            len(set(provinces)),
            len(set(regions)),
        )
        return (*nodes, *mean, *least, *people_and_places, common, together)

    def fast() -> np.ndarray:
        sets = connected_sets(tables.neighbours, RANKED)
        values = criteria(sets, 1, facts).values
        names = [*(f"{kind}_{name}" for kind in ("mean", "min") for name in READINGS), *OTHERS]
        return np.column_stack([sets, values[names].to_numpy()])

    return Race(
        name="partner sets and criteria, k = 4 · plain Python",
        target=30,
        plain=lambda: [row(nodes) for nodes in _grown(graph, RANKED)],
        fast=fast,
        floor=lambda: connected_sets(tables.neighbours, RANKED),
        same=lambda rows, found: np.allclose(sorted(rows), found[np.lexsort(found.T[RANKED - 1 :: -1])]),
    )


def _facts(tables: Tables) -> Facts:
    """Readings by size, the last one as yes or no; inhabitants are the numbers of the municipalities."""
    places, ids = tables.municipalities, tables.municipalities["id"]
    size = tables.memberships.groupby("agreement")["municipality"].transform("size")
    small = [square(incidence(tables.memberships[size <= most], ids), "jaccard") for most in (300, 60, 45)]
    overlaps = dict(zip(READINGS, [*small, (small[0] > 0.5).astype(float)], strict=True))
    people = pd.DataFrame({"id": ids, "population": 5000.0 + 100 * ids, "province": places["province"]})
    people["reference_region"] = places["region"]
    named = people.astype({"province": str, "reference_region": str})
    return Facts(named, overlaps, incidence(tables.memberships, ids))


def _subgraphs(graph: nx.Graph, size: int) -> Sets:
    return [nodes for nodes in combinations(sorted(graph), size) if nx.is_connected(graph.subgraph(nodes))]


def _grown(graph: nx.Graph, size: int) -> Sets:
    """Every set of one less with each of its neighbours, each kept once."""
    near = {node: frozenset(graph[node]) for node in graph}
    sets = {frozenset([node]) for node in graph}
    for _ in range(size - 1):
        sets = {nodes | {new} for nodes in sets for new in frozenset().union(*map(near.get, nodes)) - nodes}
    return [tuple(sorted(nodes)) for nodes in sets]


def _stability(tables: Tables) -> Race:
    """National agreements stay out: they tie everybody to everybody."""
    kind = tables.memberships["agreement"].map(tables.agreements["kind"])
    memberships = tables.memberships[kind != "national"]
    inc = incidence(memberships)
    graph = nx.DiGraph()
    graph.add_edges_from(bipartite(memberships).edges)

    def plain() -> np.ndarray:
        found = (nx.community.louvain_communities(graph, seed=seed) for seed in SEEDS)
        return np.array([_labels(clusters, inc) for clusters in found])

    return Race(
        name="stability over 20 seeds · Louvain of networkx",
        target=12,
        plain=plain,
        fast=lambda: stability(inc, SEEDS, [1.0]),
        floor=lambda: inc.matrix @ inc.matrix.T,
        same=lambda labels, found: _as_good(inc, labels, found),
        turns=1,
    )


def _labels(clusters: list[set[Any]], inc: Incidence) -> np.ndarray:
    of = {node: number for number, nodes in enumerate(clusters) for node in nodes}
    kinds = (("m", inc.municipalities), ("a", inc.agreements))
    return np.array([of[kind, number] for kind, ids in kinds for number in ids.tolist()])


def _as_good(inc: Incidence, labels: np.ndarray, found: Stability) -> bool:
    """Chance differs, so answers are held together by what they are worth.

    Own clusters fit the memberships at least as well as those of networkx do on average, and the pairs that
    both find together are the same ones.
    """
    n = len(inc.municipalities)
    theirs = [barber(inc, row[:n], row[n:]) for row in labels]
    own = found.municipalities["cluster"].to_numpy()
    votes = inc.matrix.T @ np.eye(own.max() + 1)[own]
    alike = np.corrcoef(coassignment(labels[:, :n]).ravel(), found.co.to_numpy().ravel())[0, 1]
    return bool(barber(inc, own, votes.argmax(axis=1)) >= np.mean(theirs) - 0.005 and alike > 0.8)


def _betweenness(tables: Tables) -> list[Race]:
    if find_spec("networkit") is None:
        return []
    inc, graph = incidence(tables.memberships), bipartite(tables.memberships)
    nodes = [node for node in graph if node[0] == "m"]

    def plain() -> list[float]:
        scores = nx.bipartite.betweenness_centrality(graph, nodes)
        return [scores[node] for node in nodes]

    return [
        Race(
            name="betweenness · networkx",
            target=4,
            plain=plain,
            fast=lambda: betweenness(inc, fast=True),
            floor=lambda: inc.matrix @ inc.matrix.T,
            same=np.allclose,
            turns=1,
            rounds=2,
        )
    ]
