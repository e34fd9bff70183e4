"""A timeline: a bar a service, by phase, with today as a line."""

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


def timeline(rows: pd.DataFrame, today: pd.Timestamp, labels: TimelineLabels) -> alt.LayerChart:
    """Rows from top to bottom in the order of the frame.

    rows: name, kind ('phase', 'planned', 'running', 'late'), start and end (NaT not known), said (the dates
    in words). What has a start only, or an end only, is a point, not a bar.
    """
    if rows.empty:
        return nothing(labels)
    data = _data(rows)
    order = data["row"].tolist()
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelPadding=8, labelLimit=NAMES,
        labelExpr="slice(datum.value, 4)",
        labelFontWeight=alt.condition("slice(datum.value, 3, 4) == '#'", alt.value(700), alt.value(400)),
    )  # fmt: skip
    y = alt.Y("row:N", sort=order, axis=axis)
    base = alt.Chart(data).encode(y=y, tooltip=_tooltip(labels))
    scale = _scale(data, today)
    x, at = alt.X("from:T", axis=_days(), scale=scale), alt.X("at:T", scale=scale)
    wide = base.transform_filter("isValid(datum.from) && isValid(datum.to)").encode(x=x, x2="to:T")
    layers = [
        wide.transform_filter(f"datum.kind == '{HEAD}'").mark_bar(
            color=theme.NO_EVIDENCE, height=6, aria=False
        ),
        wide.transform_filter(f"datum.kind != '{HEAD}'")
        .mark_bar(height=16, cornerRadius=3, aria=False)
        .encode(color=alt.Color("fill:N", scale=None))
        .properties(name="bars"),
        _points(base, at),
        *_signs(base, at),
        _today(today, scale, labels),
    ]
    return finished(alt.layer(*layers).properties(height=STEP * len(data) + 24), labels, labels.subtitle)


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


def _scale(data: pd.DataFrame, today: pd.Timestamp) -> alt.Scale:
    """From the first day to the last, today among them; said, so that a layer without rows asks nothing."""
    days = pd.concat([data["from"], data["to"], pd.Series([today])]).dropna()
    ends = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in (days.min(), days.max())]
    return alt.Scale(domain=ends)


def _points(base: alt.Chart, at: alt.X) -> alt.Chart:
    only_one = base.transform_filter("datum.lacks && isValid(datum.at)")
    mark = only_one.mark_point(shape="diamond", filled=True, size=120, opacity=1, aria=False)
    return mark.encode(x=at, color=alt.Color("fill:N", scale=None))


def _signs(base: alt.Chart, at: alt.X) -> list[alt.Chart]:
    """In the bar, or left of the point."""
    text = {"fontWeight": 700, "fontSize": 13, "aria": False}
    inside = base.transform_filter("!datum.lacks").mark_text(align="left", dx=6, color=theme.PAPER, **text)
    beside = base.transform_filter("datum.lacks && isValid(datum.at)").mark_text(align="right", dx=-9, **text)
    return [
        inside.encode(x=at, text="sign:N"),
        beside.encode(x=at, text="sign:N", color=alt.Color("fill:N", scale=None)),
    ]


def _today(today: pd.Timestamp, scale: alt.Scale, labels: TimelineLabels) -> alt.LayerChart:
    day = alt.Chart(pd.DataFrame([{"day": today, "said": labels.today}])).encode(
        x=alt.X("day:T", scale=scale)
    )
    rule = day.mark_rule(color=theme.SECONDARY, strokeDash=[4, 3], aria=False)
    text = day.mark_text(
        align="left", baseline="top", dx=4, dy=2, color=theme.SECONDARY, fontSize=12, aria=False
    )
    return alt.layer(rule, text.encode(text="said:N", y=alt.value(0)))


def _days() -> alt.Axis:
    return alt.Axis(
        title=None, format="%b %Y", grid=True, labelOverlap=True, tickCount=alt.expr("width < 640 ? 3 : 8")
    )


def _tooltip(labels: TimelineLabels) -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title=labels.name), alt.Tooltip("said:N", title=labels.dates)]
