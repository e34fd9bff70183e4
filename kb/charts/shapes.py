"""GeoJSON made fit for the screen: wound the way Vega wants it, no finer than it can be seen."""

from collections.abc import Iterable, Sequence
from math import degrees, log, pi, radians, tan
from typing import Any

import numpy as np
from numpy.typing import NDArray

Feature = dict[str, Any]
Point = Sequence[float]
Box = tuple[float, float, float, float]  # west, south, east, north


def signed_area(ring: NDArray[np.float64]) -> float:
    """Positive when the closed ring runs counterclockwise."""
    x, y = ring[:, 0], ring[:, 1]
    return float(x[:-1] @ y[1:] - x[1:] @ y[:-1]) / 2


def clean_ring(ring: Sequence[Point], digits: int, *, outer: bool) -> list[list[float]]:
    """Rounded, without doubles; outer rings run clockwise, or Vega would fill the rest of the world."""
    rounded = np.array([point[:2] for point in ring], dtype=float).round(digits)
    moved = np.ones(len(rounded), dtype=bool)
    moved[1:] = (rounded[1:] != rounded[:-1]).any(axis=1)
    kept = rounded[moved]
    clockwise = signed_area(kept) < 0
    return (kept if clockwise == outer else kept[::-1]).tolist()


def clean_geometry(geometry: dict[str, Any], digits: int) -> dict[str, Any]:
    """A MultiPolygon of what is left after rounding; polygons too small to be seen drop out."""
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    cleaned = [[clean_ring(ring, digits, outer=i == 0) for i, ring in enumerate(rings)] for rings in polygons]
    visible = [[ring for ring in rings if len(ring) > 3] for rings in cleaned if len(rings[0]) > 3]
    return {"type": "MultiPolygon", "coordinates": visible or cleaned}


def box(points: Iterable[Point], margin: float = 0.03) -> Box | None:
    """Smallest box around the points, widened by a share of its size, at least a kilometre."""
    spots = np.array([point[:2] for point in points], dtype=float)
    if not len(spots):
        return None
    low, high = spots.min(axis=0), spots.max(axis=0)
    room = np.maximum(margin * (high - low), 0.01)
    west, south = (low - room).tolist()
    east, north = (high + room).tolist()
    return west, south, east, north


def corners(frame: Box) -> Feature:
    """The two outer corners as a feature: what the projection is fitted to."""
    west, south, east, north = frame
    coordinates = [[west, south], [east, north]]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPoint", "coordinates": coordinates},
    }


def vertices(shapes: Iterable[Feature]) -> Iterable[Point]:
    for shape in shapes:
        geometry = shape["geometry"]
        single = geometry["type"] == "Polygon"
        for rings in [geometry["coordinates"]] if single else geometry["coordinates"]:
            yield from rings[0]


def mercator(lat: float) -> float:
    """Mercator northing, in degrees of longitude."""
    return degrees(log(tan(pi / 4 + radians(lat) / 2)))


def digits_for(frame: Box) -> int:
    """Decimals so that a step is about half a pixel on a map of 1200 pixels."""
    west, _, east, _ = frame
    return 3 if east - west > 1.2 else 4
