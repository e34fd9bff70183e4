"""Where to start: services by how policy-neutral they are and how much they promise."""

from typing import Any

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PriorityLabels
from kb.charts.marks import finished, nothing

LINE = 15  # pixels a name
UNKNOWN, LOW, HIGH = 0, 1, 5
NARROW = "width < 640"
WIDEST = alt.expr("width / 6 - 12")  # a name may take the room of its score


def priorities(points: pd.DataFrame, labels: PriorityLabels) -> alt.LayerChart:
    """A circle for each pair of scores with the places of its services in it, and their names below.

    points: name, place ('' not known), neutrality and potential (1 to 5, NaN not known: those stand apart at
    the question mark). On a phone the names make way for the places, which the table names.
    """
    if points.empty:
        return nothing(labels)
    cells = _cells(points)
    rows = HIGH if cells["potential"].min() >= LOW else HIGH + 1
    height = max(360, rows * (int(cells["n"].max()) * LINE + 44))
    ends = [(labels.least_neutral, labels.most_neutral), (labels.least, labels.most)]
    base = alt.Chart(cells).encode(
        x=_score(alt.X, "neutrality", cells, labels.neutrality, ends[0]),
        y=_score(alt.Y, "potential", cells, labels.potential, ends[1]),
    )
    tooltip = [alt.Tooltip("names:N", title=labels.name)]
    circles = base.mark_circle(color=theme.ACCENT, opacity=1, aria=False).encode(
        size=alt.Size("size:Q", scale=None), tooltip=tooltip
    )
    text = {"aria": False, "fontSize": 12}
    numbers = base.mark_text(color=theme.PAPER, fontWeight=600, dy=0.5, **text).encode(text="places:N")
    names = base.mark_text(
        color=theme.INK,
        lineBreak="\n",
        lineHeight=LINE,
        baseline="top",
        dy=16,
        limit=WIDEST,
        opacity=alt.expr(f"{NARROW} ? 0 : 1"),
        **text,
    ).encode(text="names:N")
    chart = alt.layer(_first(labels), circles.properties(name="cells"), numbers, names)
    return finished(chart.properties(height=height), labels, labels.subtitle)


def _cells(points: pd.DataFrame) -> pd.DataFrame:
    """Services with the same scores share a circle."""
    ordered = points.fillna({"neutrality": UNKNOWN, "potential": UNKNOWN}).sort_values("name")
    cells = ordered.groupby(["neutrality", "potential"], as_index=False).agg(
        names=("name", "\n".join), places=("place", "first"), n=("name", "size")
    )
    return cells.assign(size=520)


def _score(channel: Any, field: str, cells: pd.DataFrame, title: str, ends: tuple[str, str]) -> Any:
    """From 1 to 5, with a place before it for what is not known, where there is such."""
    first = UNKNOWN if cells[field].min() < LOW else LOW
    axis = alt.Axis(
        title=f"{title} ({LOW}: {ends[0]}, {HIGH}: {ends[1]})",
        values=list(range(first, HIGH + 1)),
        labelExpr=f"datum.value == {UNKNOWN} ? '?' : datum.label",
        format="d",
        domain=False,
        tickSize=0,
    )
    room = (0.5, 0.5) if field == "neutrality" else (0.8, 0.4)
    scale = alt.Scale(domain=[first - room[0], HIGH + room[1]], nice=False, zero=False)
    return channel(f"{field}:Q", scale=scale, axis=axis)


def _first(labels: PriorityLabels) -> alt.LayerChart:
    """The ground of those to start with, said in words."""
    ground = alt.Chart(
        pd.DataFrame([{"from": labels.neutral_from - 0.5, "to": HIGH + 0.5, "said": labels.first}])
    )
    rect = ground.mark_rect(color=theme.ACCENT_TINT, aria=False).encode(x=alt.X("from:Q"), x2="to:Q")
    text = ground.mark_text(
        align="left", baseline="top", dx=8, dy=6, color=theme.ACCENT, fontWeight=600, fontSize=13, aria=False
    ).encode(x=alt.X("from:Q"), y=alt.value(0), text="said:N")
    return alt.layer(rect, text)
