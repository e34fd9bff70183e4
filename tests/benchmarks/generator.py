"""Invented municipalities and agreements in the proportions of Flanders; the same seed, the same tables.

Agreements come in four kinds: local (2-8 near each other), regional (10-45 around a centre, mostly within
one province), provincial (40-60 of one province) and national (everybody).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import Delaunay, cKDTree

Numbers = np.ndarray
FLANDERS = 300
PROVINCES = 5
AGREEMENTS = {"local": 1830, "regional": 430, "provincial": 34, "national": 6}


@dataclass(frozen=True)
class Tables:
    """`municipalities` id, x, y, province; `agreements` id, kind; `memberships`; `neighbours` a < b."""

    municipalities: pd.DataFrame
    agreements: pd.DataFrame
    memberships: pd.DataFrame
    neighbours: pd.DataFrame


def draw(municipalities: int = FLANDERS, seed: int = 1) -> Tables:
    if municipalities < FLANDERS:
        raise ValueError(f"the proportions need at least {FLANDERS} municipalities")
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, np.sqrt(municipalities), (municipalities, 2))
    size = FLANDERS // PROVINCES
    province = np.argsort(np.argsort(points[:, 0])) // size  # strips from west to east
    kinds, members = zip(*_agreements(points, province, rng), strict=True)
    at = np.repeat(np.arange(len(members)), [len(who) for who in members])
    memberships = pd.DataFrame({"municipality": np.concatenate(members), "agreement": at}, dtype="int64")
    return Tables(
        pd.DataFrame(
            {"id": range(municipalities), "x": points[:, 0], "y": points[:, 1], "province": province}
        ),
        pd.DataFrame({"id": range(len(kinds)), "kind": kinds}),
        memberships,
        _neighbours(points),
    )


def _agreements(
    points: Numbers, province: Numbers, rng: np.random.Generator
) -> Iterator[tuple[str, Numbers]]:
    near = cKDTree(points).query(points, k=64)[1]
    copies = {kind: round(count * len(points) / FLANDERS) for kind, count in AGREEMENTS.items()}
    for _ in range(copies["local"]):
        pool = near[rng.integers(len(points)), :12]
        yield "local", _nearest(pool, 2 + rng.binomial(6, 0.38), 2.2, rng)
    for _ in range(copies["regional"]):
        pool = near[rng.integers(len(points))]
        abroad = 14.0 * (province[pool] != province[pool[0]])
        yield "regional", _nearest(pool, 10 + min(35, int(rng.gamma(1.5, 8))), 2.0, rng, abroad)
    for _ in range(copies["provincial"]):
        inside = np.flatnonzero(province == rng.integers(province.max() + 1))
        yield "provincial", np.sort(rng.permutation(inside)[: rng.integers(40, 61)])
    for _ in range(copies["national"]):
        yield "national", np.arange(len(points))


def _nearest(
    pool: Numbers, count: int, noise: float, rng: np.random.Generator, penalty: Numbers | float = 0.0
) -> Numbers:
    """The centre (first in the pool) and the nearest others, with gaps."""
    rank = np.arange(len(pool)) + rng.gumbel(0, noise, len(pool)) + penalty
    rank[0] = -np.inf
    return np.sort(pool[np.argsort(rank)[:count]])


def _neighbours(points: Numbers) -> pd.DataFrame:
    """Delaunay edges without the longest ones along the hull."""
    corners = Delaunay(points).simplices
    edges = np.unique(
        np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])), axis=0
    )
    length = np.hypot(*(points[edges[:, 0]] - points[edges[:, 1]]).T)
    return pd.DataFrame(edges[length <= np.quantile(length, 0.985)], columns=["a", "b"], dtype="int64")
