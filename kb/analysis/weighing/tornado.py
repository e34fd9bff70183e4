"""How far the lead of the first over the second swings with one criterion at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats
from kb.analysis.weighing.draws import table
from kb.analysis.weighing.scores import DECIMALS, weighted_sum
from kb.analysis.weighing.weights import from_points


@dataclass(frozen=True)
class Swings:
    """The ``lead`` of ``first`` over ``second``, in points, and what becomes of it; below 0 second leads.

    ``weight`` [c, 2]: with the weight of the criterion at its lowest and its highest. ``value`` [c, 2]:
    with the values of the two at the worst and at the best for the first.
    """

    first: int
    second: int
    lead: float
    weight: Floats
    value: Floats

    @property
    def order(self) -> list[int]:
        """Criteria, the widest swing first."""
        widest = np.maximum(np.ptp(self.weight, axis=1), np.ptp(self.value, axis=1))
        return [int(at) for at in np.argsort(-widest.round(DECIMALS), kind="stable")]


def swings(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike,
    lowest: ArrayLike | None = None,
    highest: ArrayLike | None = None,
) -> Swings | None:
    """One criterion at a time, everything else as it is: D = Σ_c w_c (m_1c − m_2c), m the middles.

    The weight of a criterion runs from ``lowest`` to ``highest`` [c] (parts of 1; without them from 0 to
    twice what it is, at most 1) while the others keep their proportions. Its values run from low of the first
    with high of the second to the reverse. None for fewer than two options or without criteria.
    ValueError as :func:`draws.table`. Source: Clemen & Reilly 2001, Making Hard Decisions.

    >>> found = swings([[60, 20], [50, 30]], [[60, 60], [50, 30]], [3, 1])
    >>> found.lead, found.value.tolist()
    (10.0, [[10.0, 10.0], [5.0, 15.0]])
    >>> found.weight.tolist()
    [[10.0, 10.0], [10.0, 10.0]]
    """
    given, shares = table(low, high), from_points(weights)
    middle = given.low + given.width / 2
    if len(middle) < 2 or not len(shares):
        return None
    first, second = np.argsort(-np.round(weighted_sum(middle, shares), DECIMALS), kind="stable")[:2]
    ahead = middle[first] - middle[second]
    lead = float(shares @ ahead)
    ends = (
        np.zeros(len(shares)) if lowest is None else np.asarray(lowest, dtype=np.float64),
        np.minimum(2 * shares, 1.0) if highest is None else np.asarray(highest, dtype=np.float64),
    )
    reach = shares * (given.width[first] + given.width[second]) / 2
    return Swings(
        first=int(first),
        second=int(second),
        lead=lead,
        weight=np.column_stack([end * ahead + (1 - end) * _without(shares, ahead) for end in ends]),
        value=np.column_stack([lead - reach, lead + reach]),
    )


def _without(shares: Floats, ahead: Floats) -> Floats:
    """The lead on the other criteria alone, in their proportions; alike where they weigh nothing."""
    n = len(shares)
    others = np.where(np.eye(n, dtype=bool), 0.0, shares)
    plain = (1 - np.eye(n)) / max(n - 1, 1)
    left = others.sum(axis=1, keepdims=True)
    proportions = np.where(left > 0, others / np.where(left > 0, left, 1.0), plain)
    lead: Floats = proportions @ ahead
    return lead
