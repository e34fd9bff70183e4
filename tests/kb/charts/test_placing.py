import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.charts.placing import NEVER, SIDES, WIDTHS, Sheet, collisions, label_boxes, place


def spots(points: list[tuple[float, float]], study: int = 0) -> pd.DataFrame:
    count = len(points)
    u, v = zip(*points, strict=True) if points else ((), ())
    return pd.DataFrame(
        {
            "u": pd.Series(u, dtype=float),
            "v": pd.Series(v, dtype=float),
            "name": [f"Gemeente {i}" for i in range(count)],
            "radius": [8.0] * count,
            "n": [count - i for i in range(count)],
            "in_study": [i < study for i in range(count)],
        }
    )


def test_alone_in_the_middle_the_label_stands_above_on_every_width() -> None:
    assert place(spots([(0.5, 0.5)]), Sheet(1)).to_dict("records") == [{"room": 320, "side": "above"}]


def test_at_the_top_the_label_stands_below() -> None:
    assert place(spots([(0.5, 0.01)]), Sheet(1))["side"].tolist() == ["below"]


def test_in_a_heap_the_study_always_has_its_name_and_others_wait_for_room() -> None:
    heap = place(spots([(0.5, 0.5), *[(0.5 + i / 5000, 0.5) for i in range(8)]], study=1), Sheet(1))
    assert heap["room"].iloc[0] == 0
    assert heap["room"].iloc[-1] == NEVER


def test_on_one_spot_the_smallest_place_goes_without_a_name() -> None:
    pair = spots([(0.5, 0.5)] * 5).assign(population=[1, 2, 3, 4, 5])
    assert place(pair, Sheet(1))["room"].idxmax() == 0


def test_nothing_to_place() -> None:
    assert place(spots([]), Sheet(1)).to_dict("list") == {"room": [], "side": []}


def test_a_map_is_centred_and_a_network_fills_its_frame() -> None:
    corner = spots([(0.0, 0.0)])
    assert Sheet(1).pixels(corner, 1000).tolist() == [[120, 0]]
    assert Sheet(1, centred=False).pixels(corner, 1000).tolist() == [[0, 0]]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=25))
def test_on_the_narrowest_chart_no_label_covers_another_or_leaves(points: list[tuple[float, float]]) -> None:
    nodes, width, sheet = spots(points), WIDTHS[0], Sheet(0.7)
    placed = place(nodes, sheet)
    positions = sheet.pixels(nodes, width)
    shown = placed.index[placed["room"] == width]
    boxes = [
        label_boxes(positions[i], 4, len(nodes["name"][i]), width)[SIDES.index(placed["side"][i])]
        for i in shown
    ]
    for i, one in enumerate(boxes):
        others = np.array(boxes[:i] + boxes[i + 1 :]).reshape(-1, 4)
        assert collisions(one[None, :], others, (width, sheet.height(width))).tolist() == [0]


@pytest.mark.parametrize(("width", "expected"), [(100, 150), (1000, 700), (3000, 760)])
def test_height_has_bounds(width: int, expected: float) -> None:
    assert Sheet(0.7).height(width) == expected
