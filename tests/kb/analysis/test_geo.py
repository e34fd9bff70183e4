from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.geo import adjacency, centroid

Ring = list[list[float]]


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [*rings]}


def square(west: float, south: float, size: float = 1) -> Ring:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def test_a_label_stands_in_the_largest_polygon() -> None:
    islands = {"type": "MultiPolygon", "coordinates": [[square(9, 9)], [square(0, 0, 2)]]}
    assert centroid(islands) == (1, 1)


def test_the_direction_of_the_ring_does_not_matter() -> None:
    assert centroid(polygon(square(0, 0)[::-1])) == (0.5, 0.5)


def test_a_hole_pushes_the_label_aside() -> None:
    lon, lat = centroid(polygon(square(0, 0, 4), square(2, 2, 1)))
    assert lon == lat == pytest.approx((16 * 2 - 2.5) / 15)


def test_a_label_never_stands_outside_its_municipality() -> None:
    #  ┌───┐
    #  │┌──┘   the centroid of this bracket lies in its opening
    #  │└──┐
    #  └───┘
    bracket = [[0, 0], [4, 0], [4, 1], [1, 1], [1, 3], [4, 3], [4, 4], [0, 4], [0, 0]]
    assert centroid(polygon(bracket)) == (0.5, 2)


def test_a_label_never_stands_in_a_hole() -> None:
    lon, lat = centroid(polygon(square(0, 0, 4), square(1, 1, 2)))
    assert (lon, lat) == (0.5, 2)


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "not a Point"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "with an area"),
        ({"type": "MultiPolygon", "coordinates": []}, "with an area"),
    ],
)
def test_a_geometry_without_an_area_is_refused(geometry: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        centroid(geometry)


def test_neighbours_share_a_stretch_of_border_not_a_corner() -> None:
    #  c d
    #  a b
    grid = {"a": (0, 0), "b": (1, 0), "c": (0, 1), "d": (1, 1)}
    features = {key: polygon(square(*corner)) for key, corner in grid.items()}
    assert adjacency(features) == [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]


def test_an_enclave_borders_on_its_surroundings() -> None:
    hole = square(1, 1)
    assert adjacency({"in": polygon(hole), "out": polygon(square(0, 0, 3), hole)}) == [("in", "out")]


def test_a_far_island_has_no_neighbour() -> None:
    assert adjacency({"a": polygon(square(0, 0)), "b": polygon(square(5, 5))}) == []
    assert adjacency({}) == []


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.01, 10))
def test_a_square_is_labelled_in_its_middle(west: float, south: float, size: float) -> None:
    middle = (west + size / 2, south + size / 2)
    assert centroid(polygon(square(west, south, size))) == pytest.approx(middle, abs=1e-6)
