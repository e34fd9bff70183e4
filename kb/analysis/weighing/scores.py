"""The weighted sum of values, and the order that follows from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.analysis.graphs import Floats
from kb.analysis.weighing.weights import from_points

DECIMALS = 9  # what differs by less is rounding of the machine, not of the options


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Floats:
    """S_o = Σ_c w_c v_oc / Σ_c w_c: points from 0 to 100, as the ``values`` [o, c].

    ``weights`` [c] give [o]; those of several parties [p, c] give [p, o]. Weights that are all 0 count
    alike. A value that is not known (NaN) makes the score of its option unknown, unless it weighs nothing.
    No criteria: all scores are 0; no options: none. ValueError as :func:`weights.from_points`, and where
    the numbers of criteria differ.
    Source: SMART, Edwards & Barron 1994, Organizational Behavior and Human Decision Processes 60.

    >>> weighted_sum([[80, 20], [50, 60]], [[3, 1], [1, 1]]).tolist()
    [[65.0, 52.5], [50.0, 55.0]]
    """
    table = np.asarray(values, dtype=np.float64)
    shares = from_points(weights)
    if table.ndim != 2 or table.shape[1] != shares.shape[-1]:
        raise ValueError("Values are a table of options by criteria, with a weight for each criterion.")
    parts = shares[..., None, :] * table
    scores: Floats = np.where(shares[..., None, :] > 0, parts, 0.0).sum(axis=-1)
    return scores


def ranks(scores: ArrayLike) -> NDArray[np.int64]:
    """Place 1 for the highest score along the last axis; equal scores share the best place they take.

    A score that is not known (NaN) comes behind all that are.

    >>> ranks([65, 52.5, 65, np.nan]).tolist()
    [1, 3, 1, 4]
    """
    given = np.nan_to_num(np.round(np.asarray(scores, dtype=np.float64), DECIMALS), nan=-np.inf)
    better = given[..., None, :] > given[..., :, None]
    places: NDArray[np.int64] = 1 + better.sum(axis=-1)
    return places
