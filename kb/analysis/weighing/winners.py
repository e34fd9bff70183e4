"""Under whose weights does which option win?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats
from kb.analysis.weighing.acceptability import rank_acceptability
from kb.analysis.weighing.draws import DRAWS, comparable
from kb.analysis.weighing.scores import weighted_sum
from kb.analysis.weighing.weights import mean


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
