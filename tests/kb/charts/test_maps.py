import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.charts import theme
from kb.charts.maps import cluster_map
from kb.charts.network import force_layout
from kb.charts.render import spec, svg
from tests.kb.charts.examples import EDGES, NETWORK, marks, nodes, shapes, texts

DRAWINGS = {
    "map": lambda nodes, edges: cluster_map(shapes(), nodes, edges, NETWORK),
    "force": lambda nodes, edges: force_layout(nodes, edges, NETWORK),
}
NO_EDGES = EDGES.head(0)


def test_areas_are_tinted_by_cluster_and_plain_without_evidence() -> None:
    areas = marks(svg(cluster_map(shapes(), nodes(), EDGES, NETWORK)), "areas")
    assert [area["fill"] for area in areas] == [theme.cluster_tint(0)] * 2 + [theme.GROUND]


def test_circles_carry_colour_ring_and_no_evidence_is_hollow() -> None:
    circles = marks(svg(cluster_map(shapes(), nodes(), EDGES, NETWORK)), "nodes")
    assert [circle["fill"] for circle in circles] == ["#0072b2", "#0072b2", theme.PAPER]
    assert [circle["stroke"] for circle in circles] == [theme.INK, theme.PAPER, theme.NO_EVIDENCE]


def test_words_number_and_legends() -> None:
    for draw in DRAWINGS.values():
        said = texts(svg(draw(nodes(), EDGES)))
        assert sorted(set(said)) == sorted(
            [
                "",
                "Who",
                "The 3 strongest",
                "1",
                "4",
                "Place0",
                "Place1",
                "Place2",
                "no evidence",
                "Cluster",
                "Shared",
            ]
        )
        assert said.count("1") == 3  # a number in two circles, and in the legend


def test_at_most_k_ties_a_municipality() -> None:
    count = 6
    pairs = [(a, b) for a in range(1, count + 1) for b in range(a + 1, count + 1)]
    edges = pd.DataFrame(pairs, columns=["a", "b"]).assign(shared=2, weight=1.0, jaccard=0.5)
    drawn = spec(cluster_map(shapes(count), nodes(count), edges, NETWORK, k=1))
    ties = next(rows for rows in drawn["datasets"].values() if "shared" in rows[0])
    assert [(tie["a"], tie["b"]) for tie in ties] == [(1, b) for b in range(2, count + 1)]


def test_municipality_without_a_known_place_is_not_drawn_but_counts_as_partner() -> None:
    lost = nodes().assign(lon=[5.05, np.nan, 5.25])
    drawn = spec(cluster_map(shapes(), lost, EDGES, NETWORK))
    named = next(rows for rows in drawn["datasets"].values() if "side" in rows[0])
    assert [(row["name"], row["partners"]) for row in named] == [("Place0", "Place1 (4)"), ("Place2", "–")]


def test_nothing_known_says_so() -> None:
    assert "Nothing yet." in texts(svg(cluster_map([], nodes(0), NO_EDGES, NETWORK)))
    assert "Nothing yet." in texts(svg(force_layout(nodes(0), NO_EDGES, NETWORK)))


def test_outlines_without_municipalities_and_municipalities_without_outlines() -> None:
    assert len(marks(svg(cluster_map(shapes(), nodes(0), NO_EDGES, NETWORK)), "areas")) == 3
    assert len(marks(svg(cluster_map([], nodes(1), NO_EDGES, NETWORK)), "nodes")) == 1


@st.composite
def frames(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    count = draw(st.integers(0, 12))
    some = nodes(count)
    some["cluster"] = draw(st.lists(st.integers(-1, 9), min_size=count, max_size=count))
    some["n"] = draw(st.lists(st.integers(0, 99), min_size=count, max_size=count))
    some["lon"] = draw(st.lists(st.floats(2.5, 6) | st.just(np.nan), min_size=count, max_size=count))
    some["x"] = draw(st.lists(st.floats(0, 1) | st.just(np.nan), min_size=count, max_size=count))
    pairs = [(a, b) for a in range(1, count + 1) for b in range(a + 1, count + 1)]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    shared = draw(st.lists(st.integers(0, 9), min_size=len(kept), max_size=len(kept)))
    edges = pd.DataFrame(sorted(kept), columns=["a", "b"]).astype("int64")
    return some.astype({"lon": float, "x": float}), edges.assign(
        shared=np.array(shared, dtype="int64"), weight=np.array(shared, dtype=float) / 3, jaccard=0.5
    )


@settings(max_examples=10)
@given(frames(), st.sampled_from(sorted(DRAWINGS)))
def test_any_frames_can_be_drawn(frames: tuple[pd.DataFrame, pd.DataFrame], how: str) -> None:
    assert "NaN" not in svg(DRAWINGS[how](*frames))
