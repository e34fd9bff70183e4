"""Municipal boundaries: the code from wherever it stands, polygons only."""

import json

import pytest

from kb.exchange.read import read
from kb.exchange.reasons import Reason
from kb.exchange.rows import BoundaryRow, Refusal, Where

RING = [[5.0, 50.9], [5.1, 50.9], [5.1, 51.0], [5.0, 50.9]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


def collection(*features, **more):
    found = [{"type": "Feature", **feature} for feature in features]
    return json.dumps({"type": "FeatureCollection", "features": found, **more}).encode()


@pytest.mark.parametrize(
    "feature",
    [
        {"id": "71020", "properties": {"name": "Halen"}},
        {"id": 71020, "properties": {"naam": "Halen"}},
        {"id": 3, "properties": {"NISCODE": "71020", "NAAM": "Halen"}},
        {"properties": {"CD_MUNTY_REFNIS": "71020", "TX_MUNTY_DESCR_NL": "Halen"}},
    ],
)
def test_code_and_name_wherever_they_stand(feature):
    document = read([("map.json", collection({**feature, "geometry": SQUARE}))])
    assert document.kind == "boundaries"
    assert document.boundaries == (BoundaryRow("71020", "Halen", SQUARE, Where("map.json", 1, "geometry")),)


def test_heights_are_left_out_and_parts_kept():
    parts = {"type": "MultiPolygon", "coordinates": [[[[x, y, 12.5] for x, y in RING]], [RING]]}
    document = read([("map.json", collection({"id": "71020", "geometry": parts}))])
    assert document.boundaries[0].geometry == {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}


@pytest.mark.parametrize(
    ("feature", "reason", "value"),
    [
        ({"id": "Halen", "geometry": SQUARE}, Reason.BAD_NIS, "Halen"),
        ({"geometry": SQUARE}, Reason.BAD_NIS, ""),
        ({"id": "71037", "geometry": None}, Reason.BAD_GEOMETRY, "71037"),
        (
            {"id": "71037", "geometry": {"type": "Point", "coordinates": [5, 51]}},
            Reason.BAD_GEOMETRY,
            "71037",
        ),
        (
            {"id": "71037", "geometry": {"type": "Polygon", "coordinates": [RING[:3]]}},
            Reason.BAD_GEOMETRY,
            "71037",
        ),
        ({"id": "71037", "geometry": {"type": "Polygon", "coordinates": []}}, Reason.BAD_GEOMETRY, "71037"),
    ],
)
def test_a_bad_feature_is_refused_alone(feature, reason, value):
    document = read([("map.json", collection(feature, {"id": "71020", "geometry": SQUARE}))])
    assert document.refusals == (Refusal(Where("map.json", 1, "geometry"), reason, value),)
    assert [row.nis for row in document.boundaries] == ["71020"]


def test_a_second_boundary_is_reported_only_where_it_differs():
    other = {"type": "Polygon", "coordinates": [[*RING[:3], [4.9, 50.9], RING[0]]]}
    first = collection({"id": "71020", "geometry": SQUARE}, {"id": "71037", "geometry": SQUARE})
    second = collection({"id": "71020", "geometry": SQUARE}, {"id": "71037", "geometry": other})
    document = read([("a.json", first), ("b.json", second)])
    assert [row.nis for row in document.boundaries] == ["71020", "71037"]
    assert document.refusals == (Refusal(Where("b.json", 2, "geometry"), Reason.SECOND_BOUNDARY, "(71037)"),)
