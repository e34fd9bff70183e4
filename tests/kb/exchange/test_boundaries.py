"""Municipal boundaries: the code from wherever it stands, polygons only."""

import json

import pytest

from kb.exchange.read import read
from kb.exchange.reasons import ImportRefused, Reason
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


def outline(*positions):
    """A boundary that starts and ends well, with these positions in between."""
    ends = [[5.0, 50.9], [5.0, 50.9]]
    middle = positions if len(positions) > 1 else [[5.1, 50.9], *positions]
    ring = [ends[0], *middle, ends[1]]
    return {"id": "71037", "geometry": {"type": "Polygon", "coordinates": [ring]}}


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
        (outline([True, 50.9]), Reason.BAD_GEOMETRY, "71037"),
        (outline(["5.0", 50.9]), Reason.BAD_GEOMETRY, "71037"),
        (outline([5.0, 90.5]), Reason.BAD_GEOMETRY, "71037"),
        (outline([180.5, 50.9]), Reason.BAD_GEOMETRY, "71037"),
        (outline([5.05, 50.95], [5.1, 51.0]), Reason.FLAT_GEOMETRY, "71037"),
    ],
)
def test_a_bad_feature_is_refused_alone(feature, reason, value):
    document = read([("map.json", collection(feature, {"id": "71020", "geometry": SQUARE}))])
    assert document.refusals == (Refusal(Where("map.json", 1, "geometry"), reason, value),)
    assert [row.nis for row in document.boundaries] == ["71020"]


OTHER = {"type": "Polygon", "coordinates": [[*RING[:3], [4.9, 50.9], RING[0]]]}
OLD = collection({"id": "71020", "geometry": SQUARE}, {"id": "71037", "geometry": SQUARE})
NEW = collection({"id": "71020", "geometry": SQUARE}, {"id": "71037", "geometry": OTHER})


@pytest.mark.parametrize(
    ("files", "older"),
    [
        ([("map_2019.json", OLD), ("map_2025.json", NEW)], "map_2019.json"),
        ([("b/map_2025.json", NEW), ("a/map_2019.json", OLD)], "a/map_2019.json"),
        ([("oud.json", OLD), ("nieuw.json", NEW)], "oud.json"),
        ([("map_2030.json", OLD), ("nieuw.json", NEW)], "map_2030.json"),
    ],
)
def test_of_two_vintages_the_newest_outline_is_kept(files, older):
    document = read(files)
    assert {row.nis: row.geometry for row in document.boundaries} == {"71020": SQUARE, "71037": OTHER}
    assert document.refusals == (Refusal(Where(older, 2, "geometry"), Reason.OLDER_BOUNDARY, "(71037)"),)


def test_a_second_boundary_in_one_file_is_reported_only_where_it_differs():
    twice = collection(*({"id": "71020", "geometry": shape} for shape in (SQUARE, SQUARE, OTHER)))
    document = read([("map.json", twice)])
    assert [row.geometry for row in document.boundaries] == [SQUARE]
    assert document.refusals == (
        Refusal(Where("map.json", 3, "geometry"), Reason.SECOND_BOUNDARY, "(71020)"),
    )


def test_degrees_the_wrong_way_round_are_refused():
    ring = [[y, x] for x, y in RING]
    swapped = collection({"id": "71020", "geometry": {"type": "Polygon", "coordinates": [ring]}})
    with pytest.raises(ImportRefused) as refused:
        read([("map.json", swapped)])
    assert str(refused.value) == "In “map.json” longitude and latitude look swapped. Write longitude first."
