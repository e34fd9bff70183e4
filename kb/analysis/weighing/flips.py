"""The smallest change of weights after which another option comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import weighted_sum
from kb.analysis.weighing.weights import from_points

JUST_PAST = 1e-5  # how far beyond the tie the new weights lie, on the way to where the rival leads most
LEVEL = 2e-4  # of the 100 points a fiftieth: who can lead by no more than that draws level
TIE = 1e-9
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
Reach = Literal["first", "equal", "never"]


@dataclass(frozen=True)
class Flip:
    """``change``: the L1 distance to the nearest weights with which ``rival`` is first; half of it is moved.

    ``reach``: 'first'; 'equal' where it can draw level but never lead; 'never' (change and weights NaN) where
    it cannot come first whatever the weights. ``weights`` [c] lie just past the tie, or on it where equal.
    """

    rival: int
    change: float
    weights: Floats
    reach: Reach


def flip_distance(values: ArrayLike, weights: ArrayLike) -> tuple[Flip, ...]:
    """For every option but the first: min ‖w′ − w‖₁, Σw′ = 1, w′ ≥ 0, so that it comes first; nearest first.

    With w′ = w + u − d: min Σ(u + d) subject to Σu = Σd, 0 ≤ d ≤ w, u ≥ 0 and w′·(v_rival − v_o) ≥ 0 for
    every other option o: a linear programme a rival. A second one, max t with w′·(v_rival − v_o) ≥ t,
    tells whether it can lead at all; its solution is the side to which the tie is passed. Of options that
    are first together the one in front counts as the first. ``values`` [o, c] and ``weights`` [c] as in
    :func:`scores.weighted_sum`; the change runs from 0 to 2. Fewer than two options, or no criteria: nothing.
    Source: the linear programme of ‖·‖₁; solver HiGHS, Huangfu & Hall 2018, Mathematical Programming
    Computation 10.

    >>> found = flip_distance([[80, 20], [40, 60], [30, 10]], [3, 1])
    >>> [(flip.rival, flip.reach, round(flip.change, 3)) for flip in found]
    [(1, 'first', 0.5), (2, 'never', nan)]
    >>> found[0].weights.round(3).tolist()
    [0.5, 0.5]
    """
    table, shares = np.asarray(values, dtype=np.float64), from_points(weights)
    scores = weighted_sum(table, shares)
    if len(scores) < 2 or not len(shares):
        return ()
    first = int(np.argmax(np.round(scores, 9)))
    found = [_flip(table, shares, rival) for rival in range(len(scores)) if rival != first]
    return tuple(sorted(found, key=lambda flip: (flip.reach == "never", flip.change, flip.rival)))


def _flip(table: Floats, weights: Floats, rival: int) -> Flip:
    ahead = np.delete(table[rival] - table, rival, axis=0) / 100
    lead, beyond = _widest_lead(ahead)
    if lead < -TIE:
        return Flip(rival, float("nan"), np.full(len(weights), np.nan), "never")
    nearest = _nearest(ahead, weights)
    change = float(np.abs(nearest - weights).sum())
    if lead <= LEVEL:
        return Flip(rival, change, nearest, "equal")
    return Flip(rival, change, nearest + JUST_PAST * (beyond - nearest), "first")


def _widest_lead(ahead: Floats) -> tuple[float, Floats]:
    """max t with w′·ahead ≥ t for every row, over all weights; and the weights."""
    rows, n = ahead.shape
    answer = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=np.column_stack([-ahead, np.ones(rows)]),
        b_ub=np.zeros(rows),
        A_eq=[[*np.ones(n), 0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * n + [(None, None)],
        options=EXACT,
    )
    return -float(answer.fun), answer.x[:n]


def _nearest(ahead: Floats, weights: Floats) -> Floats:
    n = len(weights)
    answer = linprog(
        np.ones(2 * n),
        A_ub=np.hstack([-ahead, ahead]),
        b_ub=ahead @ weights + TIE,
        A_eq=[np.repeat([1.0, -1.0], n)],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(0, weight) for weight in weights],
        options=EXACT,
    )
    return from_points(np.maximum(weights + answer.x[:n] - answer.x[n:], 0))
