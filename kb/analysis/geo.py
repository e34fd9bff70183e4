"""Boundaries as GeoJSON geometries (Polygon or MultiPolygon, degrees): label points and neighbours."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np

from kb.analysis.graphs import Floats

Geometry = Mapping[str, Any]
Point = tuple[float, float]


def centroid(geometry: Geometry) -> Point:
    """A point (lon, lat) to put a label on: the area centroid of the largest polygon, holes left out.

    Where that falls outside (a crescent), the middle of the widest stretch inside at that latitude.
    Areas are compared in degrees, good enough within one municipality. ValueError for another geometry
    or one without area.

    >>> centroid({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]})
    (1.0, 1.0)
    """
    rings = max(_polygons(geometry), key=lambda rings: abs(_area(rings[0])), default=None)
    if rings is None or not _area(rings[0]):
        raise ValueError("a label point needs a polygon with an area")
    areas = np.abs([_area(ring) for ring in rings]) * [1, *[-1] * (len(rings) - 1)]
    lon, lat = areas @ np.array([_centre(ring) for ring in rings]) / areas.sum()
    return _inside(rings, float(lon), float(lat))


def adjacency(features: Mapping[str, Geometry]) -> list[tuple[str, str]]:
    """Pairs of keys (a < b, sorted) whose boundaries have at least two vertices in common.

    A shared stretch of border counts, touching in one corner does not. The boundaries must share their
    vertices exactly, as those drawn from one topology do.

    >>> left = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    >>> right = {"type": "Polygon", "coordinates": [[[1, 0], [2, 0], [1, 1], [1, 0]]]}
    >>> adjacency({"r": right, "l": left})
    [('l', 'r')]
    """
    owners: dict[Point, list[str]] = defaultdict(list)
    for key in sorted(features):
        for vertex in _vertices(features[key]):
            owners[vertex].append(key)
    common: dict[tuple[str, str], int] = defaultdict(int)
    for keys in owners.values():
        for pair in combinations(keys, 2):
            common[pair] += 1
    return sorted(pair for pair, vertices in common.items() if vertices >= 2)


def _polygons(geometry: Geometry) -> list[list[Floats]]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"a boundary is a Polygon or a MultiPolygon, not a {geometry['type']}")
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[np.asarray(ring, float)[:, :2] for ring in rings] for rings in polygons]


def _vertices(geometry: Geometry) -> set[Point]:
    rings = (ring for rings in _polygons(geometry) for ring in rings)
    return {(lon, lat) for ring in rings for lon, lat in ring.tolist()}


def _cross(ring: Floats) -> Floats:
    x, y = (ring - ring[0]).T
    cross: Floats = x[:-1] * y[1:] - x[1:] * y[:-1]
    return cross


def _area(ring: Floats) -> float:
    return float(_cross(ring).sum()) / 2


def _centre(ring: Floats) -> Floats:
    """The area centroid, computed near the origin to keep its digits; without area it weighs nothing."""
    local = ring - ring[0]
    weighted = (local[:-1] + local[1:]) * _cross(ring)[:, None]
    centre: Floats = ring[0] + weighted.sum(axis=0) / (6 * (_area(ring) or 1))
    return centre


def _inside(rings: list[Floats], lon: float, lat: float) -> Point:
    """The point itself, or the middle of the widest stretch of its parallel that lies inside."""
    crossings = np.sort(np.concatenate([_crossings(ring, lat) for ring in rings]))
    stretches = crossings[: len(crossings) // 2 * 2].reshape(-1, 2)
    if not len(stretches) or ((stretches[:, 0] <= lon) & (lon <= stretches[:, 1])).any():
        return lon, lat
    west, east = max(stretches.tolist(), key=lambda ends: ends[1] - ends[0])
    return (west + east) / 2, lat


def _crossings(ring: Floats, lat: float) -> Floats:
    start, end = ring[:-1], ring[1:]
    crossing = (start[:, 1] > lat) != (end[:, 1] > lat)
    start, end = start[crossing], end[crossing]
    fraction = (lat - start[:, 1]) / (end[:, 1] - start[:, 1])
    lons: Floats = start[:, 0] + fraction * (end[:, 0] - start[:, 0])
    return lons
