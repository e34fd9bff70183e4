"""A timeline: a bar a service, by phase, with today as a line."""

from collections.abc import Callable

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import TimelineLabels
from kb.charts.marks import finished, nothing

STEP = 30  # pixels a row
NAMES = alt.expr("width < 640 ? 120 : 260")
SIGNS = {"planned": "", "running": "✓", "late": "!"}
FILLS = {"planned": theme.ACCENT, "running": theme.PRO, "late": theme.RISK}
HEAD = "phase"
FILL = alt.Color("fill:N", scale=None)


def timeline(rows: pd.DataFrame, today: pd.Timestamp, labels: TimelineLabels) -> alt.LayerChart:
    """Rows from top to bottom in the order of the frame.

    rows: name, kind ('phase', 'planned', 'running', 'late'), start and end (NaT not known), said (the dates
    in words). What has a start only, or an end only, is a point, not a bar.
    """
    if rows.empty:
        return nothing(labels)
    data = _data(rows)
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelPadding=8, labelLimit=NAMES,
        labelExpr="slice(datum.value, 4)",
        labelFontWeight=alt.condition("slice(datum.value, 3, 4) == '#'", alt.value(700), alt.value(400)),
    )  # fmt: skip
    y = alt.Y("row:N", sort=None, scale=alt.Scale(domain=data["row"].tolist()), axis=axis)
    encoding = {"y": y, "tooltip": _tooltip(labels)}
    layers = [make(rows).encode(**encoding) for make, rows in _parts(data) if len(rows)]
    chart = alt.layer(*layers, _today(today, labels)).properties(height=STEP * len(data) + 24)
    return finished(chart, labels, labels.subtitle)


def _parts(data: pd.DataFrame) -> list[tuple[Callable[[pd.DataFrame], alt.Chart], pd.DataFrame]]:
    """How each part is drawn; a part without rows would leave the scale of the days without an end."""
    is_head, has_sign = data["kind"] == HEAD, data["sign"] != ""
    whole, half = ~data["lacks"], data["lacks"] & data["at"].notna()
    return [
        (_periods, data[whole & is_head]),
        (_bars, data[whole & ~is_head]),
        (_points, data[half]),
        (_signs_inside, data[whole & has_sign]),
        (_signs_beside, data[half & has_sign]),
    ]


def _data(rows: pd.DataFrame) -> pd.DataFrame:
    """Names may occur twice: a row is told by its number, which is not shown."""
    marks = ["#" if kind == HEAD else " " for kind in rows["kind"]]
    numbered = [
        f"{at:03d}{mark}{name}" for at, (mark, name) in enumerate(zip(marks, rows["name"], strict=True))
    ]
    days = {"from": rows["start"], "to": rows["end"], "at": rows["start"].fillna(rows["end"])}
    return rows[["name", "kind", "said"]].assign(
        row=numbered,
        fill=rows["kind"].map(FILLS).fillna(theme.NO_EVIDENCE),
        sign=rows["kind"].map(SIGNS).fillna(""),
        lacks=rows["start"].isna() | rows["end"].isna(),
        **days,
    )


def _days(field: str) -> alt.X:
    axis = alt.Axis(
        title=None,
        format="%b %Y",
        grid=True,
        labelOverlap=True,
        tickCount=alt.expr("width < 640 ? 3 : 8"),
    )
    return alt.X(f"{field}:T", axis=axis)


def _periods(rows: pd.DataFrame) -> alt.Chart:
    mark = alt.Chart(rows).mark_bar(color=theme.NO_EVIDENCE, height=6, aria=False)
    return mark.encode(x=_days("from"), x2="to:T")


def _bars(rows: pd.DataFrame) -> alt.Chart:
    mark = alt.Chart(rows, name="bars").mark_bar(height=16, cornerRadius=3, aria=False)
    return mark.encode(x=_days("from"), x2="to:T", color=FILL)


def _points(rows: pd.DataFrame) -> alt.Chart:
    mark = alt.Chart(rows).mark_point(shape="diamond", filled=True, size=120, opacity=1, aria=False)
    return mark.encode(x=_days("at"), color=FILL)


def _signs_inside(rows: pd.DataFrame) -> alt.Chart:
    text = {"fontWeight": 700, "fontSize": 13, "aria": False}
    mark = alt.Chart(rows).mark_text(align="left", dx=6, color=theme.PAPER, **text)
    return mark.encode(x=_days("at"), text="sign:N")


def _signs_beside(rows: pd.DataFrame) -> alt.Chart:
    mark = alt.Chart(rows).mark_text(align="right", dx=-9, fontWeight=700, fontSize=13, aria=False)
    return mark.encode(x=_days("at"), text="sign:N", color=FILL)


def _today(today: pd.Timestamp, labels: TimelineLabels) -> alt.LayerChart:
    day = alt.Chart(pd.DataFrame([{"day": today, "said": labels.today}])).encode(x=_days("day"))
    rule = day.mark_rule(color=theme.SECONDARY, strokeDash=[4, 3], aria=False)
    text = {"baseline": "top", "dy": 2, "color": theme.SECONDARY, "fontSize": 12, "aria": False}
    named = day.mark_text(align="left", dx=4, **text).encode(text="said:N", y=alt.value(0))
    return alt.layer(rule, named)


def _tooltip(labels: TimelineLabels) -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title=labels.name), alt.Tooltip("said:N", title=labels.dates)]
