"""Who holds the network together: hubs by their strength, bridges by betweenness and structural holes."""

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kb.analysis.graphs import Floats, Ids, Incidence, Weight, collaboration, shared_counts

COLUMNS = ["id", "strength", "betweenness", "constraint", "effective_size"]


def brokerage(inc: Incidence) -> pd.DataFrame:
    """Columns `id`, `strength`, `betweenness`, `constraint`, `effective_size`: a row a municipality.

    See :func:`strength`, :func:`betweenness` and :func:`holes`.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 2, 3], "agreement": [7, 7, 8, 8]})
    >>> brokerage(incidence(frame)).round(3).values.tolist()
    [[1.0, 1.0, 0.0, 1.0, 1.0], [2.0, 2.0, 1.0, 0.5, 2.0], [3.0, 1.0, 0.0, 1.0, 1.0]]
    """
    constraint, effective = holes(inc)
    columns = (inc.municipalities, strength(inc), betweenness(inc), constraint, effective)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def strength(inc: Incidence) -> Ids:
    """How often each municipality meets another in an agreement: s_i = Σ_k B_ik (d_k − 1).

    Equals the weighted degree Σ_j shared_ij of the projection, without making it. In row order; 0 for
    who meets nobody. Source: Barrat et al. 2004, PNAS 101, 3747.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> strength(incidence(frame, [1, 2, 3, 4])).tolist()
    [3, 3, 2, 0]
    """
    met: Ids = inc.matrix @ (inc.member_counts - 1)
    return met


def betweenness(inc: Incidence, fast: bool | None = None) -> Floats:
    """The share of the shortest paths between others that run over each municipality, in row order.

    On the two-mode network, divided by the most that a municipality could have in a two-mode network of
    this size, so from 0 to 1; without agreements, or with one municipality, 0. With `fast` (or None where
    it is installed) by networkit on one thread, otherwise by networkx: the same values. Sources: Freeman
    1977, Sociometry 40; Borgatti & Everett 1997, Social Networks 19 (norm); Brandes 2001 (algorithm).

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 2, 3], "agreement": [7, 7, 8, 8]})
    >>> betweenness(incidence(frame), fast=False).round(3).tolist()
    [0.0, 1.0, 0.0]
    """
    rows, columns = inc.matrix.shape
    most = _most(rows, columns)
    if not most:
        return np.zeros(rows)
    kit = None if fast is False else _networkit()
    if fast and kit is None:
        raise ModuleNotFoundError("networkit is not installed")
    raw = _by_networkit(inc, kit) if kit else _by_networkx(inc)
    return raw[:rows] / most


def holes(inc: Incidence, weight: Weight = "collaboration") -> tuple[Floats, Floats]:
    """Burt's constraint and effective size of each municipality, in row order; NaN for one without ties.

    p_ij = w_ij / Σ_k w_ik and m_jq = w_jq / max_k w_jk, w the `weight` of the tie between municipalities.
    Constraint Σ_j (p_ij + Σ_q p_iq p_qj)² over the partners j: high where the partners are also each
    other's. Effective size Σ_j (1 − Σ_q p_iq m_jq): partners less what they repeat of each other. Makes
    a dense square of the municipalities. Source: Burt 1992, Structural Holes.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 2, 3], "agreement": [7, 7, 8, 8]})
    >>> [found.tolist() for found in holes(incidence(frame))]
    [[1.0, 0.5, 1.0], [1.0, 2.0, 1.0]]
    """
    ties = (collaboration(inc) if weight == "collaboration" else shared_counts(inc)).astype(np.float64)
    np.fill_diagonal(ties, 0)
    tied = ties > 0
    share = _divided(ties, ties.sum(axis=1, keepdims=True))
    marginal = _divided(ties, ties.max(axis=1, keepdims=True, initial=0))
    constraint = np.square(np.where(tied, share + share @ share, 0)).sum(axis=1)
    effective = np.where(tied, 1 - share @ marginal.T, 0).sum(axis=1)
    alone = ~tied.any(axis=1)
    constraint[alone] = effective[alone] = np.nan
    return constraint, effective


def _most(rows: int, columns: int) -> float:
    """The highest betweenness that a row can have in a two-mode network of this size."""
    if not rows or not columns:
        return 0.0
    s, t = divmod(rows - 1, columns)
    return (columns**2 * (s + 1) ** 2 + columns * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _ends(inc: Incidence) -> tuple[Ids, Ids]:
    rows, columns = inc.matrix.nonzero()
    return rows.astype(np.int64), columns.astype(np.int64) + inc.matrix.shape[0]


def _by_networkx(inc: Incidence) -> Floats:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(sum(inc.matrix.shape)))
    graph.add_edges_from(zip(*(end.tolist() for end in _ends(inc)), strict=True))
    scores = nx.betweenness_centrality(graph, normalized=False)
    return np.array([scores[node] for node in graph])


def _networkit() -> Any:
    """The optional extra, loaded when somebody asks; None where it is not installed."""
    try:
        import networkit
    except ImportError:
        return None
    networkit.setNumberOfThreads(1)
    return networkit


def _by_networkit(inc: Incidence, kit: Any) -> Floats:
    graph = kit.GraphFromCoo(_ends(inc), n=sum(inc.matrix.shape))
    return np.array(kit.centrality.Betweenness(graph).run().scores()) / 2  # it counts both directions


def _divided(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
