"""The bipartite configuration model: how likely each membership is, given only how many everybody has."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from kb.analysis.graphs import Floats, Ids, Incidence

Flags = NDArray[np.bool_]
TOLERANCE = 1e-8  # how far a row or column may add up to something else than what was observed
STEPS = 200
FLAT = 1e-12


@dataclass(frozen=True)
class Chances:
    """One row a distinct portfolio, not one a municipality: equal portfolios have equal chances.

    `rows` (groups × agreements) are probabilities, `group` gives the row of each municipality.
    """

    rows: Floats
    group: NDArray[np.intp]


def probabilities(inc: Incidence, fixed: ArrayLike) -> Floats:
    """The chance of every membership, municipalities × agreements, in the order of `inc`.

    Of all matrices with these portfolios and member counts (on average) the model is the least
    prejudiced: p_ik = x_i y_k / (1 + x_i y_k), with x and y such that every row and column adds up to what
    was observed, to within TOLERANCE. `fixed` (a boolean per column) marks agreements without a choice,
    such as a police zone: their members stay at one and all others at zero. Cells that the counts alone
    decide (a municipality with everything, an agreement of all) are one or zero as well. Empty input
    gives an empty matrix. A `fixed` of another length: ValueError. Source: Saracco et al. 2015,
    Scientific Reports 5, 10595.

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 3], "agreement": [7, 7, 8, 9]})
    >>> probabilities(incidence(frame), [False, False, False]).round(2).tolist()
    [[0.57, 0.22, 0.22], [0.57, 0.22, 0.22], [0.86, 0.57, 0.57]]
    >>> probabilities(incidence(frame), [False, True, True]).round(2).tolist()
    [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]
    """
    held = _as_flags(inc, fixed)
    of = chances(inc, held)
    found: Floats = of.rows[of.group]
    found[:, held] = inc.matrix[:, held].toarray()
    return found


def chances(inc: Incidence, fixed: ArrayLike) -> Chances:
    """The same chances, once for each distinct portfolio; the columns that are `fixed` are zero here.

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 3], "agreement": [7, 7, 8, 9]})
    >>> found = chances(incidence(frame), [False, False, False])
    >>> found.rows.shape, found.group.tolist()
    ((2, 3), [0, 0, 1])
    """
    free = ~_as_flags(inc, fixed)
    of_rows = np.asarray(inc.matrix[:, free].sum(axis=1), np.int64)
    of_columns = inc.member_counts[free]
    degrees, first, group = np.unique(of_rows, return_index=True, return_inverse=True)
    rows = np.zeros((len(degrees), len(free)))
    rows[:, free] = _spread(of_rows, of_columns)[first]
    return Chances(rows, group)


def _as_flags(inc: Incidence, fixed: ArrayLike) -> Flags:
    flags = np.asarray(fixed, bool)
    if flags.shape != inc.agreements.shape:
        raise ValueError("fixed needs one value for each agreement")
    return flags


def _spread(rows: Ids, columns: Ids) -> Floats:
    """The expected matrix for these margins, which must be those of a 0/1 matrix.

    Largest first, the margins are cut where Gale and Ryser's inequality is an equality: left and above of
    such a place every cell is one, right and below every cell zero, and no finite x and y would say so. What
    lies between two places is a block of its own, with a solution inside.
    """
    by_row, by_column = np.argsort(-rows, kind="stable"), np.argsort(-columns, kind="stable")
    k, d = rows[by_row], columns[by_column]
    ordered = np.zeros((len(rows), len(columns)))
    places = _decided(k, d)
    for (top, right), (bottom, left) in pairwise(places):
        ordered[:bottom, :left] = 1
        if top < bottom and left < right:
            ordered[top:bottom, left:right] = _block(k[top:bottom] - left, d[left:right] - top)
            ordered[:top, left:right] = 1
    expected = np.empty_like(ordered)
    expected[np.ix_(by_row, by_column)] = ordered
    return expected


def _decided(k: Ids, d: Ids) -> list[tuple[int, int]]:
    """The places (rows above, columns left), from top right to bottom left, that the margins decide."""
    above = np.concatenate([[0], np.cumsum(k)])[:, None]
    right = np.concatenate([[0], np.cumsum(d[::-1])])[::-1]
    full = np.outer(np.arange(len(k) + 1), np.arange(len(d) + 1))
    found = np.argwhere(full + right == above).tolist()
    return sorted(((i, j) for i, j in found), key=lambda place: (place[0], -place[1]))


def _block(rows: Ids, columns: Ids) -> Floats:
    """The expected cells of margins that decide nothing; equal margins are one unknown."""
    k, of_row, n = np.unique(rows, return_inverse=True, return_counts=True)
    d, of_column, m = np.unique(columns, return_inverse=True, return_counts=True)
    return _solved(k, n, d, m)[np.ix_(of_row, of_column)]


def _solved(k: Ids, n: Ids, d: Ids, m: Ids) -> Floats:
    """n rows of each degree k, m columns of each degree d: Newton on the likelihood, which has one summit."""
    middle = logit(n @ k / (n.sum() * m.sum())) / 2
    at = np.concatenate([logit(k / m.sum()) - middle, logit(d / n.sum()) - middle])
    weights, held = np.outer(n, m), np.concatenate([n * k, m * d])
    for _step in range(STEPS):
        cells = weights * _cells(at, len(k))
        slope = np.concatenate([cells.sum(1), cells.sum(0)]) - held
        if np.abs(slope / np.concatenate([n, m])).max() < TOLERANCE / 100:
            break
        at = _stepped(at, slope, weights, held, len(k))
    return _cells(at, len(k))


def _cells(at: Floats, rows: int) -> Floats:
    odds = at[:rows, None] + at[rows:]
    cells: Floats = expit(odds)
    return cells


def _stepped(at: Floats, slope: Floats, weights: Ids, held: Ids, rows: int) -> Floats:
    """One step of Newton, halved until the likelihood does not fall."""
    cells = _cells(at, rows)
    bend = weights * cells * (1 - cells)
    curve = np.block([[np.diag(bend.sum(1)), bend], [bend.T, np.diag(bend.sum(0))]])
    step = np.linalg.lstsq(curve, slope, rcond=None)[0]  # x up, y down alike changes nothing

    def cost(place: Floats) -> float:
        total = (weights * np.logaddexp(0, place[:rows, None] + place[rows:])).sum()
        return float(total - held @ place)

    here, size = cost(at), 1.0
    while cost(at - size * step) > here + FLAT * abs(here) and size > FLAT:
        size /= 2
    stepped: Floats = at - size * step
    return stepped
