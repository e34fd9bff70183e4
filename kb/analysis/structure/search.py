"""A search for the division of municipalities and agreements with a high bipartite modularity Q_B.

Labels of one side are chosen at once, because given the other side they do not depend on each other:
no step lowers Q_B (Barber 2007). Then whole clusters merge while that raises Q_B (Liu & Murata 2010;
Beckett 2016), and both repeat until nothing improves. Chance only gives every agreement its first label.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kb.analysis.graphs import Floats, Ids, Incidence

UNKNOWN = -1
CELLS = 1 << 14  # gains looked at together: what stays in the processor's cache (measured: 2¹⁴ is fastest)
STILL = 1e-12


class Side(NamedTuple):
    """One side of the network: `others` are the neighbours of node v from first[v] to first[v + 1]."""

    first: Ids
    others: Ids
    at: Ids
    degrees: Floats


class Labels(NamedTuple):
    """Labels of municipalities and of agreements, from 0 to `number` − 1; `q` is m · Q_B."""

    of_m: Ids
    of_a: Ids
    number: int
    q: float


def searches(inc: Incidence, resolution: float, seeds: Iterable[int]) -> Iterator[tuple[Ids, Ids]]:
    """For each seed the labels of rows and columns of a division that no move or merge improves.

    Municipalities without agreements get -1, as does everything without memberships. A cluster holds
    together: parts without a path inside it are told apart, which never lowers Q_B. `resolution` is γ of
    :func:`kb.analysis.structure.communities.barber`. The same seed gives the same labels, in every process.

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4], "agreement": [7, 7, 8, 8]})
    >>> [(of_m.tolist(), of_a.tolist()) for of_m, of_a in searches(incidence(frame, range(1, 6)), 1.0, [0])]
    [([0, 0, 1, 1, -1], [0, 1])]
    """
    rows, columns = _side(inc.matrix), _side(inc.matrix.T.tocsr())
    for seed in seeds:
        yield _search(rows, columns, resolution / max(1, len(rows.others)), seed)


def _side(matrix: sparse.csr_array) -> Side:
    first, degrees = matrix.indptr.astype(np.int64), np.diff(matrix.indptr)
    at = np.repeat(np.arange(len(degrees)), degrees)
    return Side(first, matrix.indices.astype(np.int64), at, degrees.astype(np.float64))


def _search(rows: Side, columns: Side, rate: float, seed: int) -> tuple[Ids, Ids]:
    if not len(rows.others):
        return np.full(len(rows.degrees), UNKNOWN), np.full(len(columns.degrees), UNKNOWN)
    found = _settled(rows, columns, _start(rows, columns, seed), rate)
    while True:
        merged = _settled(rows, columns, _merged(rows, found, columns, rate), rate)
        if merged.q <= found.q + STILL:
            return _held_together(rows, columns, merged)
        found = merged


def _start(rows: Side, columns: Side, seed: int) -> Labels:
    """Every municipality by itself, every agreement with one of its members."""
    draws = np.random.default_rng(seed).random(len(columns.degrees))
    drawn = columns.first[:-1] + (draws * columns.degrees).astype(np.int64)
    count = len(rows.degrees)
    return Labels(np.arange(count), columns.others[drawn], count, -np.inf)


def _settled(rows: Side, columns: Side, labels: Labels, rate: float) -> Labels:
    """Each side takes its best labels in turn until that no longer helps."""
    q = -np.inf
    while True:
        of_m, _ = _best(rows, labels.of_a, columns.degrees, labels.number, rate)
        labels = _compact(of_m, labels.of_a, q)
        of_a, gain = _best(columns, labels.of_m, rows.degrees, labels.number, rate)
        labels = _compact(labels.of_m, of_a, gain)
        if gain <= q + STILL:
            return labels
        q = gain


def _best(side: Side, of_others: Ids, masses: Floats, count: int, rate: float) -> tuple[Ids, float]:
    """The best label of each node, given those of its neighbours, and m · Q_B with them."""
    expected = rate * np.bincount(of_others, masses, count)
    chosen, total, step = np.empty(len(side.degrees), np.int64), 0.0, max(1, CELLS // count)
    labels = of_others[side.others]
    for low in range(0, len(chosen), step):
        degrees = side.degrees[low : low + step]
        part = slice(side.first[low], side.first[low + len(degrees)])
        cells = (side.at[part] - low) * count + labels[part]
        links = np.bincount(cells, minlength=len(degrees) * count).reshape(-1, count)
        gains = links - np.multiply.outer(degrees, expected)
        chosen[low : low + step] = best = gains.argmax(axis=1)
        total += float(gains[np.arange(len(best)), best].sum())
    return chosen, total


def _compact(of_m: Ids, of_a: Ids, q: float) -> Labels:
    """The same labels without gaps."""
    used = np.zeros(max(of_m.max(), of_a.max()) + 1, np.int64)
    used[of_m] = used[of_a] = 1
    place = np.cumsum(used) - 1
    return Labels(place[of_m], place[of_a], int(used.sum()), q)


def _merged(rows: Side, labels: Labels, columns: Side, rate: float) -> Labels:
    """Clusters merged two by two, the most rewarding pair first, while that raises Q_B."""
    of_m, of_a, count, q = labels
    links = np.bincount(of_m[rows.at] * count + of_a[rows.others], minlength=count**2).reshape(count, count)
    mass_m, mass_a = np.bincount(of_m, rows.degrees, count), np.bincount(of_a, columns.degrees, count)
    gains = links - rate * np.outer(mass_m, mass_a)
    gains = gains + gains.T
    np.fill_diagonal(gains, -np.inf)
    into = np.arange(count)
    while gains.max(initial=-np.inf) > STILL:
        keep, drop = divmod(int(gains.argmax()), count)
        gains[keep] += gains[drop]
        gains[:, keep] = gains[keep]
        gains[drop] = gains[:, drop] = gains[keep, keep] = -np.inf
        into[into == drop] = keep
    return _compact(into[of_m], into[of_a], q)


def _held_together(rows: Side, columns: Side, labels: Labels) -> tuple[Ids, Ids]:
    """A label for each part that holds together by memberships inside one cluster."""
    inside = labels.of_m[rows.at] == labels.of_a[rows.others]
    n, size = len(rows.degrees), len(rows.degrees) + len(columns.degrees)
    at = (rows.at[inside], rows.others[inside] + n)
    graph = sparse.coo_array((np.ones(len(at[0]), np.int8), at), shape=(size, size))
    parts = connected_components(graph, directed=False)[1].astype(np.int64)
    return np.where(rows.degrees > 0, parts[:n], UNKNOWN), parts[n:]
