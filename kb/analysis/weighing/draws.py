"""Chance, seeded: scores drawn from intervals and weights, the same in every process, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import DECIMALS
from kb.analysis.weighing.weights import from_points

AT_ONCE = 100_000  # random numbers a piece: what stays in the processor's cache
DRAWS = 10_000
STEPS = 2**16  # places in an interval: its width in so many steps, and a draw in the middle of one

Singles = NDArray[np.float32]
Steps = NDArray[np.uint16]


class Table(NamedTuple):
    """Intervals of options × criteria [o, c]."""

    low: Floats
    width: Floats


class Drawn(NamedTuple):
    """A piece of n draws: ``scores`` [o, p·n] and ``weights`` [c, n], or [c, p·n] of p parties in turn."""

    scores: Floats
    weights: Floats
    steps: Steps

    def places(self, option: int, criteria: Sequence[int]) -> Floats:
        """Where in their intervals the values of ``option`` lie, from 0 to 1 [criteria, n]."""
        found: Floats = (self.steps[list(criteria), option] + 0.5) / STEPS
        return found


def table(low: ArrayLike, high: ArrayLike) -> Table:
    """ValueError where the two have not one shape [o, c], or where ``low`` is above ``high`` or not known.

    >>> table([[0.0, 20.0]], [[50.0, 20.0]]).width.tolist()
    [[50.0, 0.0]]
    """
    least, most = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if least.ndim != 2 or least.shape != most.shape or not (least <= most).all():
        raise ValueError("Intervals are two tables of options by criteria, from low to high.")
    return Table(least, most - least)


def drawn(given: Table, weights: ArrayLike | None, draws: int, seed: int) -> Iterator[Drawn]:
    """Pieces of together ``draws`` draws; every value is uniform within its interval, apart from the others.

    Without ``weights`` each draw has its own, uniform over all that add up to one (Dirichlet with ones);
    with weights [p, c] every party judges the same draws. A place in an interval is the middle of one of
    2¹⁶ steps: off by 0.0008 points at most, far below the error of so many draws, and four to one step of
    the generator (SFC64). ValueError for no draws or no parties.

    >>> pieces = list(drawn(table([[0.0], [1.0]], [[0.0], [1.0]]), None, 3, seed=1))
    >>> [piece.scores.tolist() for piece in pieces]
    [[[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]]
    """
    if draws < 1:
        raise ValueError("At least one draw.")
    chance = np.random.Generator(np.random.SFC64(seed))
    shares = None if weights is None else from_points(np.atleast_2d(np.asarray(weights, dtype=np.float64)))
    if shares is not None and not len(shares):
        raise ValueError("At least one party, or no weights at all.")
    step = max(1, AT_ONCE // max(given.low.size, 1))
    for start in range(0, draws, step):
        steps = _steps(given, min(step, draws - start), chance)
        yield _by_any(given, steps, chance) if shares is None else _by_parties(given, steps, shares)


def _steps(given: Table, n: int, chance: np.random.Generator) -> Steps:
    """Random whole numbers below STEPS [c, o, n]."""
    size = given.low.size * n
    fours = np.asarray(chance.bit_generator.random_raw((size + 3) // 4), dtype="<u8")
    return fours.view("<u2")[:size].reshape(*given.low.T.shape, n)


def _by_any(given: Table, steps: Steps, chance: np.random.Generator) -> Drawn:
    weights = chance.standard_exponential((len(steps), steps.shape[2]))
    weights /= weights.sum(axis=0)
    scores = _start(given) @ weights
    scores += np.einsum("con,cn->on", _above(given, steps), weights.astype(np.float32))
    return Drawn(scores, weights, steps)


def _by_parties(given: Table, steps: Steps, shares: Floats) -> Drawn:
    criteria, options, n = steps.shape
    above = _above(given, steps).reshape(criteria, options * n)
    judged = (shares.astype(np.float32) @ above).reshape(len(shares), options, n)
    scores = judged.transpose(1, 0, 2) + (_start(given) @ shares.T)[:, :, None]
    return Drawn(scores.reshape(options, len(shares) * n), np.repeat(shares.T, n, axis=1), steps)


def _start(given: Table) -> Floats:
    return given.low + given.width / (2 * STEPS)


def _above(given: Table, steps: Steps) -> Singles:
    """How far each value lies above the middle of the lowest step of its interval [c, o, n]."""
    above: Singles = steps.astype(np.float32)
    above *= (given.width.T / STEPS).astype(np.float32)[:, :, None]
    return above


def comparable(scores: Floats) -> Floats:
    """Whole numbers: what differs by the rounding of the machine is equal.

    >>> comparable(np.array([0.1 + 0.2, 0.3])).tolist()
    [300000000.0, 300000000.0]
    """
    rounded: Floats = np.rint(scores * 10**DECIMALS)
    return rounded
