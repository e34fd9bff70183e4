"""What the arguments on a criterion are worth to an option: an interval from 0 (worst) to 100 (best)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats

LEAST, MOST = 0.0, 100.0


class Interval(NamedTuple):
    """Arrays of one shape; a value that is sure has ``low`` = ``high``."""

    low: Floats
    high: Floats

    @property
    def middle(self) -> Floats:
        return (self.low + self.high) / 2


def interval(pros: ArrayLike, ambiguous: ArrayLike, risks: ArrayLike) -> Interval:
    """The net share of pros, with every ± once against the option and once for it.

    low = 50 (1 + (p − a − r)/n) and high = 50 (1 + (p + a − r)/n), n = p + a + r: points from 0 to 100. Each
    argument counts once, however many share it. The counts have one shape, and so has the answer.
    Without arguments nothing is known: 0 to 100. ValueError for a count below 0.
    Source: our operationalisation; ± as an interval after Lahdelma & Salminen 2001, Operations
    Research 49(3).

    >>> found = interval([3, 1, 0, 0], [1, 0, 2, 0], [0, 1, 0, 0])
    >>> found.low.tolist(), found.high.tolist()
    ([75.0, 50.0, 0.0, 0.0], [100.0, 50.0, 100.0, 100.0])
    """
    p, a, r = (np.asarray(counts, dtype=np.float64) for counts in (pros, ambiguous, risks))
    if min(counts.min(initial=0) for counts in (p, a, r)) < 0:
        raise ValueError("A count is 0 or more.")
    total = p + a + r
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = 50 * (1 + (p - a - r) / total), 50 * (1 + (p + a - r) / total)
    return Interval(np.where(total > 0, low, LEAST), np.where(total > 0, high, MOST))
