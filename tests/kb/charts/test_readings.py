import pandas as pd
import pytest

from kb.charts import theme
from kb.charts.labels import ReadingsLabels
from kb.charts.readings import TINTS, reading_rows
from kb.charts.render import spec, svg
from kb.charts.squares import SPELLED, STRONG, reading_squares
from tests.kb.charts.examples import COMMON, marks, texts

LABELS = ReadingsLabels(**COMMON, pair="Pair", reading="Reading", value="Says")
PANELS = ["All", "Voluntary", "Small", "Chance"]


def rows() -> pd.DataFrame:
    """Two pairs in two readings; the second shares nothing voluntary."""
    count = {"pair": "A – B", "reading": "All", "said": "4", "short": "4", "light": 1.0, "kind": "count"}
    told = {
        **count,
        "reading": "Chance",
        "said": "▲ more · 1.5",
        "short": "▲ 1.5",
        "light": 0,
        "kind": "above",
    }
    second = {"pair": "A – C", "said": "0", "short": "0", "light": 0.0}
    none = {"said": "– no evidence · 1.5", "short": "– 1.5", "kind": "none"}
    frame = pd.DataFrame([count, told, {**count, **second}, {**told, **second, **none}])
    return frame.assign(url="/pair/")


def cells(n: int) -> pd.DataFrame:
    """Every pair of `n` in the first and the last square; the first pair is fewer than chance."""
    pairs = [(row, column) for row in range(n) for column in range(row + 1, n)]
    frame = pd.DataFrame(pairs, columns=["row", "column"]).assign(
        pair="A – B", short="7", said="7", light=1.0
    )
    told = frame.assign(panel=3, kind=["below", *["none"] * (len(frame) - 1)], short="▼ 2", light=0.0)
    return pd.concat([frame.assign(panel=0, kind="count"), told], ignore_index=True)


def names(n: int) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"Place{i}" for i in range(n)], "in_study": [i == 0 for i in range(n)]})


def test_a_row_says_its_pair_and_every_reading() -> None:
    drawing = svg(reading_rows(rows(), LABELS), 900)
    assert len(marks(drawing, "cells")) == 4
    said = texts(drawing)
    assert [word for word in said if " – " in word][:2] == ["A – B", "A – C"]
    assert {"All", "Chance", "4", "0", "▲ more · 1.5", "– no evidence · 1.5"} <= set(said)


def test_on_a_phone_the_short_words_stand_in_the_cells() -> None:
    said = texts(svg(reading_rows(rows(), LABELS), 320))
    assert "▲ 1.5" in said
    assert "▲ more · 1.5" not in said


def test_readings_keep_their_order() -> None:
    turned = rows().iloc[::-1]
    said = texts(svg(reading_rows(turned, LABELS), 900))
    assert [word for word in said if word in {"All", "Chance"}] == ["Chance", "All"]


@pytest.mark.parametrize("colour", TINTS.values())
def test_words_can_be_read_on_every_verdict(colour: str) -> None:
    assert theme.contrast(theme.INK, colour) >= 4.5


def test_few_municipalities_say_their_numbers_in_both_halves() -> None:
    said = texts(svg(reading_squares(cells(3), names(3), PANELS, LABELS)))
    assert (said.count("7"), said.count("▼ 2")) == (2 * 3, 2 * 3)
    assert set(PANELS) <= set(said)
    assert said.count("Place0") == 2


def test_many_municipalities_are_colours_and_sizes() -> None:
    n = SPELLED + 1
    drawing = svg(reading_squares(cells(n), names(n), PANELS, LABELS))
    assert not {"7", "▼ 2"} & set(texts(drawing))
    assert drawing.count(f'fill="{STRONG["below"]}"') == 2


def test_the_four_squares_stand_two_by_two() -> None:
    drawn = spec(reading_squares(cells(3), names(3), PANELS, LABELS))
    heads = next(data for data in drawn["datasets"].values() if data[0].get("text") == "All")
    across, down = zip(*((head["x"], head["y"]) for head in heads), strict=True)
    step = across[1]
    assert (across, down) == ((0, step, 0, step), (0, 0, step, step))
    assert step > 3


@pytest.mark.parametrize(
    "chart",
    [reading_rows(rows().head(0), LABELS), reading_squares(cells(3).head(0), names(0), PANELS, LABELS)],
)
def test_nothing_to_draw_says_so(chart) -> None:
    assert "Nothing yet." in texts(svg(chart))
