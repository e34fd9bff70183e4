"""What the network pages compute, against plain Python and networkx on structures they get ready-made."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kb.analysis.graphs import bipartite, incidence, projection
from kb.analysis.overlap import per_domain
from kb.analysis.plans.conflicts import conflicts
from kb.analysis.regions.alignment import alignment
from kb.analysis.structure.brokerage import strength
from tests.benchmarks.generator import Tables
from tests.benchmarks.timing import Race

Parts = dict[int, nx.Graph]


def races(tables: Tables) -> list[Race]:
    inc = incidence(tables.memberships)
    graph = bipartite(tables.memberships)
    return [_domains(tables), *_alignment(tables, graph), _conflicts(tables), *_strength(inc, graph)]


def _domains(tables: Tables) -> Race:
    memberships, agreements = tables.memberships, tables.agreements
    of = memberships["agreement"].map(agreements.set_index("id")["domain"])
    parts = {int(domain): bipartite(part) for domain, part in memberships.groupby(of)}
    return Race(
        name="overlap per domain · overlap_weighted_… each",
        target=60,
        plain=partial(_project_each, parts),
        fast=lambda: per_domain(memberships, agreements),
        floor=lambda: incidence(memberships),
        same=_same_per_domain,
    )


def _project_each(parts: Parts) -> Parts:
    return {
        domain: nx.bipartite.overlap_weighted_projected_graph(graph, [n for n in graph if n[0] == "m"])
        for domain, graph in parts.items()
    }


def _same_per_domain(plain: Parts, fast: pd.DataFrame) -> bool:
    rows = zip(fast["domain"], fast["a"], fast["b"], fast["jaccard"], strict=True)
    seen = all(np.isclose(plain[d].edges[("m", a), ("m", b)]["weight"], value) for d, a, b, value in rows)
    return seen and len(fast) == sum(graph.number_of_edges() for graph in plain.values())


def _alignment(tables: Tables, graph: nx.Graph) -> list[Race]:
    """Both sides know the region of each municipality; the plain ones have the members of every agreement."""
    inc, region = incidence(tables.memberships), tables.municipalities["region"]
    of = dict(enumerate(region.tolist()))
    regions = {code: {("m", place) for place in of if of[place] == code} for code in sorted(set(of.values()))}
    agreements = [(agreement, graph["a", agreement]) for agreement in inc.agreements.tolist()]

    def row(agreement: int, code: int, inside: int) -> tuple[int, int, float, float]:
        return agreement, code, inside / len(regions[code]), inside / len(graph["a", agreement])

    def by_sets() -> list[tuple[int, int, float, float]]:
        found = ((k, code, len(regions[code].intersection(who))) for k, who in agreements for code in regions)
        return [row(*counted) for counted in found if counted[2]]

    def by_counting() -> list[tuple[int, int, float, float]]:
        counts = ((k, Counter(of[place] for _, place in who)) for k, who in agreements)
        return [row(k, code, found[code]) for k, found in counts for code in sorted(found)]

    def race(name: str, target: float | None, plain: Any) -> Race:
        return Race(
            name=name,
            target=target,
            plain=plain,
            fast=lambda: alignment(inc, region),
            floor=inc.matrix.copy,
            same=lambda rows, frame: np.allclose(
                rows, frame[["agreement", "region", "coverage", "purity"]].to_numpy()
            ),
        )

    return [
        race("alignment with regions · sets of members", 15, by_sets),
        race("alignment with regions · counting members", None, by_counting),
    ]


def _conflicts(tables: Tables) -> Race:
    """Per domain a set of agreements for each municipality, ready-made; then every pair of them."""
    memberships, agreements = tables.memberships, tables.agreements
    ids = tables.municipalities["id"].tolist()
    held: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    domain = agreements["domain"].tolist()
    for municipality, agreement in memberships.itertuples(index=False, name=None):
        held[domain[agreement]][municipality].add(agreement)
    sets = [[portfolio[i] for i in ids] for portfolio in held.values()]

    def plain() -> list[int]:
        return [sum(part[a] != part[b] for part in sets) for a, b in combinations(range(len(ids)), 2)]

    return Race(
        name="conflicts of all pairs · comparing sets",
        target=25,
        plain=plain,
        fast=lambda: conflicts(memberships, agreements, ids, by="domain"),
        floor=lambda: incidence(memberships),
        same=lambda rows, frame: rows == frame.to_numpy()[np.triu_indices(len(ids), 1)].tolist(),
    )


def _strength(inc: Any, graph: nx.Graph) -> list[Race]:
    tied = projection(inc)
    nodes = [node for node in graph if node[0] == "m"]

    def race(name: str, target: float | None, plain: Any) -> Race:
        return Race(
            name=name,
            target=target,
            plain=plain,
            fast=lambda: strength(inc),
            floor=lambda: inc.matrix @ inc.member_counts,
            same=lambda rows, found: rows == found.tolist(),
        )

    return [
        race(
            "weighted degree · networkx, projection made",
            25,
            lambda: [degree for _, degree in tied.degree(weight="weight")],
        ),
        race(
            "weighted degree · members less one, summed",
            None,
            lambda: [sum(len(graph[agreement]) - 1 for agreement in graph[node]) for node in nodes],
        ),
    ]
