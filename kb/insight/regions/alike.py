"""Which connected groups of municipalities resemble a region most, and in what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kb import frames
from kb.analysis.graphs import Ids
from kb.analysis.reading import Reading
from kb.analysis.regions import alike
from kb.analysis.withwhom.sets import connected_sets
from kb.insight.regions.comparison import class_column, members_of
from kb.insight.scenes import Scene, kept, scene
from kb.models import Municipality, Region, Study

LISTED = 5
SIZES = (3, 4, 5, 6)
COUNTS = ("provinces", "regions")


@dataclass(frozen=True)
class Wish:
    """How large the groups are, where they lie, and whether a municipality of the study must be in."""

    size: int
    where: str = "all"
    ours: bool = False

    def key(self) -> str:
        return f"{self.size}:{self.where}:{self.ours}"


@dataclass(frozen=True)
class Part:
    """One descriptor of a group: its value and the share of the distance that it makes up."""

    name: str
    value: float
    share: float


@dataclass(frozen=True)
class Group:
    """``distance`` in standard deviations; ``best`` and ``worst`` rank when one descriptor is left out."""

    members: tuple[tuple[str, str], ...]
    distance: float
    parts: tuple[Part, ...]
    best: int
    worst: int

    @property
    def closest(self) -> list[str]:
        """The two figures in which it is most alike; that most lie in one province tells nothing."""
        figures = [part for part in self.parts if part.name not in COUNTS]
        return [part.name for part in sorted(figures, key=lambda part: part.share)[:2]]

    @property
    def furthest(self) -> str:
        return max(self.parts, key=lambda part: part.share).name


@dataclass(frozen=True)
class Alike:
    """``searched`` connected groups, ``unknown`` of them miss a figure; ``own``: the region itself."""

    searched: int
    unknown: int
    own: tuple[Part, ...]
    groups: list[Group]
    by: str
    on: date


def alike_to(study: Study, region: Region, how: Reading, wish: Wish, today: date) -> Alike:
    """The groups nearest to ``region``; none of its own members is in them."""
    view = scene(study, how, today)
    key = f"{view.key}:{region.pk}:{wish.key()}"
    return kept("alike", key, view.version, lambda: _search(view, region, wish))


def _search(view: Scene, region: Region, wish: Wish) -> Alike:
    target = np.array(members_of(region, view), np.int64)
    if not len(target):
        return Alike(0, 0, (), [], "form", view.reading.on)  # type: ignore[arg-type]
    borders = frames.neighbours(Municipality.objects.on(view.reading.on))  # type: ignore[arg-type]
    sets = connected_sets(borders, wish.size, among=among(view, target, wish.where))
    if wish.ours:
        sets = sets[np.isin(sets, view.study).any(axis=1)]
    by = class_column(view, view.study, tuple(target.tolist()))
    classes = view.agreements.set_index("id")[by].astype(str).replace("-1", "")
    known = (view.municipalities, view.incidence, classes, target)
    described = alike.describe_sets(sets, *known)
    own = alike.describe_sets(target[None], *known).iloc[0]
    squared = alike.parts(described, own)
    distance = alike.distances(squared)
    rows = alike.diverse(sets, distance, LISTED)
    ranks = alike.ranks_without(squared, rows)
    groups = [_group(view, sets[row], described.loc[row], squared.loc[row], ranks.loc[row]) for row in rows]
    own_parts = tuple(Part(name, float(value), 0.0) for name, value in own.items())
    unknown = int(np.isnan(distance).sum())
    return Alike(len(sets), unknown, own_parts, groups, by, view.reading.on)  # type: ignore[arg-type]


def among(view: Scene, target: Ids, where: str) -> Ids:
    """Who may be in a group: never a member of the region itself."""
    places = view.municipalities[~view.municipalities["id"].isin(target)]
    if where != "all":
        mine = view.municipalities.loc[view.municipalities["id"].isin(view.study), where]
        places = places[places[where].isin(set(mine) - {""})]
    return places["id"].to_numpy(np.int64)


def parts_of(values: pd.Series[float], squared: pd.Series[float]) -> tuple[Part, ...]:
    total = float(squared.sum())
    return tuple(
        Part(name, float(values[name]), float(squared[name]) / total if total else 0.0)
        for name in squared.index
    )


def _group(
    view: Scene, members: Ids, values: pd.Series[float], squared: pd.Series[float], ranks: pd.Series[int]
) -> Group:
    places = view.municipalities.set_index("id").loc[members].sort_values("name")
    return Group(
        tuple(zip(places["name"], places["nis"], strict=True)),
        float(np.sqrt(squared.sum())),
        parts_of(values, squared),
        int(ranks.min()),
        int(ranks.max()),
    )
