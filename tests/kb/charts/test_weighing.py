"""Tiles of winners, bars of places, swings of the lead."""

import pandas as pd

from kb.charts.labels import PlaceLabels, SwingLabels, WinnerLabels
from kb.charts.render import spec, svg
from kb.charts.weighing import place_bars, swing_bars, winner_tiles

SAID = {"title": "Who", "subtitle": "Under whose weights", "description": "Picture", "empty": "Nothing"}
WINNERS = WinnerLabels(**SAID, option="Option", party="Party", score="Score", span="From to")
PLACES = PlaceLabels(**SAID, option="Option", place="Place", share="How often")
SWINGS = SwingLabels(**SAID, criterion="Criterion", side="What", span="Lead")
CELLS = pd.DataFrame(
    {
        "option": ["A", "A", "B", "B"],
        "party": ["Halen", "Herk-de-Stad"] * 2,
        "said": ["62", "48", "40", "55"],
        "span": "40–70",
        "first": [True, False, False, True],
    }
)
SHARES = pd.DataFrame(
    {
        "option": ["A", "A", "B", "B"],
        "place": [1, 2, 1, 2],
        "share": [0.7, 0.3, 0.3, 0.7],
        "said": ["70 %", "30 %", "30 %", "70 %"],
    }
)
SWUNG = pd.DataFrame(
    {
        "criterion": ["x", "x", "y", "y"],
        "side": ["weight", "value"] * 2,
        "low": [-2.0, 1.0, 3.0, 4.0],
        "high": [9.0, 7.0, 5.0, 4.0],
        "said": ["−2 – 9", "1 – 7", "3 – 5", "4"],
    }
)


def rows(chart):
    return [row for data in spec(chart)["datasets"].values() for row in data]


def test_the_first_of_each_party_carries_a_star_and_not_colour_alone():
    chart = winner_tiles(CELLS, WINNERS)
    chart.to_dict()
    assert [row["shown"] for row in rows(chart)] == ["★ 62", "48", "40", "★ 55"]
    drawn = svg(chart)
    assert all(word in drawn for word in ("★ 62", "Halen", "Herk-de-Stad"))


def test_a_name_over_several_lines_keeps_its_hyphens():
    drawn = svg(winner_tiles(CELLS, WINNERS), width=300)
    assert all(piece in drawn for piece in (">Herk-<", ">de-<", ">Stad<"))


def test_places_darken_towards_the_first_and_say_how_often():
    chart = place_bars(SHARES, PLACES)
    encoded = chart.to_dict()["layer"][0]["encoding"]["color"]["scale"]
    assert (encoded["domain"], len(set(encoded["range"]))) == ([1, 2], 2)
    drawn = svg(chart)
    assert "70 %" in drawn
    assert "30 %" in drawn


def test_swings_stand_around_the_lead_with_the_line_where_the_second_takes_over():
    chart = swing_bars(SWUNG, 5.0, SWINGS)
    chart.to_dict()
    assert [row["at"] for row in rows(chart) if "at" in row] == [5.0, 0.0]
    assert "weight" in svg(chart)


def test_nothing_to_draw_says_so():
    assert "Nothing" in svg(winner_tiles(CELLS.head(0), WINNERS))
    assert "Nothing" in svg(place_bars(SHARES.head(0), PLACES))
    assert "Nothing" in svg(swing_bars(SWUNG.head(0), 0.0, SWINGS))
