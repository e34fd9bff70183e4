"""Which municipalities, each by itself, resemble the typical member of a region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kb import frames
from kb.analysis.reading import Reading
from kb.analysis.regions import alike, typical
from kb.insight.regions.alike import LISTED, Part, among, parts_of
from kb.insight.regions.comparison import class_column, members_of
from kb.insight.scenes import Scene, kept, scene
from kb.models import Municipality, Region, Study


@dataclass(frozen=True)
class Single:
    """One municipality; ``distance`` in standard deviations from the region's median.

    ``summed``: its inhabitants are those of its predecessors together.
    """

    name: str
    nis: str
    distance: float
    summed: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Singles:
    """``compared`` municipalities outside the region, ``unknown`` more miss a figure; ``own``: its medians.

    ``left_out`` names the descriptors that are known of no member of the region.
    """

    compared: int
    unknown: int
    own: tuple[Part, ...]
    left_out: tuple[str, ...]
    nearest: list[Single]


def singles_like(study: Study, region: Region, how: Reading, where: str, today: date) -> Singles:
    """The municipalities outside ``region`` nearest to its typical member, in the area that is asked."""
    view = scene(study, how, today)
    key = f"{view.key}:{region.pk}:{where}"
    return kept("alike-each", key, view.version, lambda: _search(view, region, where))


def _search(view: Scene, region: Region, where: str) -> Singles:
    target = np.array(members_of(region, view), np.int64)
    if not len(target):
        return Singles(0, 0, (), (), [])
    borders = frames.neighbours(Municipality.objects.on(view.reading.on))  # type: ignore[arg-type]
    by = class_column(view, view.study, tuple(target.tolist()))
    classes = view.agreements.set_index("id")[by].astype(str).replace("-1", "")
    described = typical.describe_each(view.municipalities, view.incidence, classes, borders, target)
    medians = typical.typical(described, target)
    own = medians.dropna()
    if own.empty:
        return Singles(0, 0, (), typical.DESCRIPTORS, [])
    others = described.loc[among(view, target, where), own.index]
    squared = alike.parts(others, own)
    distance = pd.Series(alike.distances(squared), index=others.index)
    near = distance.dropna().sort_values(kind="stable")
    nearest = [
        _single(view, int(pk), near[pk], others.loc[pk], squared.loc[pk]) for pk in near.index[:LISTED]
    ]
    own_parts = tuple(Part(str(name), float(value), 0.0) for name, value in own.items())
    left_out = tuple(name for name in typical.DESCRIPTORS if name not in own.index)
    return Singles(len(near), len(distance) - len(near), own_parts, left_out, nearest)


def _single(view: Scene, pk: int, far: float, values: pd.Series[float], squared: pd.Series[float]) -> Single:
    place = view.municipalities.set_index("id").loc[pk]
    summed = place["population_from"] == "predecessors"
    return Single(place["name"], place["nis"], float(far), bool(summed), parts_of(values, squared))
