"""Weights of criteria: from points or from an order, always adding up to one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from kb.analysis.graphs import Floats


def from_points(points: ArrayLike) -> Floats:
    """w_c = p_c / Σ p, for one party [c] or for several [p, c]; only the proportions count.

    A party whose points are all 0 made no difference between the criteria: they weigh alike. No criteria:
    no weights. ValueError for a number below 0 or not known.
    Source: direct rating as in SMART, Edwards & Barron 1994, Organizational Behavior and Human Decision
    Processes 60.

    >>> from_points([[30, 10], [0, 0]]).tolist()
    [[0.75, 0.25], [0.5, 0.5]]
    """
    given = np.asarray(points, dtype=np.float64)
    if not (np.isfinite(given) & (given >= 0)).all():
        raise ValueError("A weight is a number from 0.")
    largest = given.max(axis=-1, keepdims=True, initial=0)
    scaled = np.where(largest > 0, given / np.where(largest > 0, largest, 1), 1.0)
    shares: Floats = scaled / scaled.sum(axis=-1, keepdims=True)
    return shares


def from_order(places: ArrayLike) -> Floats:
    """Rank-order centroid: the criterion in place k of n weighs w_k = 1/n Σ_{i ≥ k} 1/i; they add up to one.

    It is the mean of all weights that keep the order. ``places`` [c]: 1 is the most important; only their
    order counts. Criteria in one place share the mean of the places they take; those not placed (NaN)
    share the last. No criteria: no weights.
    Source: Edwards & Barron 1994, Organizational Behavior and Human Decision Processes 60.

    >>> from_order([1, 2, 3]).round(4).tolist()
    [0.6111, 0.2778, 0.1111]
    >>> from_order([1, 2, 2]).round(4).tolist()
    [0.6111, 0.1944, 0.1944]
    """
    order = np.nan_to_num(np.asarray(places, dtype=np.float64), nan=np.inf)
    n = len(order)
    centroid = np.cumsum(1 / np.arange(n, 0, -1))[::-1] / max(n, 1)
    upto = np.concatenate([[0.0], np.cumsum(centroid)])
    first = rankdata(order, "min").astype(int) - 1
    last = rankdata(order, "max").astype(int)
    weights: Floats = (upto[last] - upto[first]) / (last - first)
    return weights


def mean(weights: ArrayLike) -> Floats:
    """Every party counts alike: the mean of ``weights`` [p, c], itself adding up to one.

    No parties: all criteria weigh alike. ValueError as :func:`from_points`.

    >>> mean([[0.75, 0.25], [0.25, 0.75], [2, 0]]).round(3).tolist()
    [0.667, 0.333]
    """
    given = np.atleast_2d(np.asarray(weights, dtype=np.float64))
    if not len(given):
        return from_points(np.ones(given.shape[1]))
    found: Floats = from_points(given).mean(axis=0)
    return found
