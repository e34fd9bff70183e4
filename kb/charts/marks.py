"""The layers that the map and the network share. Pointing at a municipality lights up its neighbours.

`place` says where things stand: Mercator on the map, x and y in the network. Expressions keep to what Vega's
interpreter knows, because the pages forbid `eval`.
"""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from kb.charts import placing, theme
from kb.charts.labels import AnyLabels, NetworkLabels
from kb.charts.nodes import crowding, groups

POINTED = "isValid(hover.id)"
FAR = f"({POINTED} && isArray(datum.near) && indexof(datum.near, hover.id[0]) < 0)"
NEAR = f"({POINTED} && indexof(datum.near, hover.id[0]) >= 0)"
TIED = "(datum.a === hover.id[0] || datum.b === hover.id[0])"
DIMMED = alt.expr(f"{FAR} ? 0.15 : 1")
LABELLED = alt.expr(f"{FAR} ? (width >= datum.room ? 0.15 : 0) : width >= datum.room || {NEAR} ? 1 : 0")
ROOMY = alt.expr("width >= datum.room ? 1 : 0")
LIT = alt.expr(f"!{POINTED} ? datum.light : {TIED} ? 0.95 : 0.05")
LINK = alt.when("isValid(datum.url)").then("url:N")  # nowhere to go is no link
COLUMNS = alt.expr("width < 500 ? 1 : width < 900 ? 3 : 5")

THICKEST = 5.5  # line, in pixels on a wide chart
Channels = dict[str, Any]
NAME = ["name", "radius", "in_study", "room", "side"]
NODE = [*NAME, "id", "near", "group", "n", "partners", "url", "ring", "number", "ink"]
TIE = ["a", "b", "shared", "light"]


def hover() -> alt.Parameter:
    return alt.selection_point("hover", fields=["id"], on="pointerover", clear="pointerout", toggle=False)


def sizes(sheet: placing.Sheet) -> list[alt.Parameter]:
    """Height, size of nodes and of letters follow the width of the page."""
    return [
        alt.param("height", expr=sheet.expression()),
        alt.param("grain", expr="clamp(width / 800, 0.5, 1)"),
        alt.param("letters", expr="width < 600 ? 11 : 13"),
    ]


def fields(place: Channels) -> list[str]:
    """Columns that the channels of a place read."""
    return [channel["shorthand"].removesuffix(":Q") for channel in place.values()]


def tooltip(labels: NetworkLabels) -> list[alt.Tooltip]:
    shown = {
        "name:N": labels.municipality,
        "group:N": labels.cluster,
        "n:Q": labels.cooperations,
        "partners:N": labels.partners,
    }
    return [alt.Tooltip(field, title=title) for field, title in shown.items()]


def width_steps(shared: pd.Series) -> list[int]:
    """At most three whole numbers for the legend of the lines, from the smallest to the largest."""
    low, high = int(shared.min()), int(shared.max())
    return sorted({low, round((low + high) / 2), high})


def ties(drawn: pd.DataFrame, place: Channels, labels: NetworkLabels) -> alt.Chart:
    """Wide: many cooperations shared. Dark: few others share them (collaboration weight)."""
    light = 0.18 + 0.6 * drawn["weight"] / drawn["weight"].max()
    data = drawn.assign(light=light.round(3))[[*TIE, *fields(place)]]
    low, top = int(drawn["shared"].min()), int(drawn["shared"].max())
    slim = max(crowding(drawn["a"].nunique()), 0.6)
    scale = alt.Scale(domain=[low - 1, top], range=[0.4, alt.expr(f"{THICKEST * slim:.2f} * grain")])
    legend = alt.Legend(
        title=labels.shared,
        values=width_steps(drawn["shared"]),
        symbolOpacity=0.8,
        format="d",
        symbolType="stroke",
        symbolSize=300,
    )
    return (
        alt.Chart(data)
        .mark_rule(strokeCap="round", color=theme.INK, opacity=LIT, aria=False)
        .encode(strokeWidth=alt.StrokeWidth("shared:Q", scale=scale, legend=legend), **place)
    )


