"""National agreements taken apart: with thousands of members each would tie everybody to everybody.

Municipalities that sit in the same hubs are alike as far as hubs go. So all that hubs add to a pair is one
number for each pair of *kinds* of municipality: with forty countries, forty by forty.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.analysis.graphs import Ids

FEWEST_MEMBERS = 150
MOST_KINDS = 2000


@dataclass(frozen=True)
class Hubs:
    """The `agreements` that are hubs (columns of B), each row's `kind`, the hubs that two kinds share."""

    agreements: NDArray[np.intp]
    kind: NDArray[np.intp]
    common: Ids

    @property
    def sizes(self) -> Ids:
        """How many municipalities are of each kind."""
        return np.bincount(self.kind, minlength=len(self.common)).astype(np.int64)


def hubs(across: sparse.csr_array, fewest: int = FEWEST_MEMBERS, kinds: int = MOST_KINDS) -> Hubs:
    """Of Bᵀ the rows with at least `fewest` members, the largest first, as long as they make at most `kinds`.

    An agreement that would make more kinds is no hub, and neither is any smaller one: the answer stays exact,
    it only costs more. Without hubs everybody is of one kind that has nothing in common.

    >>> B = sparse.csr_array([[1, 1, 0], [1, 0, 0], [1, 1, 1]])
    >>> found = hubs(B.T.tocsr(), fewest=2)
    >>> found.agreements.tolist(), found.kind.tolist(), found.common.tolist()
    ([0, 1], [1, 0, 1], [[1, 1], [1, 2]])
    """
    members = np.diff(across.indptr)
    large = np.flatnonzero(members >= fewest)
    kind = np.zeros(across.shape[1], np.intp)
    taken: list[int] = []
    for agreement in large[np.argsort(-members[large], kind="stable")].tolist():
        finer = _split(kind, across.indices[across.indptr[agreement] : across.indptr[agreement + 1]])
        if finer.max() >= kinds:
            break
        kind = finer
        taken.append(agreement)
    return Hubs(np.array(taken, np.intp), kind, _common(across[taken], kind))


def _split(kind: NDArray[np.intp], members: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Every kind cut into members and others; a kind of which all or none are members stays whole."""
    before = np.bincount(kind)
    inside = np.bincount(kind[members], minlength=len(before))
    cut = np.flatnonzero((inside > 0) & (inside < before))
    renamed = np.arange(len(before))
    renamed[cut] = len(before) + np.arange(len(cut))
    finer = kind.copy()
    finer[members] = renamed[kind[members]]
    return finer


def _common(across: sparse.csr_array, kind: NDArray[np.intp]) -> Ids:
    """One municipality stands for each kind: those of a kind sit in the same hubs."""
    first = np.unique(kind, return_index=True)[1]
    sits = across.tocsc()[:, first].toarray().astype(np.int64)
    common: Ids = sits.T @ sits
    return common
