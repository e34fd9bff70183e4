"""Clusters of municipalities and agreements together, and how clearly they stand apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from kb.analysis.graphs import Ids, Incidence, informing
from kb.analysis.structure.search import UNKNOWN, searches


@dataclass(frozen=True)
class Communities:
    """The best of several runs. `municipalities` and `agreements` have columns `id`, `cluster`.

    Clusters count from 0, largest first; -1 means no evidence. `q` is the modularity of the run with
    `seed`; `qs` that of every run in order, so that spread and number can stand beside it.
    """

    municipalities: pd.DataFrame
    agreements: pd.DataFrame
    q: float
    resolution: float
    seed: int
    qs: tuple[float, ...]


def barber(inc: Incidence, labels_m: ArrayLike, labels_a: ArrayLike, resolution: float = 1.0) -> float:
    """Bipartite modularity Q_B = 1/m Σ_ij (B_ij − γ k_i d_j / m) δ(g_i, h_j).

    k_i and d_j are the degrees of municipality i and agreement j, m the number of memberships, γ the
    resolution. Labels follow the rows and columns of `inc`; a negative label belongs to no cluster.
    Between −1 and 1 at γ = 1; NaN without memberships. Source: Barber 2007, Phys. Rev. E 76, 066102.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4], "agreement": [7, 7, 8, 8]})
    >>> barber(incidence(frame), [0, 0, 1, 1], [0, 1])
    0.5
    """
    of_m, of_a = np.asarray(labels_m, np.int64), np.asarray(labels_a, np.int64)
    if not inc.matrix.nnz:
        return float("nan")
    rows, columns = inc.matrix.nonzero()
    inside = np.count_nonzero((of_m[rows] == of_a[columns]) & (of_m[rows] >= 0))
    expected = float(_mass(of_m, inc.portfolio_sizes, of_a) @ _mass(of_a, inc.member_counts, of_m))
    return float(inside / inc.matrix.nnz - resolution * expected / inc.matrix.nnz**2)


def communities(inc: Incidence, resolution: float = 1.0, seeds: Sequence[int] = range(10)) -> Communities:
    """The partition with the highest Q_B out of one search per seed; the first seed wins a tie.

    Only agreements with two or more members in view inform; the others, and municipalities without any,
    get cluster -1. Clusters are numbered by their number of municipalities, then by smallest id. The
    same input gives the same answer in every process. Empty and edgeless input: all -1 and q NaN.
    Without seeds: ValueError. Sources: Barber 2007 (Q_B); Liu & Murata 2010, Beckett 2016 (search).

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4, 5], "agreement": [7, 7, 8, 8, 9]})
    >>> found = communities(incidence(frame))
    >>> found.municipalities["cluster"].tolist(), found.agreements["cluster"].tolist(), found.q
    ([0, 0, 1, 1, -1], [0, 1, -1], 0.5)
    """
    if not len(seeds):
        raise ValueError("communities needs at least one seed")
    used = informing(inc)
    runs = list(searches(used, resolution, seeds))
    qs = tuple(barber(used, of_m, of_a, resolution) for of_m, of_a in runs)
    best = int(np.argmax(qs))
    of_m, of_a = _numbered(used, *runs[best])
    every = np.full(len(inc.agreements), UNKNOWN, np.int64)
    every[np.searchsorted(inc.agreements, used.agreements)] = of_a
    return Communities(
        pd.DataFrame({"id": inc.municipalities, "cluster": of_m}),
        pd.DataFrame({"id": inc.agreements, "cluster": every}),
        qs[best],
        resolution,
        seeds[best],
        qs,
    )


def _mass(labels: Ids, degrees: Ids, others: Ids) -> np.ndarray:
    """Sum of degrees per label, on the labels that either side can carry."""
    size = max(labels.max(initial=0), others.max(initial=0)) + 1
    known = labels >= 0
    return np.bincount(labels[known], weights=degrees[known], minlength=size)


def _numbered(inc: Incidence, of_m: Ids, of_a: Ids) -> tuple[Ids, Ids]:
    """The same partition numbered by size and smallest member instead of by the order of discovery."""
    labels = np.unique(np.concatenate([of_m, of_a]))
    known = labels[labels >= 0]
    order = sorted(known.tolist(), key=lambda label: _rank(of_m == label, of_a == label))
    number = {UNKNOWN: UNKNOWN} | {label: place for place, label in enumerate(order)}
    renumber = np.vectorize(number.__getitem__, otypes=[np.int64])
    return renumber(of_m), renumber(of_a)


def _rank(in_m: np.ndarray, in_a: np.ndarray) -> tuple[int, int, int]:
    return -int(in_m.sum()), int(np.argmax(in_m)), int(np.argmax(in_a))
