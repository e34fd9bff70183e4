"""A picture of connections: spots that keep names apart, shapes and letters by kind, doubts dashed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.charts.arranging import CENTRE, EDGE, Spot, lanes, star
from kb.charts.connections import SHAPES, connections
from kb.charts.labels import ConnectionLabels
from kb.charts.render import spec, svg
from tests.kb.charts.examples import COMMON, texts

LABELS = ConnectionLabels(**COMMON, thing="Name", kind="Kind", tie="Tie")
NONE = pd.DataFrame(columns=["u", "v", "u2", "v2", "unsure", "said"])


def things(*rows):
    columns = ["name", "kind", "letter", "shape", "colour", "url", "in_study", *Spot._fields]
    return pd.DataFrame(rows, columns=columns)


HALEN = ("Halen", "municipality", "M", "circle", 0, "/h/", True, *CENTRE)
CIPAL = ("Cipal", "agreement", "A", "square", 2, "/c/", False, *star(1)[0])
STUDY = ("Samen", "study", "S", "house", 3, "/s/", False, *star(2)[1])


@given(st.integers(0, 60))
def test_a_star_keeps_every_name_in_the_drawing_and_off_the_others(count):
    spots = star(count)
    assert len(spots) == count
    for spot in spots:
        assert 0 < spot.v < 1
        room = 1 - spot.u if spot.side == "right" else spot.u
        assert spot.share == pytest.approx(room)
    for side in ("left", "right"):
        rows = [spot.v for spot in spots if spot.side == side]
        assert rows == sorted(set(rows))


def test_lanes_have_their_ends_in_common():
    found = lanes([["a", "x", "b"], ["a", "y", "z", "b"]])
    assert (found["a"].u, found["b"].u) == (EDGE, 1 - EDGE)
    assert (found["x"].u, found["x"].v) == (0.5, 0.25)
    assert (found["y"].v, found["z"].v) == (0.75, 0.75)


def test_no_lane_lies_on_a_straight_way():
    assert lanes([["a", "b"], ["a", "x", "b"]])["x"].v == 0.25
    assert lanes([["a", "x", "b"]])["x"].v == 0.5
    assert lanes([]) == {}


def test_what_two_ways_share_stands_once():
    found = lanes([["a", "x", "b"], ["a", "x", "y", "b"]])
    assert list(found) == ["x", "y", "a", "b"]
    assert found["x"].v == 0.25


def test_a_kind_is_told_by_shape_letter_and_colour():
    chart = connections(things(HALEN, CIPAL, STUDY), NONE, LABELS, rows=2)
    points = next(layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "point")
    shape, fill = (points["encoding"][channel]["scale"] for channel in ("shape", "fill"))
    assert shape == {
        "domain": ["municipality", "agreement", "study"],
        "range": ["circle", "square", SHAPES["house"]],
    }
    assert len(set(fill["range"])) == 3
    assert {"M", "A", "S", "Halen", "Cipal", "Samen"} <= set(texts(svg(chart)))


def test_a_tie_in_doubt_is_dashed():
    ties = pd.DataFrame(
        [(0.5, 0.5, 0.7, 0.5, False, "Sure."), (0.5, 0.5, 0.3, 0.5, True, "To check.")], columns=NONE.columns
    )
    layers = connections(things(HALEN, CIPAL, STUDY), ties, LABELS, rows=2).to_dict()["layer"]
    rules = [layer for layer in layers if layer["mark"]["type"] == "rule"]
    assert [("strokeDash" in layer["mark"], layer["transform"]) for layer in rules] == [
        (False, [{"filter": "!datum.unsure"}]),
        (True, [{"filter": "datum.unsure"}]),
    ]


def test_a_page_gets_it_without_a_title_and_nothing_gets_words():
    assert "title" not in spec(connections(things(HALEN), NONE, LABELS, rows=1))
    assert "Nothing yet." in texts(svg(connections(things(), NONE, LABELS, rows=1)))
