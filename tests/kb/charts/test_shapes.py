import numpy as np
import pytest

from kb.charts.shapes import box, clean_geometry, clean_ring, mercator, signed_area

COUNTER = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
HOLE = [[0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.4, 0.2], [0.2, 0.2]]


@pytest.mark.parametrize("ring", [COUNTER, COUNTER[::-1]])
def test_outer_rings_run_clockwise_and_holes_do_not(ring: list) -> None:
    assert signed_area(np.array(clean_ring(ring, 3, outer=True))) == -1
    assert signed_area(np.array(clean_ring(ring, 3, outer=False))) == 1


def test_points_that_round_to_the_same_place_become_one() -> None:
    ring = [[0, 0], [1, 0], [1.0004, 0.0004], [1, 1], [0, 0]]
    assert clean_ring(ring, 3, outer=False) == [[0, 0], [1, 0], [1, 1], [0, 0]]


def test_parts_too_small_to_see_drop_out_but_never_the_whole_municipality() -> None:
    speck = [[[x / 1e5, y / 1e5] for x, y in COUNTER]]
    both = {"type": "MultiPolygon", "coordinates": [[COUNTER, HOLE], speck]}
    assert [len(polygon) for polygon in clean_geometry(both, 3)["coordinates"]] == [2]
    assert len(clean_geometry({"type": "Polygon", "coordinates": speck}, 3)["coordinates"]) == 1


def test_box_has_room_around_one_point_and_none_around_nothing() -> None:
    assert box([(5, 51)]) == pytest.approx((4.99, 50.99, 5.01, 51.01))
    assert box([(0, 0), (10, 1)], margin=0.1) == pytest.approx((-1, -0.1, 11, 1.1))
    assert box([]) is None


def test_mercator_stretches_towards_the_pole() -> None:
    assert mercator(0) == pytest.approx(0)
    assert mercator(51) == pytest.approx(59.4801, abs=1e-4)