def circles(
    data: pd.DataFrame, legend_of: tuple[list[str], list[str]], place: Channels, labels: NetworkLabels
) -> alt.Chart:
    names, colours = legend_of
    legend = alt.Legend(
        title=labels.cluster, symbolStrokeColor=theme.NO_EVIDENCE, symbolOpacity=1, columns=COLUMNS
    )
    return (
        alt.Chart(data, name="nodes")
        .mark_point(
            filled=True, opacity=DIMMED, shape="circle", size=alt.expr("pow(datum.radius * grain, 2) * PI"),
            strokeWidth=alt.expr("(datum.in_study ? 2.5 : 1.5) * grain"),
        )
        .encode(
            fill=alt.Fill("group:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
            stroke=alt.Stroke("ring:N", scale=None),
            href=LINK,
            tooltip=tooltip(labels),
            **place,
        )
    )  # fmt: skip


def numbers(data: pd.DataFrame, place: Channels) -> alt.Chart:
    """The number of the cluster in its circle: colour is never the only sign."""
    size = alt.expr("datum.radius * grain < 4 ? 0 : clamp(datum.radius * grain * 1.35, 7, 12)")
    return (
        alt.Chart(data)
        .mark_text(fontSize=size, fontWeight=600, baseline="middle", dy=0.5, opacity=DIMMED, aria=False)
        .encode(
            text="number:N",
            color=alt.Color("ink:N", scale=None),
            **place,
        )
    )


LONGEST = 180  # of a name in pixels; the tooltip has it whole
GAP = "(datum.radius * grain + 3)"
OFFSETS = {
    "dx": alt.expr(f"datum.side === 'right' ? {GAP} : datum.side === 'left' ? -{GAP} : 0"),
    "dy": alt.expr(f"datum.side === 'above' ? -{GAP} : datum.side === 'below' ? {GAP} : 0"),
    "align": alt.expr("datum.side === 'right' ? 'left' : datum.side === 'left' ? 'right' : 'center'"),
    "baseline": alt.expr("datum.side === 'above' ? 'bottom' : datum.side === 'below' ? 'top' : 'middle'"),
}


def names(data: pd.DataFrame, place: Channels, opacity: alt.Expr) -> list[alt.Chart]:
    """Labels with a paper halo under them; the study's own members in bold."""
    weight = alt.expr("datum.in_study ? 700 : 400")
    base = alt.Chart(data).encode(text="name:N", **place)
    style = {
        "opacity": opacity,
        "fontSize": alt.expr("letters"),
        "fontWeight": weight,
        "limit": LONGEST,
        "aria": False,
        **OFFSETS,
    }
    halo = base.mark_text(stroke=theme.PAPER, strokeWidth=3, strokeJoin="round", strokeOpacity=0.85, **style)
    return [halo, base.mark_text(color=theme.INK, **style)]


def municipalities(dress: pd.DataFrame, place: Channels, labels: NetworkLabels) -> list[alt.Chart]:
    """Circles, numbers and names; one frame under all of them, so that the page carries it once."""
    data = dress[[*NODE, *fields(place)]]
    return [circles(data, groups(dress), place, labels), numbers(data, place), *names(data, place, LABELLED)]


def finished(chart: alt.LayerChart, labels: AnyLabels, subtitle: str) -> alt.LayerChart:
    """Words around the picture; the page has a heading of its own, then `title` is empty."""
    words = {"text": labels.title, "subtitle": wrapped(subtitle)} if labels.title or subtitle else None
    return chart.properties(title=words or alt.Undefined, description=labels.description, config=theme.CONFIG)


def wrapped(text: str, letters: int = 56) -> list[str]:
    return wrap(text, letters)


def nothing(labels: AnyLabels) -> alt.LayerChart:
    """What stands where a picture would: why there is none."""
    words = alt.Chart(pd.DataFrame({"text": [wrapped(labels.empty, 44)]}))
    mark = words.mark_text(fontSize=15, color=theme.SECONDARY, lineHeight=20).encode(text="text:N")
    return finished(alt.layer(mark).properties(height=120), labels, "")
