"""How firmly municipalities belong together: what stays the same whatever the start and the fineness."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from kb.analysis.graphs import Floats, Ids, Incidence, informing
from kb.analysis.structure.communities import barber
from kb.analysis.structure.search import UNKNOWN, searches

RESOLUTIONS = (0.8, 1.0, 1.2)


@dataclass(frozen=True)
class Stability:
    """`co` is the share of the `n` runs in which two municipalities were in one cluster (NaN: no evidence).

    `municipalities` has columns `id`, `cluster` (-1: none) and `stability`, the mean of `co` over the
    other members of the own cluster (NaN for one alone). `clusters` has a row per resolution: `resolution`,
    `n` runs, and the `low`, `median` and `high` number of clusters.
    """

    co: pd.DataFrame
    municipalities: pd.DataFrame
    clusters: pd.DataFrame
    n: int


def stability(
    inc: Incidence,
    seeds: Sequence[int] = range(20),
    resolutions: Sequence[float] = RESOLUTIONS,
    own: pd.DataFrame | None = None,
) -> Stability:
    """Co-assignment over one search per seed and resolution.

    `own` (columns `id`, `cluster`) says which cluster a municipality is held against; without it the
    division with the highest Q_B at the resolution nearest to 1. Empty and edgeless input: everything
    NaN and no clusters. Without seeds or resolutions: ValueError. Source: Lancichinetti & Fortunato 2012,
    Scientific Reports 2, 336.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4, 5], "agreement": [7, 7, 8, 8, 9]})
    >>> found = stability(incidence(frame), seeds=range(3))
    >>> found.co.loc[1].tolist(), found.municipalities["stability"].tolist(), found.n
    ([1.0, 1.0, 0.0, 0.0, nan], [1.0, 1.0, 1.0, 1.0, nan], 9)
    """
    if not len(seeds) or not len(resolutions):
        raise ValueError("stability needs at least one seed and one resolution")
    used = informing(inc)
    runs = [list(searches(used, resolution, seeds)) for resolution in resolutions]
    labels = np.array([of_m for division in runs for of_m, _ in division])
    co = coassignment(labels)
    nearest = int(np.argmin(np.abs(np.asarray(resolutions) - 1)))
    cluster = _best(used, runs[nearest]) if own is None else _cluster(own, inc.municipalities)
    ids = inc.municipalities
    return Stability(
        pd.DataFrame(co, index=ids, columns=ids),
        pd.DataFrame({"id": ids, "cluster": cluster, "stability": _inside(co, cluster)}),
        _numbers(labels.reshape(len(resolutions), len(seeds), -1), resolutions),
        len(labels),
    )


def coassignment(labels: Ids) -> Floats:
    """The share of divisions (rows of `labels`) that put two nodes (columns) together; -1 is NaN.

    >>> coassignment(np.array([[0, 0, 1], [0, 1, 1]])).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    n, nodes = labels.shape
    known = labels >= 0
    run, node = np.nonzero(known)
    _, member = np.unique(run * (labels.max(initial=0) + 1) + labels[known], return_inverse=True)
    ones = np.ones(len(node), np.float64)
    belongs = sparse.csr_array((ones, (node, member)), shape=(nodes, member.max(initial=-1) + 1))
    together: Floats = (belongs @ belongs.T).toarray() / n
    never = ~known.any(axis=0)
    together[never] = together[:, never] = np.nan
    return together


def nearest(found: Stability) -> pd.DataFrame:
    """A row a cluster (sorted): the other `nearest` to it, and how often these two are `together`.

    `together` is the mean of `co` over the pairs of a member of each; of equal ones the lowest number is
    nearest. Where no member was ever together with another cluster's: -1 and 0. No cluster: no row. A
    cluster may be firm and yet often be part of a larger one: this is what says so. Our own summary of `co`.

    >>> co = pd.DataFrame([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> towns = pd.DataFrame({"id": [0, 1, 2], "cluster": [0, 1, 2]})
    >>> nearest(Stability(co, towns, pd.DataFrame(), 60)).values.tolist()
    [[0.0, 1.0, 0.5], [1.0, 0.0, 0.5], [2.0, -1.0, 0.0]]
    """
    cluster = found.municipalities["cluster"].to_numpy(np.int64)
    numbers = np.unique(cluster[cluster >= 0])
    member = (cluster == numbers[:, None]).astype(np.float64)
    pairs = np.outer(member.sum(axis=1), member.sum(axis=1))
    between = (member @ np.nan_to_num(found.co.to_numpy(np.float64)) @ member.T) / pairs
    np.fill_diagonal(between, 0)
    together = between.max(axis=1, initial=0)
    other = np.append(numbers, UNKNOWN)[between.argmax(axis=1)] if len(numbers) else numbers
    other = np.where(together > 0, other, UNKNOWN)
    return pd.DataFrame({"cluster": numbers, "nearest": other, "together": together})


def _best(inc: Incidence, runs: list[tuple[Ids, Ids]]) -> Ids:
    """The labels of the run with the highest Q_B, numbered by size and smallest row."""
    of_m = runs[int(np.argmax([barber(inc, *run) for run in runs]))][0]
    found, first, counts = np.unique(of_m[of_m >= 0], return_index=True, return_counts=True)
    number = np.full(of_m.max(initial=0) + 2, UNKNOWN)  # the last place answers for -1
    number[found[np.lexsort([first, -counts])]] = np.arange(len(found))
    numbered: Ids = number[of_m]
    return numbered


def _cluster(own: pd.DataFrame, ids: Ids) -> Ids:
    return own.set_index("id")["cluster"].reindex(ids, fill_value=UNKNOWN).to_numpy(np.int64)


def _inside(co: Floats, cluster: Ids) -> Floats:
    """The mean of `co` over the others of the own cluster."""
    same = (cluster[:, None] == cluster) & (cluster >= 0) & ~np.eye(len(cluster), dtype=bool)
    with np.errstate(invalid="ignore"):
        mean: Floats = np.where(same, co, 0).sum(axis=1) / same.sum(axis=1)
    return mean


def _numbers(labels: Ids, resolutions: Sequence[float]) -> pd.DataFrame:
    """The spread of the number of clusters: `labels` has axes resolution, seed, municipality."""
    rows = []
    for resolution, runs in zip(resolutions, labels, strict=True):
        counts = [len(np.unique(run[run >= 0])) for run in runs]
        rows.append((float(resolution), len(counts), min(counts), float(np.median(counts)), max(counts)))
    return pd.DataFrame(rows, columns=["resolution", "n", "low", "median", "high"])
