"""Whether taking an option off the list changes the order of the others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import DECIMALS, weighted_sum


class Reversal(NamedTuple):
    """Without option ``dropped`` the order within each of ``pairs`` (a < b) is another."""

    dropped: int
    pairs: tuple[tuple[int, int], ...]


def stretched(values: ArrayLike) -> Floats:
    """u_oc = (v_oc − min_c) / (max_c − min_c): the worst option on a criterion 0, the best 1.

    Where all are equal everybody has 0. Empty as it is.

    >>> stretched([[20, 5], [60, 5], [40, 5]]).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.5, 0.0]]
    """
    table = np.asarray(values, dtype=np.float64)
    if not table.size:
        return table
    least, span = table.min(axis=0), np.ptp(table, axis=0)
    found: Floats = (table - least) / np.where(span > 0, span, 1.0)
    return found


def rank_reversals(values: ArrayLike, weights: ArrayLike, relative: bool = False) -> tuple[Reversal, ...]:
    """Drop each option in turn and compare the order of the others with what it was.

    On absolute scores there is none, by proof: S_a − S_b = Σ_c w_c (v_ac − v_bc) names no third option, so no
    third option can change its sign. ``relative`` first stretches every criterion between the worst and the
    best option present (:func:`stretched`), as many tools do: then the order may depend on who else is on
    the list, and this finds where. A tie that is broken, or made, counts as another order. Fewer than
    three options: nothing can change. ``values`` [o, c], ``weights`` [c] as in :func:`scores.weighted_sum`.
    Source: Belton & Gear 1983, Omega 11(3).

    >>> values = [[60, 40], [30, 55], [0, 100]]
    >>> rank_reversals(values, [2, 3])
    ()
    >>> rank_reversals(values, [2, 3], relative=True)
    (Reversal(dropped=2, pairs=((0, 1),)),)
    """
    table = np.asarray(values, dtype=np.float64)
    before = _order(table, weights, relative)
    found = []
    for dropped in range(len(table)):
        left = np.delete(np.arange(len(table)), dropped)
        after = _order(table[left], weights, relative)
        changed = np.argwhere(np.triu(after != before[np.ix_(left, left)]))
        if len(changed):
            found.append(Reversal(dropped, tuple((int(left[a]), int(left[b])) for a, b in changed)))
    return tuple(found)


def _order(table: Floats, weights: ArrayLike, relative: bool) -> Floats:
    """1, 0 or −1 for every pair: the first above, level with or below the second."""
    scores = weighted_sum(stretched(table) * 100 if relative else table, weights)
    order: Floats = np.sign(np.round(scores[:, None] - scores[None, :], DECIMALS))
    return order
