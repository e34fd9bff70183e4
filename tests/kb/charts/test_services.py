"""Where to start, and when: two pictures of the services."""

import pandas as pd

from kb.charts import theme
from kb.charts.labels import PriorityLabels, TimelineLabels
from kb.charts.priorities import priorities
from kb.charts.render import svg
from kb.charts.timeline import timeline
from tests.kb.charts.examples import COMMON, marks, texts

PRIORITY = PriorityLabels(
    **COMMON,
    name="Service",
    neutrality="Neutrality",
    least_neutral="little",
    most_neutral="much",
    potential="Potential",
    least="low",
    most="high",
    first="Start here",
    neutral_from=4,
)
TIMELINE = TimelineLabels(**COMMON, name="Service", dates="When", today="today")
POINTS = pd.DataFrame(
    [("Archive", "1", 5, 4), ("Library", "1", 5, 4), ("Care", "3", 2, 5)],
    columns=["name", "place", "neutrality", "potential"],
)
ROWS = pd.DataFrame(
    [
        ("Now", "phase", "2027-01-01", "2027-12-31", "2027"),
        ("Archive", "planned", "2027-01-01", "2027-06-30", "half a year"),
        ("Library", "late", "2026-01-01", "2026-06-30", "past"),
        ("Archive", "running", "2026-01-01", None, "since 2026"),
    ],
    columns=["name", "kind", "start", "end", "said"],
).assign(start=lambda rows: pd.to_datetime(rows["start"]), end=lambda rows: pd.to_datetime(rows["end"]))
TODAY = pd.Timestamp("2026-11-23")


def test_services_of_the_same_scores_share_a_circle_and_each_is_named() -> None:
    drawing = svg(priorities(POINTS, PRIORITY))
    assert len(marks(drawing, "cells")) == 2
    assert {"ArchiveLibrary", "Care", "1", "3", "Start here"} <= set(texts(drawing))


def test_what_is_not_judged_stands_at_a_question_mark() -> None:
    unsure = pd.concat([POINTS, pd.DataFrame([{"name": "Sport", "place": "", "potential": 5}])])
    said = texts(svg(priorities(unsure, PRIORITY)))
    assert ("?" in said, "Sport" in said) == (True, True)
    assert "?" not in texts(svg(priorities(POINTS, PRIORITY)))


def test_a_bar_is_told_by_colour_and_sign_and_half_a_date_is_no_bar() -> None:
    drawing = svg(timeline(ROWS, TODAY, TIMELINE))
    assert [bar["fill"] for bar in marks(drawing, "bars")] == [theme.ACCENT, theme.RISK]
    said = texts(drawing)
    assert [said.count(word) for word in ("Now", "Archive", "!", "✓", "today")] == [1, 2, 1, 1, 1]


def test_nothing_to_draw_says_so() -> None:
    for chart in (priorities(POINTS.head(0), PRIORITY), timeline(ROWS.head(0), TODAY, TIMELINE)):
        assert "Nothing yet." in texts(svg(chart))
