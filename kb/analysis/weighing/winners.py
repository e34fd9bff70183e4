"""Under whose weights does which option win?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.analysis.graphs import Floats
from kb.analysis.weighing.acceptability import rank_acceptability
from kb.analysis.weighing.draws import DRAWS, comparable
from kb.analysis.weighing.scores import DECIMALS, weighted_sum
from kb.analysis.weighing.weights import from_points, mean

TIE = -1
CORNERS = 3  # more cannot be drawn on paper


@dataclass(frozen=True)
class Winners:
    """``by_party``: for each party the options that are first (several: equal); ``together``: with the mean.

    ``space`` [o]: the part of all possible weights with which each option is first, by ``draws`` draws, with
    its standard ``error``.
    """

    by_party: tuple[tuple[int, ...], ...]
    together: tuple[int, ...]
    space: Floats
    error: Floats
    draws: int


@dataclass(frozen=True)
class Between:
    """Points between corners: ``shares`` [n, k] of each corner, ``winner`` [n] (-1: a tie), ``lead`` [n]."""

    shares: Floats
    winner: NDArray[np.int64]
    lead: Floats


def by_weights(values: ArrayLike, weights: ArrayLike, draws: int = DRAWS, seed: int = 0) -> Winners:
    """Who is first with the ``weights`` [p, c] of each party, with their mean, and over all weights.

    ``values`` [o, c] as sure as they are given. No options: nobody is first anywhere. No parties: the mean
    weighs all criteria alike. Source: Lahdelma & Salminen 2001, Operations Research 49(3).

    >>> found = by_weights([[80, 20], [40, 60]], [[3, 1], [1, 3], [1, 1]], draws=4000)
    >>> found.by_party, found.together, found.space.round(1).tolist()
    (((0,), (1,), (0, 1)), (0, 1), [0.5, 0.5])
    """
    table, given = np.asarray(values, dtype=np.float64), np.atleast_2d(np.asarray(weights, dtype=np.float64))
    everywhere = rank_acceptability(table, table, None, draws, seed)
    return Winners(
        by_party=tuple(_firsts(scores) for scores in weighted_sum(table, given)),
        together=_firsts(weighted_sum(table, mean(given))),
        space=everywhere.first,
        error=everywhere.error[:, 0] if len(table) else np.zeros(0),
        draws=draws,
    )


def _firsts(scores: Floats) -> tuple[int, ...]:
    rounded = comparable(scores)
    return tuple(int(at) for at in np.flatnonzero(rounded == rounded.max(initial=-np.inf)))


def between(values: ArrayLike, corners: ArrayLike, steps: int = 40) -> Between:
    """Who is first between the weights in the ``corners`` [k, c]: one a point, two a line, three a triangle.

    Every mix w = Σ_k s_k w_k with s_k a multiple of 1/``steps`` and Σ s = 1; corners are the weights of
    parties, or of groups of criteria (:func:`groups`). ``lead`` is that over the second, in points (NaN with
    one option). ValueError for no or more than three corners, for fewer than one step, and without options.

    >>> found = between([[80, 20], [40, 60]], [[1, 0], [0, 1]], steps=4)
    >>> found.shares[:, 0].tolist(), found.winner.tolist()
    ([0.0, 0.25, 0.5, 0.75, 1.0], [1, 1, -1, 0, 0])
    """
    ends = from_points(np.atleast_2d(np.asarray(corners, dtype=np.float64)))
    if not 1 <= len(ends) <= CORNERS or steps < 1 or not len(np.asarray(values)):
        raise ValueError("One to three corners, options, and at least one step.")
    shares = _mixes(len(ends), steps)
    scores = np.round(weighted_sum(values, shares @ ends), DECIMALS)
    best = np.sort(scores, axis=1)
    lead = best[:, -1] - best[:, -2] if best.shape[1] > 1 else np.full(len(best), np.nan)
    winner = np.where(lead == 0, TIE, scores.argmax(axis=1)).astype(np.int64)
    return Between(shares, winner, lead)


def _mixes(corners: int, steps: int) -> Floats:
    """All ways to divide ``steps`` over the corners, as parts of one: bars between stars."""
    places = steps + corners - 1
    bars = [(-1, *cut, places) for cut in combinations(range(places), corners - 1)]
    mixes: Floats = (np.diff(np.array(bars)) - 1) / steps
    return mixes


def groups(weights: ArrayLike, group: ArrayLike) -> Floats:
    """Corners [g, c] for groups of criteria, 0 to g − 1: all weight in one group, in the proportions it has.

    >>> groups([0.5, 0.25, 0.25], [0, 0, 1]).round(3).tolist()
    [[0.667, 0.333, 0.0], [0.0, 0.0, 1.0]]
    """
    shares, of = from_points(weights), np.asarray(group, dtype=np.int64)
    inside = of[None, :] == np.arange(of.max(initial=-1) + 1)[:, None]
    empty = (shares * inside).sum(axis=1, keepdims=True) == 0
    return from_points(np.where(empty, inside, shares * inside))
