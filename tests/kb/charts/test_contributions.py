"""Stacked bars of a score, and a set on the map."""

import pandas as pd

from kb.charts.contributions import contributions
from kb.charts.labels import ContributionLabels, SetLabels
from kb.charts.render import spec, svg
from kb.charts.sets import set_map

BARS = ContributionLabels(
    title="Score", subtitle="Of 100", description="Bars", name="Joins", part="Criterion", points="Points",
    empty="Nothing",
)  # fmt: skip
MAP = SetLabels(
    title="Set", subtitle="Around", description="Map", municipality="Municipality", role="Part", base="asks",
    joins="joins", other="around", empty="No outline",
)  # fmt: skip
PARTS = pd.DataFrame(
    {"name": ["A", "B", "A", "B"], "part": ["x", "x", "y", "y"], "points": [40.0, 30.0, 20.5, 15.0]}
)


def shape(pk, west):
    ring = [[west, 50.9], [west + 0.1, 50.9], [west + 0.1, 51.0], [west, 51.0], [west, 50.9]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "id": str(pk),
        "properties": {"id": pk, "name": f"M{pk}"},
        "geometry": geometry,
    }


def test_pieces_stack_and_the_total_stands_behind_them():
    chart = contributions(PARTS, BARS)
    chart.to_dict()  # valid Vega-Lite
    rows = [row for data in spec(chart)["datasets"].values() for row in data]
    assert [row["points"] for row in rows if "part" not in row] == [60.5, 45.0]
    drawn = svg(chart)
    assert "60,5" in drawn
    assert "60.5" in svg(chart, language="en")
    assert all(part in drawn for part in ("x", "y", "A", "B"))


def test_colours_differ_past_seven_criteria():
    many = pd.DataFrame({"name": "A", "part": [f"p{n}" for n in range(11)], "points": 1.0})
    colours = contributions(many, BARS).to_dict()["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert len(set(colours)) == 11


def test_nothing_to_stack_says_so():
    assert "Nothing" in svg(contributions(PARTS.head(0), BARS))


def test_newcomers_carry_a_plus():
    members = pd.DataFrame(
        {
            "id": [1, 2, 3],
            "name": ["M1", "M2", "M3"],
            "role": ["base", "joins", ""],
            "lon": [5.05, 5.15, 5.25],
            "lat": 50.95,
            "in_study": [True, False, False],
            "url": ["/1/", "/2/", "/3/"],
        }
    )
    chart = set_map([shape(1, 5.0), shape(2, 5.1), shape(3, 5.2)], members, MAP)
    chart.to_dict()
    drawn = svg(chart)
    assert "+ M2" in drawn
    assert "+ M1" not in drawn
    assert all(word in drawn for word in ("asks", "joins", "around"))
    assert members["name"].tolist() == ["M1", "M2", "M3"]


def test_without_an_outline_the_map_says_so():
    empty = pd.DataFrame(columns=["id", "name", "role", "lon", "lat", "in_study", "url"])
    assert "No outline" in svg(set_map([], empty, MAP))
