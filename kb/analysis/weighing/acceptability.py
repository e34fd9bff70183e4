"""How often each option takes each place when values and weights vary within what is known (SMAA-2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.analysis.graphs import Floats
from kb.analysis.weighing.draws import DRAWS, comparable, drawn, table


@dataclass(frozen=True)
class Acceptability:
    """``shares`` [o, rank]: part of the draws in which an option takes a place; rows and columns add up to 1.

    ``error`` [o, rank]: the Monte-Carlo standard error of each. ``central`` [o, c]: the mean of the weights
    with which an option comes first, NaN where it never does. ``draws`` is 0 where nothing was left to
    chance.
    """

    shares: Floats
    error: Floats
    central: Floats
    draws: int

    @property
    def first(self) -> Floats:
        """The part of the draws in which each option comes first [o]."""
        found: Floats = self.shares[:, 0] if len(self.shares) else np.zeros(0)
        return found


def rank_acceptability(
    low: ArrayLike, high: ArrayLike, weights: ArrayLike | None = None, draws: int = DRAWS, seed: int = 0
) -> Acceptability:
    """b_or = P(option o takes place r), values uniform within ``low`` to ``high`` [o, c], each apart.

    Without ``weights`` these vary too, uniform over all that add up to one; with weights [p, c] every party
    counts alike. The same ``seed`` gives the same answer. Options that are equal in a draw share the places
    they take. ``error`` = √(b (1 − b) / draws), with several parties at most that. No options: empty; one:
    always first; no criteria, or all equal: every place alike. ValueError as :func:`draws.table` and
    :func:`draws.drawn`.
    Source: Lahdelma & Salminen 2001, Operations Research 49(3) (SMAA-2).

    >>> found = rank_acceptability([[0, 60], [40, 20]], [[80, 60], [40, 60]], [[1, 1]], seed=1)
    >>> found.shares.round(2).tolist(), found.error.round(3).max().tolist()
    ([[0.75, 0.25], [0.25, 0.75]], 0.004)
    """
    given = table(low, high)
    options, criteria = given.low.shape
    sure = weights is not None and not given.width.any()
    count, won, total = np.zeros((options, options)), np.zeros((options, criteria)), 0
    for piece in drawn(given, weights, 1 if sure else draws, seed):
        shares, first = _counted(comparable(piece.scores))
        count += shares
        won += first @ piece.weights.T
        total += piece.scores.shape[1]
    taken = count / max(total, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        central = won / count[:, :1].sum(axis=1, keepdims=True)
    error = np.sqrt(taken * (1 - taken) / draws) * (not sure)
    return Acceptability(taken, error, central, 0 if sure else draws)


def _counted(scores: Floats) -> tuple[Floats, Floats]:
    """How often each option takes each place [o, rank], and its part in the first place a draw [o, n]."""
    options, n = scores.shape
    better = (scores[None, :, :] > scores[:, None, :]).sum(axis=1, dtype=np.int16)
    if int(better.sum(dtype=np.int64)) == n * options * (options - 1) // 2:  # no two are equal
        return _tally(better), (better == 0).astype(np.float64)
    equal = (scores[None, :, :] == scores[:, None, :]).sum(axis=1, dtype=np.int16)
    part = 1 / equal
    opened = _tally(better, part) - _tally(better + equal, part)
    return np.cumsum(opened, axis=1), np.where(better == 0, part, 0.0)


def _tally(places: NDArray[np.int16], part: Floats | None = None) -> Floats:
    """How many, or Σ ``part``, by option and place; what lies behind the last place falls off."""
    options, _n = places.shape
    keys = places + (np.arange(options) * (options + 1))[:, None]
    found = np.bincount(keys.ravel(), part if part is None else part.ravel(), options * (options + 1))
    return found.astype(np.float64).reshape(options, options + 1)[:, :options]


def confidence(
    low: ArrayLike, high: ArrayLike, central: ArrayLike, draws: int = DRAWS, seed: int = 0
) -> Floats:
    """p_o: the part of the draws in which o comes first with its own ``central`` weights [o, c].

    Low: even where the weights suit it, the values are too unsure for it to stand out. NaN for an option
    that never came first. ValueError as :func:`rank_acceptability`.
    Source: Lahdelma & Salminen 2001, Operations Research 49(3).

    >>> low, high = [[0, 50], [40, 0]], [[80, 50], [40, 10]]
    >>> confidence(low, high, [[0, 1], [1, 0]], draws=1000, seed=1).round(1).tolist()
    [1.0, 0.5]
    """
    own = np.asarray(central, dtype=np.float64)
    found = np.full(len(own), np.nan)
    for option in np.flatnonzero(~np.isnan(own).any(axis=1)):
        found[option] = rank_acceptability(low, high, own[[option]], draws, seed).first[option]
    return found
