"""Municipal boundaries from GeoJSON: polygons in longitude and latitude, each with a NIS code."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import PurePath
from typing import Any

from .cells import CellError, nis
from .folding import fold
from .reasons import ImportRefused, Reason
from .rows import BoundaryRow, Document, Refusal, Where

CODES = ("nis", "nis code", "niscode", "refnis", "nis nummer", "cd munty refnis", "municipality nis")
NAMES = ("name", "naam", "gemeente", "municipality", "name nl", "tx munty descr nl")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LEAST_AREA = 1e-10  # square degrees: about a square metre
WGS84 = ("4326", "CRS84", "4258")  # the last is its European twin, less than a metre apart


def read_boundaries(name: str, data: bytes) -> Document:
    tree = _parsed(name, data)
    features = tree.get("features")
    if tree.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ImportRefused(Reason.NO_BOUNDARIES, Where(name), file=name)
    _refuse_other_reference(name, tree)
    rows: list[BoundaryRow] = []
    refusals: list[Refusal] = []
    for number, feature in enumerate(features, start=1):
        found = _boundary(Where(name, number, "geometry"), feature)
        (rows if isinstance(found, BoundaryRow) else refusals).append(found)
    if not rows:
        raise ImportRefused(Reason.NO_BOUNDARIES, Where(name), file=name)
    if all(_looks_swapped(position) for row in rows for position in _positions(row.geometry)):
        raise ImportRefused(Reason.SWAPPED, Where(name), file=name)
    return Document(kind="boundaries", boundaries=tuple(rows), refusals=tuple(refusals))


def _parsed(name: str, data: bytes) -> Mapping[str, Any]:
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError:
        raise ImportRefused(Reason.JSON_TOO_DEEP, Where(name), file=name) from None
    except ValueError:
        raise ImportRefused(Reason.BAD_JSON, Where(name), file=name) from None
    if not isinstance(tree, dict):
        raise ImportRefused(Reason.NO_BOUNDARIES, Where(name), file=name)
    if tree.get("type") == "Topology":
        raise ImportRefused(Reason.TOPOJSON, Where(name), file=name)
    return tree


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)


def _refuse_other_reference(name: str, tree: Mapping[str, Any]) -> None:
    """Belgian maps often come in Lambert metres; drawn as degrees they would lie nowhere."""
    reference = json.dumps(tree.get("crs") or "CRS84")
    positions = [_first_position(feature) for feature in tree["features"]]
    if not any(known in reference for known in WGS84) or not all(map(_on_earth, filter(None, positions))):
        raise ImportRefused(Reason.NOT_WGS84, Where(name), file=name)


def _boundary(where: Where, feature: object) -> BoundaryRow | Refusal:
    properties = _properties(feature)
    written = next((properties[key] for key in CODES if properties.get(key)), "")
    try:
        code = nis(written if isinstance(written, str | int) else None)
    except CellError as error:
        return Refusal(where, error.reason, str(written))
    if not code:
        return Refusal(where, Reason.BAD_NIS, str(written))
    geometry = _polygons(feature)
    if geometry is None:
        return Refusal(where, Reason.BAD_GEOMETRY, code)
    if not _has_ground(geometry):
        return Refusal(where, Reason.FLAT_GEOMETRY, code)
    name = next((str(properties[key]) for key in NAMES if properties.get(key)), "")
    return BoundaryRow(code, name, geometry, where)


def _properties(feature: object) -> dict[str, object]:
    """The properties by folded name; the code may also stand in the feature's own id."""
    if not isinstance(feature, dict):
        return {}
    given = feature.get("properties")
    folded = {fold(key): value for key, value in given.items()} if isinstance(given, dict) else {}
    return folded if any(folded.get(key) for key in CODES) else {**folded, "nis": feature.get("id")}


def _polygons(feature: Any) -> dict[str, Any] | None:
    """A Polygon or MultiPolygon with closed rings in degrees, without heights; None for anything else."""
    geometry = feature.get("geometry") or {}
    try:
        if geometry["type"] == "Polygon":
            return {"type": "Polygon", "coordinates": _rings(geometry["coordinates"])}
        if geometry["type"] == "MultiPolygon":
            polygons = [_rings(polygon) for polygon in geometry["coordinates"]]
            return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return None
    return None


def _rings(polygon: list[Any]) -> list[list[list[float]]]:
    rings = [[[_degrees(x), _degrees(y)] for x, y, *_ in ring] for ring in polygon]
    closed = all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
    if not rings or not closed or not all(map(_on_earth, chain.from_iterable(rings))):
        raise ValueError(polygon)
    return rings


def _degrees(written: Any) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise TypeError(written)
    return float(written)


def _has_ground(geometry: Mapping[str, Any]) -> bool:
    """A label is put in the largest part, so that part must have an area."""
    outer, *holes = max(_parts(geometry), key=lambda rings: _area(rings[0]))
    return _area(outer) - sum(map(_area, holes)) > LEAST_AREA


def _area(ring: list[list[float]]) -> float:
    """In square degrees, from the first corner: far from the origin the digits would be lost."""
    west, south = ring[0]
    corners = [(x - west, y - south) for x, y in ring]
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(corners))) / 2


def _parts(geometry: Mapping[str, Any]) -> list[Any]:
    several = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if several else [geometry["coordinates"]]


def _positions(geometry: Mapping[str, Any]) -> Iterator[list[float]]:
    return chain.from_iterable(chain.from_iterable(_parts(geometry)))


def _looks_swapped(position: list[float]) -> bool:
    """Belgium with its degrees the wrong way round would lie in the sea off Somalia."""
    return 49 <= position[0] <= 52 and 2 <= position[1] <= 7


def _on_earth(position: Any) -> bool:
    return abs(position[0]) <= 180 and abs(position[1]) <= 90


def _first_position(feature: Any) -> list[float] | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    part = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(part, list) and part and isinstance(part[0], list):
        part = part[0]
    numbers = (
        isinstance(part, list) and len(part) >= 2 and all(isinstance(each, int | float) for each in part)
    )
    return part if numbers else None


def merged_boundaries(documents: list[Document]) -> Document:
    """One boundary for each NIS code, that of the newest file: ground may change while the code stays.

    Another one in an older file is left out and said, as is a second one in the same file.
    """
    kept: dict[str, BoundaryRow] = {}
    refusals = list(chain.from_iterable(document.refusals for document in documents))
    for row in chain.from_iterable(document.boundaries for document in _newest_first(documents)):
        first = kept.setdefault(row.nis, row)
        if first.geometry != row.geometry:
            one_file = first.where.sheet == row.where.sheet
            reason = Reason.SECOND_BOUNDARY if one_file else Reason.OLDER_BOUNDARY
            refusals.append(Refusal(row.where, reason, f"{row.name} ({row.nis})".strip()))
    return Document(kind="boundaries", boundaries=tuple(kept.values()), refusals=tuple(refusals))


def _newest_first(documents: list[Document]) -> list[Document]:
    """By the years in the names of the files; where one has none, the later file is the newer."""
    years = [_year(document.boundaries[0].where.sheet) for document in documents]
    ages = [(year if all(years) else 0, at) for at, year in enumerate(years)]
    return [documents[at] for _, at in sorted(ages, reverse=True)]


def _year(name: str) -> int:
    return max(map(int, YEAR.findall(PurePath(name).name)), default=0)
