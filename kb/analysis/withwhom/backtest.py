"""What a ranking of partners is worth: where did it put the partner that somebody really chose?

For every municipality the neighbours are put in order by a score, and the best placed of its real partners
is looked for. Set against chance: of n neighbours in random order, r of them real, the best real one is among
the first k with probability 1 − C(n − r, k)/C(n, k).
"""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from kb.analysis.chance.above import poisson_binomial

PLACES = (1, 2, 3)


def positions(scores: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """A row a municipality: neighbours, partners (real ones among them), place, chance_1, chance_2, chance_3.

    `scores`: municipality, neighbour, score (NaN, unknown, stands last); `partners`: municipality, partner.
    `place` is that of the best real partner, 1 + the other neighbours that score as much or more: a tie
    counts against the ranking. NaN where no real partner is a neighbour. Sorted by municipality.

    >>> scores = pd.DataFrame({"municipality": 1, "neighbour": [2, 3, 4], "score": [0.5, 0.7, 0.5]})
    >>> found = positions(scores, pd.DataFrame({"municipality": [1], "partner": [2]}))
    >>> found.round(2).values.tolist()
    [[1.0, 3.0, 1.0, 3.0, 0.33, 0.67, 1.0]]
    """
    real = set(zip(partners["municipality"], partners["partner"], strict=True))
    rows = [
        _position(int(one), scores[scores["municipality"] == one], real)
        for one in sorted(set(partners["municipality"]))
    ]
    columns = ["municipality", "neighbours", "partners", "place", *(f"chance_{k}" for k in PLACES)]
    return pd.DataFrame(rows, columns=columns)


def _position(one: int, scores: pd.DataFrame, real: set[tuple[int, int]]) -> tuple[float, ...]:
    is_real = np.array([(one, other) in real for other in scores["neighbour"]], bool)
    score = scores["score"].fillna(-np.inf).to_numpy(float)
    n, r = len(score), int(is_real.sum())
    place = 1 + int((score[~is_real] >= score[is_real].max()).sum()) if r else float("nan")
    return one, n, r, place, *(chance(n, r, k) for k in PLACES)


def chance(neighbours: int, partners: int, places: int) -> float:
    """Probability that a random order has a real partner among its first `places`.

    >>> chance(4, 1, 1), round(chance(5, 2, 2), 2), chance(0, 0, 1)
    (0.25, 0.7, 0.0)
    """
    if neighbours <= places:
        return float(partners > 0)
    return 1 - comb(neighbours - partners, places) / comb(neighbours, places)


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """A row for each of PLACES: hits of n, share with its 95 % interval, what chance gives, and p.

    low and high: exact binomial interval (Clopper & Pearson 1934, Biometrika 26); expected: the sum of the
    chances; p: the probability of as many hits or more by chance (Poisson-binomial). Both take the
    municipalities as independent, which partners of one merger are not. No rows: shares NaN.

    >>> rows = {"place": [1, 3], "chance_1": 0.25, "chance_2": 0.5, "chance_3": 0.75}
    >>> summary(pd.DataFrame(rows))[["place", "hits", "n", "share", "expected"]].values.tolist()
    [[1.0, 1.0, 2.0, 0.5, 0.5], [2.0, 1.0, 2.0, 0.5, 1.0], [3.0, 2.0, 2.0, 1.0, 1.5]]
    """
    return pd.DataFrame([_summary(found, k) for k in PLACES])


def _summary(found: pd.DataFrame, k: int) -> dict[str, float]:
    n, hits = len(found), int((found["place"] <= k).sum())
    chances = found[f"chance_{k}"].to_numpy(float)
    low, high = binomtest(hits, n).proportion_ci(method="exact") if n else (float("nan"), float("nan"))
    return {
        "place": k,
        "hits": hits,
        "n": n,
        "share": hits / n if n else float("nan"),
        "low": float(low),
        "high": float(high),
        "expected": float(chances.sum()),
        "p": float(poisson_binomial(chances[None])[0, hits:].sum()),
    }
