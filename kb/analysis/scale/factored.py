"""The matrix of memberships in two parts: any pair is exact, and all pairs are never needed at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kb.analysis.graphs import Ids, Incidence
from kb.analysis.scale.hubs import FEWEST_MEMBERS, MOST_KINDS, Hubs, hubs
from kb.analysis.scale.numbering import numbering

# The most additions in one block of rows: what it finds fits in some ten megabytes.
BLOCK_WORK = 2_000_000


class Block(NamedTuple):
    """The pairs of some rows (numbers in the order of :class:`Factored`) that share more than hubs.

    Pair by pair `row`, `other` and all they share, hubs included; sorted by row.
    """

    rows: range
    row: NDArray[np.intp]
    other: NDArray[np.intp]
    shared: Ids


@dataclass(frozen=True)
class Factored:
    """B = [local | hubs], its rows in `order`: shared_ij = (L Lᵀ)_ij + C[kind_i, kind_j]."""

    municipalities: Ids
    order: Ids
    sizes: Ids
    strength: Ids
    local: sparse.csr_array
    across: sparse.csr_array
    hubs: Hubs

    def shared(self, a: Ids, b: Ids) -> Ids:
        """What the municipalities with ids `a` share with those with ids `b`, pair by pair: |A ∩ B|.

        With itself a municipality shares its whole portfolio. KeyError for an id that is not here.
        """
        row, other = self._rows(a), self._rows(b)
        local = self.local[row].multiply(self.local[other]).sum(axis=1)
        hubs = self.hubs.common[self.hubs.kind[row], self.hubs.kind[other]]
        return np.where(row == other, self.sizes[row], np.asarray(local, np.int64) + hubs)

    def blocks(self, work: int = BLOCK_WORK) -> Iterator[Block]:
        """All pairs that share an agreement which is no hub, each twice, a block of rows at a time.

        A pair that is not in a block shares exactly the hubs of its kinds, `hubs.common`. `work` bounds the
        additions of a block, and with them its size.
        """
        members = np.diff(self.across.indptr)
        until = np.cumsum(self.local @ members)
        ends = [0, *(np.flatnonzero(np.diff(until // work, append=-1)) + 1).tolist()]
        for start, stop in pairwise(ends):
            yield self._block(start, stop)

    def _block(self, start: int, stop: int) -> Block:
        found = self.local[start:stop] @ self.across
        row = np.repeat(np.arange(start, stop), np.diff(found.indptr))
        apart = row != found.indices
        row, other = row[apart], found.indices[apart].astype(np.intp)
        kind = self.hubs.kind
        shared = found.data[apart].astype(np.int64) + self.hubs.common[kind[row], kind[other]]
        return Block(range(start, stop), row, other, shared)

    def _rows(self, ids: Ids) -> NDArray[np.intp]:
        at = pd.Index(self.municipalities).get_indexer(pd.Index(np.asarray(ids, np.int64)))
        if (at < 0).any():
            raise KeyError("a municipality that is not among the rows")
        return at


def factored(
    inc: Incidence, places: pd.DataFrame | None = None, fewest: int = FEWEST_MEMBERS, kinds: int = MOST_KINDS
) -> Factored:
    """Number the municipalities so that neighbours stand together, and take the hubs apart.

    `places` has `lon` and `lat` for every row of `inc`, in its order (any unit; NaN unknown). Agreements with
    at least `fewest` members are hubs, see :func:`kb.analysis.scale.hubs.hubs`. Neither changes an answer.
    Memory grows with the memberships, not with the pairs. Empty, single and edgeless input are no error.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> from kb.analysis.graphs import incidence
    >>> factored(incidence(frame), fewest=3).shared([1, 1], [2, 3]).tolist()
    [2, 1]
    """
    sizes = inc.portfolio_sizes
    narrow = np.int16 if sizes.max(initial=0) < 2**15 else np.int32
    by_agreement = _narrow(inc.matrix, narrow).T.tocsr()
    members = np.diff(by_agreement.indptr)
    apart = hubs(by_agreement, fewest, kinds)
    across = by_agreement[np.setdiff1d(np.flatnonzero(members >= 2), apart.agreements)]
    strength = inc.matrix @ (members.astype(np.int64) - 1)
    order = numbering(across, places)
    across = _numbered(across, order)
    kind = Hubs(apart.agreements, apart.kind[order], apart.common)
    local = across.T.tocsr()
    return Factored(inc.municipalities[order], order, sizes[order], strength[order], local, across, kind)


def _narrow(matrix: sparse.csr_array, kind: type[np.integer[Any]]) -> sparse.csr_array:
    ones = np.ones(matrix.nnz, kind)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape)


def _numbered(across: sparse.csr_array, order: Ids) -> sparse.csr_array:
    """Municipalities renumbered, and agreements by their first member: these too stand near each other."""
    place = np.empty(len(order), across.indices.dtype)
    place[order] = np.arange(len(order))
    moved = sparse.csr_array((across.data, place[across.indices], across.indptr), shape=across.shape)
    if moved.nnz:
        moved = moved[np.argsort(np.minimum.reduceat(moved.indices, moved.indptr[:-1]), kind="stable")]
    return moved
