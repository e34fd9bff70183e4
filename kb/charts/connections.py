"""Things of several kinds and the ties between them: a kind is told by shape, letter and colour."""

import altair as alt
import pandas as pd

from kb.charts import marks, placing, theme
from kb.charts.labels import ConnectionLabels

SCALE = alt.Scale(domain=[0, 1], nice=False, zero=False)
UPRIGHT = alt.Scale(domain=[1, 0], nice=False, zero=False)
PLACE = {"x": alt.X("u:Q", scale=SCALE, axis=None), "y": alt.Y("v:Q", scale=UPRIGHT, axis=None)}
SIZE = alt.expr("pow(datum.radius * grain, 2) * PI")
LETTERS = alt.expr("clamp(datum.radius * grain, 7, 12)")
ROOM = alt.expr("width * datum.share - datum.radius * grain - 6")  # a longer name is cut off

# Outlines with room for a letter, in a box from -1 to 1, beside Vega's own circle, square and diamond.
SHAPES = {
    "hexagon": "M0,-1L0.87,-0.5L0.87,0.5L0,1L-0.87,0.5L-0.87,-0.5Z",
    "house": "M-0.9,1L-0.9,-0.2L0,-1L0.9,-0.2L0.9,1Z",
    "shield": "M-0.9,-1L0.9,-1L0.9,0.2L0,1L-0.9,0.2Z",
    "octagon": "M-0.4,-1L0.4,-1L1,-0.4L1,0.4L0.4,1L-0.4,1L-1,0.4L-1,-0.4Z",
    "bar": "M-1.1,-0.7L1.1,-0.7L1.1,0.7L-1.1,0.7Z",
    "sheet": "M-0.75,-1L0.75,-1L0.75,1L-0.75,1Z",
    "arrow": "M-1,-0.8L0.4,-0.8L1.1,0L0.4,0.8L-1,0.8Z",
}


def connections(
    things: pd.DataFrame, ties: pd.DataFrame, labels: ConnectionLabels, rows: int
) -> alt.LayerChart:
    """Points where ``things`` say and lines for ``ties``; ``rows`` names stand above each other.

    things: name, kind, letter, shape, colour (a number in the palette), u, v (shares of the drawing), side
    and share (of the width) for the name, in_study (larger and bold), url. ties: u, v, u2, v2, unsure
    (dashed), said (what the line says).
    """
    if things.empty:
        return marks.nothing(labels)
    fill = things["colour"].map(theme.cluster_colour)
    data = things.assign(
        fill=fill, ink=fill.map(theme.text_on), radius=things["in_study"].map({True: 14.0, False: 10.0})
    )
    layers = [*lines(ties, labels), points(data, labels), letters(data), *names(data)]
    sheet = placing.Sheet(0.5, lowest=34 * rows + 40, highest=max(34 * rows + 40, 320), centred=False)
    return marks.finished(alt.layer(*layers).add_params(*marks.sizes(sheet)), labels, labels.subtitle)


def lines(ties: pd.DataFrame, labels: ConnectionLabels) -> list[alt.Chart]:
    if ties.empty:
        return []
    ends = PLACE | {"x2": alt.X2("u2"), "y2": alt.Y2("v2")}
    base = alt.Chart(ties).encode(tooltip=[alt.Tooltip("said:N", title=labels.tie)], **ends)
    style = {"color": theme.INK, "opacity": 0.45, "aria": False}
    sure = base.transform_filter("!datum.unsure").mark_rule(strokeWidth=1.5, **style)
    return [
        sure,
        base.transform_filter("datum.unsure").mark_rule(strokeWidth=1.5, strokeDash=[4, 4], **style),
    ]


def points(data: pd.DataFrame, labels: ConnectionLabels) -> alt.Chart:
    seen = data.drop_duplicates("kind")
    kinds, shapes = seen["kind"].tolist(), [SHAPES.get(name, name) for name in seen["shape"]]
    legend = alt.Legend(title=labels.kind, columns=marks.COLUMNS)
    tooltip = [alt.Tooltip("name:N", title=labels.thing), alt.Tooltip("kind:N", title=labels.kind)]
    return (
        alt.Chart(data, name="nodes")
        .mark_point(filled=True, size=SIZE, opacity=1, stroke=theme.PAPER, strokeWidth=1.5)
        .encode(
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), legend=legend),
            fill=alt.Fill(
                "kind:N", scale=alt.Scale(domain=kinds, range=seen["fill"].tolist()), legend=legend
            ),
            href=marks.LINK,
            tooltip=tooltip,
            **PLACE,
        )
    )


def letters(data: pd.DataFrame) -> alt.Chart:
    """The first letter of the kind in its mark."""
    text = alt.Chart(data).mark_text(fontSize=LETTERS, fontWeight=600, baseline="middle", dy=0.5, aria=False)
    return text.encode(text="letter:N", color=alt.Color("ink:N", scale=None), **PLACE)


def names(data: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(data).encode(text="name:N", **PLACE)
    style = {
        "fontSize": alt.expr("letters"),
        "fontWeight": alt.expr("datum.in_study ? 700 : 400"),
        "limit": ROOM,
        "aria": False,
        **marks.OFFSETS,
    }
    halo = base.mark_text(stroke=theme.PAPER, strokeWidth=3, strokeJoin="round", strokeOpacity=0.85, **style)
    return [halo, base.mark_text(color=theme.INK, **style)]
