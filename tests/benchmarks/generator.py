"""Invented municipalities and agreements in the proportions of Flanders or of Europe; one seed, one answer.

Agreements come in four kinds: local (2-8 near each other), regional (10-45 around a centre, mostly within
one province), provincial (40-60 of one province) and national (everybody in one country).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import Delaunay, cKDTree

Numbers = np.ndarray
Part = tuple[Numbers, Numbers]
FLANDERS = 300
KINDS = ("local", "regional", "provincial", "national")
AT_ONCE = 50_000


@dataclass(frozen=True)
class Tables:
    """`municipalities` id, x, y, country, province, region; `agreements` id, kind, domain; `memberships`;
    `neighbours` a < b.
    """

    municipalities: pd.DataFrame
    agreements: pd.DataFrame
    memberships: pd.DataFrame
    neighbours: pd.DataFrame


@dataclass(frozen=True)
class Scale:
    municipalities: int
    countries: int
    province: int
    region: int
    agreements: tuple[int, int, int, int]


def scale_of(municipalities: int) -> Scale:
    if municipalities < FLANDERS:
        raise ValueError(f"the proportions need at least {FLANDERS} municipalities")
    if municipalities == FLANDERS:
        return Scale(FLANDERS, 1, 60, 18, (1830, 430, 34, 6))
    total, national = 7 * municipalities, max(2, round(municipalities * 8e-4))
    regional, provincial = round(total * 0.25), round(total * 0.026)
    kinds = (total - national - provincial - regional, regional, provincial, national)
    return Scale(municipalities, max(1, round(municipalities / 2500)), 52, 17, kinds)


def draw(municipalities: int = FLANDERS, seed: int = 1, domains: int = 27) -> Tables:
    scale, rng = scale_of(municipalities), np.random.default_rng(seed)
    places = _places(scale, rng)
    parts = list(_agreements(scale, places, rng))
    first = np.cumsum([0, *(part[1].max() + 1 for part in parts)])
    member = np.concatenate([part[0] for part in parts])
    agreement = np.concatenate([part[1] + start for part, start in zip(parts, first, strict=False)])
    kinds = np.repeat(KINDS, scale.agreements)
    busier = 1.0 / np.arange(1, domains + 1) ** 0.6
    domain = rng.choice(domains, len(kinds), p=busier / busier.sum())
    order = np.lexsort((member, agreement))
    return Tables(
        pd.DataFrame({"id": np.arange(municipalities), **places}),
        pd.DataFrame({"id": np.arange(len(kinds)), "kind": kinds, "domain": domain}),
        pd.DataFrame({"municipality": member[order], "agreement": agreement[order]}, dtype="int64"),
        _neighbours(np.column_stack([places["x"], places["y"]])),
    )


def _places(scale: Scale, rng: np.random.Generator) -> dict[str, Numbers]:
    """Points on a plane, denser around towns, cut into countries, provinces and regions."""
    n = scale.municipalities
    side, towns = np.sqrt(n), max(1, n // 25)
    town = rng.uniform(0, side, (towns, 2))
    near_town = rng.random(n) < 0.45
    xy = rng.uniform(0, side, (n, 2))
    home = rng.integers(0, towns, n)
    xy[near_town] = town[home[near_town]] + rng.normal(0, 1.2, (int(near_town.sum()), 2))
    country = _countries(xy, scale.countries, side, rng)
    province = _pieces(xy, country, scale.province)
    region = _pieces(xy, province, scale.region)
    rng.lognormal(9.6, 0.8, n)  # where the numbers of inhabitants were drawn: nothing here asks for them
    return {"x": xy[:, 0], "y": xy[:, 1], "country": country, "province": province, "region": region}


def _countries(xy: Numbers, count: int, side: float, rng: np.random.Generator) -> Numbers:
    """Countries of very unequal size: each municipality to the capital that pulls hardest."""
    if count == 1:
        return np.zeros(len(xy), np.int64)
    capitals, pull = rng.uniform(0, side, (count, 2)), rng.lognormal(0, 0.35, count)
    best, country = np.full(len(xy), np.inf), np.zeros(len(xy), np.int64)
    for number in range(count):
        away = np.hypot(*(xy - capitals[number]).T) / pull[number]
        closer = away < best
        best[closer], country[closer] = away[closer], number
    return np.unique(country, return_inverse=True)[1]


def _pieces(xy: Numbers, whole: Numbers, size: int) -> Numbers:
    """Every whole cut into compact pieces of nearly `size`, along its longer side each time."""
    label, piece = np.empty(len(xy), np.int64), 0
    for rows in _groups(whole):
        stack = [(rows, max(1, round(len(rows) / size)))]
        while stack:
            inside, wanted = stack.pop()
            if wanted <= 1 or len(inside) <= 1:
                label[inside], piece = piece, piece + 1
                continue
            spread = np.ptp(xy[inside], axis=0)
            ordered = inside[np.argsort(xy[inside, int(spread[1] > spread[0])], kind="stable")]
            left = wanted // 2
            cut = round(len(ordered) * left / wanted)
            stack += [(ordered[cut:], wanted - left), (ordered[:cut], left)]
    return label


def _groups(labels: Numbers) -> list[Numbers]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.cumsum(np.bincount(labels))[:-1])


def _agreements(scale: Scale, places: dict[str, Numbers], rng: np.random.Generator) -> Iterator[Part]:
    """Members and agreement numbers from 0, in parts."""
    xy = np.column_stack([places["x"], places["y"]])
    near = cKDTree(xy).query(xy, k=min(72, len(xy)))[1].astype(np.int32)
    local, regional, provincial, national = scale.agreements
    for count in _chunks(local, AT_ONCE):
        centre = rng.integers(0, len(xy), count)
        sizes, pool = 2 + rng.binomial(6, 0.38, count), near[centre, :12]
        key = np.arange(12) + rng.gumbel(0, 2.2, (count, 12))
        key[:, 0] = -np.inf  # the centre always joins
        key += 9.0 * (places["country"][pool] != places["country"][centre][:, None])
        yield _nearest(pool, key, sizes)
    for count in _chunks(regional, AT_ONCE // 4):
        centre = rng.integers(0, len(xy), count)
        sizes = 10 + np.minimum(35, rng.gamma(1.5, 8.0, count).astype(np.int64))
        pool = near[centre, :64]
        key = np.arange(pool.shape[1]) + rng.gumbel(0, 2.0, pool.shape)
        key += 14.0 * (places["province"][pool] != places["province"][centre][:, None])
        key[:, 0] = -np.inf
        yield _nearest(pool, key, sizes)
    provinces = _groups(places["province"])
    drawn = rng.integers(0, len(provinces), provincial)
    yield _flat([rng.permutation(provinces[p])[: rng.integers(40, 61)] for p in drawn])
    countries = _groups(places["country"])
    yield _flat([countries[number % len(countries)] for number in range(national)])


def _chunks(total: int, most: int) -> list[int]:
    return [min(most, total - start) for start in range(0, total, most)]


def _nearest(pool: Numbers, key: Numbers, sizes: Numbers) -> Part:
    """Of each row of the pool the members with the lowest keys."""
    ordered = np.take_along_axis(pool, np.argsort(key, axis=1), 1)
    chosen = np.arange(pool.shape[1]) < sizes[:, None]
    return ordered[chosen], np.nonzero(chosen)[0]


def _flat(members: list[Numbers]) -> Part:
    return np.concatenate(members), np.repeat(np.arange(len(members)), [len(part) for part in members])


def _neighbours(points: Numbers) -> pd.DataFrame:
    """Delaunay edges without the longest ones along the hull."""
    corners = Delaunay(points).simplices
    edges = np.unique(
        np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1), axis=0
    )
    length = np.hypot(*(points[edges[:, 0]] - points[edges[:, 1]]).T)
    return pd.DataFrame(edges[length <= np.quantile(length, 0.985)], columns=["a", "b"], dtype="int64")
