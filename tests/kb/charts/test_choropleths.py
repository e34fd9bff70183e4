import numpy as np

from kb.charts import theme
from kb.charts.bars import count_bars
from kb.charts.choropleths import MEMBER, agreement_map, count_map
from kb.charts.render import svg
from tests.kb.charts.examples import COUNTS, MEMBERS, marks, nodes, shapes, texts

SAID = nodes().assign(status=["confirmed", "to_check", ""])


def test_members_doubtful_members_and_the_rest() -> None:
    drawing = svg(agreement_map(shapes(), SAID, MEMBERS))
    assert [area["fill"] for area in marks(drawing, "areas")] == [MEMBER, theme.AMBIGUOUS_TINT, theme.SHADOW]
    assert {"Place0", "Place1 ?", "member", "to check (?)", "no evidence"} < set(texts(drawing))
    assert "Place2" not in texts(drawing)


def test_area_without_a_row_says_no_evidence() -> None:
    areas = marks(svg(agreement_map(shapes(4), SAID, MEMBERS)), "areas")
    assert [area["fill"] for area in areas][3] == theme.SHADOW


def test_counts_go_from_tint_to_accent_and_unknown_is_neither() -> None:
    counts = nodes().assign(value=[0, 8, np.nan])
    areas = marks(svg(count_map(shapes(), counts, COUNTS)), "areas")
    assert [area["fill"] for area in areas] == ["rgb(227, 240, 240)", "rgb(11, 92, 99)", theme.SHADOW]


def test_no_outlines_and_nobody_known() -> None:
    assert "Nothing yet." in texts(svg(agreement_map([], SAID, MEMBERS)))
    assert "Nothing yet." in texts(svg(count_map([], nodes().assign(value=1.0), COUNTS)))
    nobody = nodes(0).assign(status="", value=np.nan)
    assert len(marks(svg(agreement_map(shapes(), nobody, MEMBERS)), "areas")) == 3
    assert len(marks(svg(count_map(shapes(), nobody, COUNTS)), "areas")) == 3


def test_bars_keep_the_order_of_the_frame_and_zero_is_said() -> None:
    counts = nodes(3)[["name"]].assign(value=[2, 0, 5])
    drawing = svg(count_bars(counts, COUNTS))
    assert len(marks(drawing, "bars")) == 3
    assert [word for word in texts(drawing) if word in {"0", "2", "5"}] == ["2", "0", "5"]
    assert "Nothing yet." in texts(svg(count_bars(counts.head(0), COUNTS)))
