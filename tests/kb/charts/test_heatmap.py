import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.charts import theme
from kb.charts.heatmap import PALE, ordered, overlap_heatmap
from kb.charts.render import note_of, spec, svg
from tests.kb.charts.examples import HEATMAP, cells, marks, nodes, texts


def test_cells_diagonal_and_numbers() -> None:
    drawing = svg(overlap_heatmap(cells(), nodes(), "jaccard", HEATMAP))
    assert len(marks(drawing, "cells")) == 2
    said = texts(drawing)
    assert said.count("50 %") == 2 + 1  # two cells and the middle of the legend
    assert [word for word in said if word in {"0", "1", "2"}] == ["2", "1", "0"]  # portfolios on the diagonal


def test_a_diagonal_that_counts_something_else_than_the_cells_says_no_number() -> None:
    said = texts(svg(overlap_heatmap(cells(), nodes(), "jaccard", HEATMAP, counted=False)))
    assert [word for word in said if word in {"0", "1", "2"}] == []


def test_a_crowd_says_that_names_may_find_no_room() -> None:
    few, many = (overlap_heatmap(cells(), nodes(n), "jaccard", HEATMAP) for n in (25, 26))
    assert note_of(few) == "25 of 25 / = no evidence."
    assert note_of(many) == "26 of 26 / = no evidence. See the table."
    assert json.dumps(spec(many)).count("cell < 9 ? 0 : 1") == 2  # names across and down


@pytest.mark.filterwarnings("error")
def test_one_alone_is_drawn_without_a_guess_at_types() -> None:
    assert "1 of 1" in texts(svg(overlap_heatmap(cells().head(0), nodes(1), "jaccard", HEATMAP)))


def test_counts_are_whole_numbers_on_a_scale_of_their_own() -> None:
    counted = cells().assign(value=4)
    said = texts(svg(overlap_heatmap(counted, nodes(), "shared", HEATMAP)))
    assert said.count("4") == 2 + 1


def test_collaboration_weight_may_exceed_one_and_keeps_its_decimals() -> None:
    said = texts(svg(overlap_heatmap(cells().assign(value=1.25), nodes(), "weight", HEATMAP)))
    assert said.count("1,25") == 2


@pytest.mark.parametrize("colour", PALE)
def test_number_in_a_cell_can_be_read(colour: str) -> None:
    assert theme.contrast(theme.INK, colour) >= 4.5


def test_unknown_is_a_stroke_and_said_in_the_note() -> None:
    unknown = cells().assign(value=float("nan"))
    drawing = svg(overlap_heatmap(unknown, nodes(), "jaccard", HEATMAP))
    assert drawing.count(theme.NO_EVIDENCE) == 6
    assert "3 of 3 / = no evidence." in texts(drawing)


def test_note_without_unknown_cells_says_nothing_of_evidence() -> None:
    assert "2 of 2" in texts(svg(overlap_heatmap(cells(), nodes(2), "jaccard", HEATMAP)))


def test_rows_stand_by_cluster_then_name_and_without_cluster_last() -> None:
    mixed = nodes(4).assign(cluster=[1, -1, 0, 1], name=["b", "c", "d", "a"])
    assert ordered(mixed, 9)["name"].tolist() == ["d", "a", "b", "c"]


def test_two_of_the_same_name_keep_a_row_each() -> None:
    assert ordered(nodes(2).assign(name="Nieuwerkerken", cluster=0), 9)["name"].tolist() == [
        "Nieuwerkerken (71000)",
        "Nieuwerkerken (71001)",
    ]


def test_a_crowd_is_cut_to_the_study_and_the_busiest_and_says_so() -> None:
    many = nodes(5).assign(in_study=[False] * 4 + [True])
    drawn = overlap_heatmap(cells(), many, "jaccard", HEATMAP, most=2)
    assert note_of(drawn) == "2 of 5 / = no evidence."
    assert ordered(many, 2)["name"].tolist() == ["Place0", "Place4"]


def test_nothing_known_says_so() -> None:
    assert "Nothing yet." in texts(svg(overlap_heatmap(cells(), nodes(0), "jaccard", HEATMAP)))


@settings(max_examples=12)
@given(
    st.integers(1, 14),
    st.lists(st.floats(0, 1) | st.none(), max_size=20),
    st.sampled_from(["jaccard", "shared"]),
)
def test_any_square_can_be_drawn(count: int, values: list[float | None], measure: str) -> None:
    pairs = [(row + 1, col + 1) for row in range(count) for col in range(count) if row != col]
    known = [(row, col, value, 1, 2, 3) for (row, col), value in zip(pairs, values, strict=False)]
    some = pd.DataFrame(known, columns=["row", "col", "value", "shared", "n_row", "n_col"])
    assert "NaN" not in svg(overlap_heatmap(some.astype({"value": float}), nodes(count), measure, HEATMAP))


@pytest.mark.parametrize("count", [1, 2])
def test_cells_stay_small_for_a_small_study(count: int) -> None:
    drawn = spec(overlap_heatmap(cells(), nodes(count), "jaccard", HEATMAP))
    height = next(p for p in drawn["params"] if p["name"] == "height")
    assert height == {"name": "height", "expr": f"min(width, {84 * count})"}
