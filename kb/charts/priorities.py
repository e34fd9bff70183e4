"""Where to start: services by how policy-neutral they are and how much they promise."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PriorityLabels
from kb.charts.marks import finished, nothing

LINE, CIRCLE, HEAD = 15, 48, 20  # pixels of a name, of a circle with its air, and of the words on top
UNKNOWN, LOW, HIGH = 0, 1, 5
NARROW = "width < 640"
WIDEST = alt.expr("width / 6 - 12")  # a name may take the room of its score


def priorities(points: pd.DataFrame, labels: PriorityLabels) -> alt.LayerChart:
    """A circle for each pair of scores with the places of its services in it, and their names below.

    points: name, place ('' not known), neutrality and potential (1 to 5, NaN not known: those stand apart at
    the question mark). On a phone the names make way for their number; the table names each.
    """
    if points.empty:
        return nothing(labels)
    cells, rows = _cells(points)
    base = alt.Chart(cells).encode(x=_neutrality(cells, labels), y=_potential(rows, labels))
    tooltip = [alt.Tooltip("names:N", title=labels.name)]
    circles = base.mark_circle(color=theme.ACCENT, opacity=1, size=520, aria=False).encode(tooltip=tooltip)
    text = {"aria": False, "fontSize": 12}
    places = base.mark_text(color=theme.PAPER, fontWeight=600, dy=0.5, **text).encode(text="places:N")
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
    several = base.transform_filter("datum.n > 1").mark_text(
        color=theme.INK, align="left", dx=15, opacity=alt.expr(f"{NARROW} ? 1 : 0"), **text
    )
    marks = [circles.properties(name="cells"), places, names, several.encode(text="count:N")]
    chart = alt.layer(_first(labels), *marks).properties(height=_height(rows))
    return finished(chart, labels, labels.subtitle)


def _cells(points: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Services with the same scores share a circle; a row of scores is as high as its longest list."""
    ordered = points.fillna({"neutrality": UNKNOWN, "potential": UNKNOWN}).sort_values("name")
    cells = ordered.groupby(["neutrality", "potential"], as_index=False).agg(
        names=("name", "\n".join), places=("place", "first"), n=("name", "size")
    )
    first = UNKNOWN if cells["potential"].min() < LOW else LOW
    rows = pd.DataFrame({"potential": range(HIGH, first - 1, -1)})
    longest = cells.groupby("potential")["n"].max().reindex(rows["potential"]).fillna(0).to_numpy()
    rows = rows.assign(height=CIRCLE + LINE * longest)
    rows["at"] = rows["height"].cumsum().shift(fill_value=0) + CIRCLE / 2 + HEAD
    return cells.merge(rows, on="potential").assign(count="×" + cells["n"].astype(str)), rows


def _height(rows: pd.DataFrame) -> float:
    return float(rows["height"].sum()) + HEAD


def _neutrality(cells: pd.DataFrame, labels: PriorityLabels) -> alt.X:
    """From 1 to 5, with a place before it for what is not known, where there is such."""
    first = UNKNOWN if cells["neutrality"].min() < LOW else LOW
    axis = alt.Axis(
        title=f"{labels.neutrality} ({LOW}: {labels.least_neutral}, {HIGH}: {labels.most_neutral})",
        values=list(range(first, HIGH + 1)),
        labelExpr=f"datum.value == {UNKNOWN} ? '?' : datum.label",
        format="d",
        domain=False,
        tickSize=0,
    )
    scale = alt.Scale(domain=[first - 0.5, HIGH + 0.5], nice=False, zero=False)
    return alt.X("neutrality:Q", scale=scale, axis=axis)


def _potential(rows: pd.DataFrame, labels: PriorityLabels) -> alt.Y:
    """Pixels from the top, said as scores."""
    said = " : ".join(
        f"datum.value == {row.at} ? '{row.potential or '?'}'" for row in rows.itertuples(index=False)
    )
    axis = alt.Axis(
        title=f"{labels.potential} ({LOW}: {labels.least}, {HIGH}: {labels.most})",
        values=rows["at"].tolist(),
        labelExpr=f"{said} : ''",
        domain=False,
        tickSize=0,
    )
    scale = alt.Scale(domain=[0, _height(rows)], reverse=True, nice=False, zero=False)
    return alt.Y("at:Q", scale=scale, axis=axis)


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
