"""Memberships as a matrix and as networkx graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Weight = Literal["shared", "collaboration"]

# The dense route is the faster one (measured: 1.5 to 3 times, up to 1,500 municipalities) but needs room:
# this many cells take 80 MB.
DENSE_CELLS = 10_000_000


@dataclass(frozen=True)
class Incidence:
    """The 0/1 matrix B: rows are `municipalities`, columns `agreements`, both sorted by id."""

    matrix: sparse.csr_array
    municipalities: Ids
    agreements: Ids

    @property
    def portfolio_sizes(self) -> Ids:
        """|A_i|: the number of agreements of each municipality, in row order."""
        sizes: Ids = np.diff(self.matrix.indptr).astype(np.int64)
        return sizes

    @property
    def member_counts(self) -> Ids:
        """d_k: the number of members in view of each agreement, in column order."""
        return np.bincount(self.matrix.indices, minlength=len(self.agreements)).astype(np.int64)


class Ties(NamedTuple):
    """Pairs of row numbers (a < b) with their shared count and collaboration weight."""

    a: NDArray[np.intp]
    b: NDArray[np.intp]
    shared: Ids
    weight: Floats


def incidence(memberships: pd.DataFrame, municipalities: Iterable[int] | None = None) -> Incidence:
    """The matrix of memberships (`municipality`, `agreement`), every pair counted once.

    With `municipalities` exactly these ids are the rows: one without any agreement keeps a zero row,
    and memberships of others are left out. Without rows or memberships the matrix is empty, not an error.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]})
    >>> incidence(frame, [1, 2, 3]).matrix.toarray().tolist()
    [[1, 0], [1, 1], [0, 0]]
    """
    at_row, rows = _rows(_ids(memberships["municipality"]), municipalities)
    agreement = _ids(memberships["agreement"])
    if at_row.min(initial=0) < 0:
        at_row, agreement = at_row[at_row >= 0], agreement[at_row >= 0]
    at_column, columns = pd.factorize(agreement, sort=True)
    at = (at_row, at_column.astype(np.int32))
    matrix = sparse.csr_array((np.ones(len(at_row), np.int32), at), shape=(len(rows), len(columns)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return Incidence(matrix, rows, columns.astype(np.int64))


def _ids(column: pd.Series[Any]) -> NDArray[np.integer[Any]]:
    """Whole numbers as they are: millions of narrow ones need no wider copy. Only an empty column is cast."""
    values = column.to_numpy()
    return values if values.dtype.kind == "i" else values.astype(np.int64)


def _rows(
    member: NDArray[np.integer[Any]], municipalities: Iterable[int] | None
) -> tuple[NDArray[np.int32], Ids]:
    """The row of each membership, -1 for a municipality that was not asked for, and the ids of the rows."""
    seen, ids = pd.factorize(member)
    rows = np.sort(ids) if municipalities is None else np.unique(np.fromiter(municipalities, np.int64))
    row_of = pd.Index(rows).get_indexer(pd.Index(ids)).astype(np.int32)
    return row_of[seen], rows.astype(np.int64)


def informing(inc: Incidence) -> Incidence:
    """Without the agreements that have fewer than two members in view: they tie nobody to anybody.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]})
    >>> informing(incidence(frame)).agreements.tolist()
    [7]
    """
    columns = np.flatnonzero(inc.member_counts >= 2)
    return Incidence(inc.matrix[:, columns], inc.municipalities, inc.agreements[columns])


def ties(inc: Incidence, keep_zero: bool = False) -> Ties:
    """Every pair of municipalities that shares an agreement; with `keep_zero` every pair.

    shared_ij = Σ_k B_ik B_jk; weight_ij = Σ over the shared k of 1/(d_k − 1), d_k the members in view
    (Newman 2001, Phys. Rev. E 64, 016132). Ordered by a, then b. One row per pair: where national
    agreements tie everybody among tens of thousands, ask :mod:`kb.analysis.scale` instead.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> found = ties(incidence(frame))
    >>> found.shared.tolist(), found.weight.tolist()
    ([2, 1, 1], [1.5, 0.5, 0.5])
    """
    if keep_zero or is_small(inc):
        a, b, shared = meetings(inc, keep_zero)
        return Ties(a, b, shared, collaboration(inc).ravel()[a * len(inc.municipalities) + b])
    # Each agreement with two members adds to both, so the two products have the same pattern.
    two = informing(inc)
    weight = sparse.triu(_weighted(two) @ two.matrix.T, 1, format="csr")
    weight.sort_indices()
    return Ties(*meetings(inc), weight.data)


def meetings(inc: Incidence, keep_zero: bool = False) -> tuple[NDArray[np.intp], NDArray[np.intp], Ids]:
    """The first three columns of :func:`ties`, at half the cost.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> [column.tolist() for column in meetings(incidence(frame))]
    [[0, 0, 1], [1, 2, 2], [2, 1, 1]]
    """
    if keep_zero or is_small(inc):
        counts = _counts(inc)
        above = ~np.tri(len(counts), dtype=bool)
        met = above if keep_zero else (counts != 0) & above
        at = np.flatnonzero(met)  # one number a pair: half the work of two
        a = at // max(len(met), 1)
        return a, at - a * len(met), counts.ravel()[at].astype(np.int64)
    two = informing(inc).matrix
    product = sparse.triu(two @ two.T, 1, format="csr")
    product.sort_indices()
    a, b = product.nonzero()
    return a.astype(np.intp), b.astype(np.intp), product.data.astype(np.int64)


def is_small(inc: Incidence) -> bool:
    """Whether the dense route fits: both B and its projection stay under DENSE_CELLS."""
    rows, columns = inc.matrix.shape
    return bool(rows * max(rows, columns) <= DENSE_CELLS)


def shared_counts(inc: Incidence) -> Ids:
    """B Bᵀ as a dense matrix: shared agreements, with the portfolio sizes on the diagonal.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]})
    >>> shared_counts(incidence(frame)).tolist()
    [[1, 1], [1, 2]]
    """
    return _counts(inc).astype(np.int64)


def _counts(inc: Incidence) -> NDArray[np.integer[Any]]:
    # Narrow integers stay in the cache, three times as fast; no count exceeds the number of agreements.
    narrow = inc.matrix.astype(np.int16 if len(inc.agreements) < 2**15 else np.int32)
    return np.asarray(narrow @ narrow.T.toarray(order="C"))


def collaboration(inc: Incidence) -> Floats:
    """The collaboration weight of every pair as a dense symmetric matrix; the diagonal means nothing."""
    return np.asarray(_weighted(inc) @ inc.matrix.T.toarray(order="C"))


def _weighted(inc: Incidence) -> sparse.csr_array:
    members = inc.member_counts
    newman = np.where(members > 1, 1.0 / np.maximum(members - 1, 1), 0.0)
    data = newman[inc.matrix.indices]
    return sparse.csr_array((data, inc.matrix.indices, inc.matrix.indptr), shape=inc.matrix.shape)


def bipartite(memberships: pd.DataFrame, municipalities: Iterable[int] | None = None) -> nx.Graph:
    """The two-mode graph: nodes ("m", id) with `bipartite` 0 and ("a", id) with 1; sorted.

    >>> frame = pd.DataFrame({"municipality": [1, 2], "agreement": [7, 7]})
    >>> sorted(bipartite(frame, [1, 2, 3]).degree())
    [(('a', 7), 2), (('m', 1), 1), (('m', 2), 1), (('m', 3), 0)]
    """
    inc = incidence(memberships, municipalities)
    rows, columns = inc.municipalities.tolist(), inc.agreements.tolist()
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from((("m", row) for row in rows), bipartite=0)
    graph.add_nodes_from((("a", column) for column in columns), bipartite=1)
    at = zip(*(index.tolist() for index in inc.matrix.nonzero()), strict=True)
    graph.add_edges_from((("m", rows[i]), ("a", columns[k])) for i, k in at)
    return graph


def projection(inc: Incidence, weight: Weight = "shared") -> nx.Graph:
    """Municipalities tied by what they share; every municipality is a node, also an isolated one.

    Each edge carries `shared` (count) and `weight`: the same count, or the collaboration weight of
    :func:`ties`. Nodes and edges are sorted by id.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> projection(incidence(frame), "collaboration").edges[1, 2]
    {'shared': 2, 'weight': 1.5}
    """
    found = ties(inc)
    ids = inc.municipalities
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(ids.tolist())
    values = found.shared if weight == "shared" else found.weight
    columns = (ids[found.a], ids[found.b], found.shared, values)
    for a, b, shared, value in zip(*(column.tolist() for column in columns), strict=True):
        graph.add_edge(a, b, shared=shared, weight=value)
    return graph
