"""Where to start: services by how policy-neutral they are and how much they promise."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PriorityLabels
from kb.charts.marks import finished, nothing

LINE = 15  # pixels a name
LOW, HIGH = 1, 5
NARROW = "width < 640"
WIDEST = alt.expr("width / 5 - 16")  # a name may take a fifth of the picture


def priorities(points: pd.DataFrame, labels: PriorityLabels) -> alt.LayerChart:
    """A circle for each pair of scores with the places of its services in it, and their names below.

    points: name, place (1 first), neutrality and potential (1 to 5). On a phone the names make way for the
    places, which the table names.
    """
    if points.empty:
        return nothing(labels)
    cells = _cells(points)
    tallest = int(cells["n"].max())
    height = max(360, 5 * (tallest * LINE + 44))
    base = alt.Chart(cells).encode(
        x=_score("neutrality", labels.neutrality, labels.least_neutral, labels.most_neutral),
        y=_score("potential", labels.potential, labels.least, labels.most),
    )
    tooltip = [
        alt.Tooltip("names:N", title=labels.name),
        alt.Tooltip("neutrality:Q", title=labels.neutrality),
        alt.Tooltip("potential:Q", title=labels.potential),
    ]
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
    """Services with the same scores share a circle, first places first."""
    ordered = points.sort_values(["place", "name"])
    cells = ordered.groupby(["neutrality", "potential"], as_index=False).agg(
        names=("name", "\n".join), places=("place", "first"), n=("name", "size")
    )
    return cells.assign(size=520)


def _score(field: str, title: str, least: str, most: str) -> alt.X | alt.Y:
    channel = alt.X if field == "neutrality" else alt.Y
    named = f"datum.value == {LOW} ? '{LOW}' : datum.value == {HIGH} ? '{HIGH}' : datum.label"
    axis = alt.Axis(
        title=f"{title} ({LOW}: {least} – {HIGH}: {most})",
        values=list(range(LOW, HIGH + 1)),
        format="d",
        labelExpr=named,
        grid=True,
        domain=False,
        tickSize=0,
    )
    pad = (LOW - 0.5, HIGH + 0.5) if field == "neutrality" else (LOW - 0.8, HIGH + 0.4)
    return channel(f"{field}:Q", scale=alt.Scale(domain=pad, nice=False, zero=False), axis=axis)


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
