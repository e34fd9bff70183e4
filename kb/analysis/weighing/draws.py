"""Chance, seeded: scores drawn from intervals and weights, the same in every process, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import DECIMALS
from kb.analysis.weighing.weights import from_points

AT_ONCE = 50_000  # random numbers a piece: what stays in the processor's cache
DRAWS = 10_000


class Table(NamedTuple):
    """Intervals of options × criteria [o, c]."""

    low: Floats
    width: Floats


class Drawn(NamedTuple):
    """A piece of n draws: ``scores`` [o, n], ``weights`` [n, c] and ``places`` [n, o, c] in the intervals."""

    scores: Floats
    weights: Floats
    places: Floats


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
    with weights [p, c] every party judges the same draw, so that a piece has p columns a draw, party by
    party. ValueError for fewer than one draw.

    >>> pieces = list(drawn(table([[0.0], [1.0]], [[0.0], [1.0]]), None, 3, seed=1))
    >>> [piece.scores.tolist() for piece in pieces]
    [[[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]]
    """
    if draws < 1:
        raise ValueError("At least one draw.")
    chance = np.random.default_rng(seed)
    shares = None if weights is None else from_points(weights)
    step = max(1, AT_ONCE // max(given.low.size, 1))
    for start in range(0, draws, step):
        yield _piece(given, shares, min(step, draws - start), chance)


def _piece(given: Table, shares: Floats | None, n: int, chance: np.random.Generator) -> Drawn:
    options, criteria = given.low.shape
    places = chance.random((n, options, criteria))
    values = places * given.width
    values += given.low
    if shares is None:
        weights = chance.standard_exponential((n, criteria))
        weights /= weights.sum(axis=1, keepdims=True)
        scores = np.matmul(values, weights[:, :, None])[:, :, 0].T
        return Drawn(np.ascontiguousarray(scores), weights, places)
    judged = np.tensordot(shares, values, axes=(1, 2))  # party, draw, option
    scores = judged.reshape(-1, options).T
    return Drawn(np.ascontiguousarray(scores), np.repeat(shares, n, axis=0), places)


def comparable(scores: Floats) -> Floats:
    """Rounded, so that what differs by the rounding of the machine is equal.

    >>> comparable(np.array([0.1 + 0.2, 0.3])).tolist()
    [0.3, 0.3]
    """
    rounded: Floats = np.round(scores, DECIMALS)
    return rounded
