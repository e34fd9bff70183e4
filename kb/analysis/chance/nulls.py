"""Structure figures beside those of random networks with the same portfolios and member counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from kb.analysis.graphs import Ids, Incidence

ROUNDS = 20
ALIKE = 1e-12  # figures that differ by less than this are the same figure, computed in another order
Slots = NDArray[np.intp]


@dataclass(frozen=True)
class Standing:
    """Where a figure stands among `n` random ones: their mean and spread (sd), z and a two-tailed p.

    Where there is nothing to compare with, or no spread, z is NaN; without a figure p is NaN as well.
    """

    observed: float
    mean: float
    sd: float
    z: float
    p: float
    n: int


def standing(observed: float, nulls: ArrayLike) -> Standing:
    """z = (observed − mean) / sd over the nulls, and p by the +1 rule.

    p = min(1, 2 min(1 + #{null ≥ observed}, 1 + #{null ≤ observed}) / (n + 1)), so that it is never zero:
    the observed network is one of the possible ones. sd divides by n − 1. Figures that differ by rounding
    only are equal. A NaN among the nulls, or as observed: mean, z and p NaN. Source: Phipson & Smyth 2010,
    Statistical Applications in Genetics and Molecular Biology 9, 39.

    >>> standing(4.0, [1.0, 2.0, 3.0])
    Standing(observed=4.0, mean=2.0, sd=1.0, z=2.0, p=0.5, n=3)
    """
    values = np.asarray(nulls, np.float64)
    n = len(values)
    if n == 0 or np.isnan(values).any() or np.isnan(observed):
        return Standing(observed, nan, nan, nan, nan, n)
    mean, close = float(values.mean()), ALIKE * max(1.0, float(np.abs(values).max()))
    sd = float(values.std(ddof=1)) if n > 1 else nan
    sd = 0.0 if sd < close else sd
    above, below = (values >= observed - close).sum(), (values <= observed + close).sum()
    p = min(1.0, 2 * (1 + int(min(above, below))) / (n + 1))
    return Standing(observed, mean, sd, (observed - mean) / sd if sd > 0 else nan, p, n)


def curveball(inc: Incidence, n: int, seed: int, rounds: int = ROUNDS) -> Iterator[Incidence]:
    """`n` random networks in which every municipality and every agreement keeps its number of memberships.

    In each round the municipalities are paired at random, and each pair throws the agreements that only
    one of the two has on a heap and deals them out again, everybody as many as before. Each network
    starts from the observed one; `rounds` rounds mix it. The same `seed` gives the same networks in every
    process, whatever else runs. Empty input, or one municipality: the network itself, n times. Sources:
    Strona et al. 2014, Nature Communications 5, 4114 (curveball); Carstens et al. 2018, ESA (rounds of
    pairs reach every such network with equal chance).

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 3], "agreement": [7, 7, 8, 9]})
    >>> drawn = list(curveball(incidence(frame), 50, seed=1))
    >>> {tuple(null.portfolio_sizes.tolist()) for null in drawn}
    {(1, 1, 2)}
    >>> {tuple(null.member_counts.tolist()) for null in drawn}
    {(2, 1, 1)}
    """
    rows, columns = inc.matrix.shape
    row_of = np.repeat(np.arange(rows), inc.portfolio_sizes)
    held = np.tile(inc.matrix.indices.astype(np.int64), (n, 1))
    chance = np.random.default_rng(seed)
    for _round in range(rounds if held.size else 0):
        pair = _paired(n, rows, chance)[:, row_of]
        _trade(held, pair, columns, chance)
    ones = np.ones(len(row_of), inc.matrix.dtype)
    for drawn in np.sort(held + row_of * columns, axis=1) - row_of * columns if n else ():
        matrix = sparse.csr_array((ones, drawn, inc.matrix.indptr), shape=inc.matrix.shape)
        yield Incidence(matrix, inc.municipalities, inc.agreements)


def _paired(n: int, rows: int, chance: np.random.Generator) -> Ids:
    """For each of `n` networks the number of the pair each row is in; an odd one out is a pair alone.

    Numbers differ between networks.
    """
    order = chance.random((n, rows)).argsort(axis=1)
    pair = np.empty((n, rows), np.int64)
    np.put_along_axis(pair, order, np.broadcast_to(np.arange(rows) // 2, (n, rows)), axis=1)
    return pair + np.arange(n)[:, None] * rows


def _trade(held: Ids, pair: Ids, columns: int, chance: np.random.Generator) -> None:
    """Within each pair, deal out again what only one of the two holds; `held` is changed in place."""
    flat, of = held.reshape(-1), pair.reshape(-1)
    order = np.argsort(of * columns + flat)
    same = (of[order][1:] == of[order][:-1]) & (flat[order][1:] == flat[order][:-1])
    shared = np.concatenate([[False], same]) | np.concatenate([same, [False]])
    slots: Slots = order[~shared]
    dealt = slots[np.argsort(of[slots] + chance.random(len(slots)))]
    flat[slots] = flat[dealt]
