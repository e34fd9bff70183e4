"""Maps without ties: who is a member of one agreement, and how much of something each municipality has."""

from typing import Any

import altair as alt
import pandas as pd

from kb.charts import marks, placing, theme
from kb.charts.labels import AnyLabels, CountLabels, MemberLabels
from kb.charts.maps import PLACE, border, sheet, unit
from kb.charts.shapes import Box, Feature, box, clean_geometry, corners, digits_for, vertices

SCALE = [theme.ACCENT_TINT, theme.ACCENT]
MEMBER = theme.mix(theme.ACCENT, theme.PAPER, 0.55)


def agreement_map(shapes: list[Feature], members: pd.DataFrame, labels: MemberLabels) -> alt.LayerChart:
    """Members of one agreement; a membership to check also carries a question mark.

    members: id, name, status ('confirmed', 'to_check' or ''), lon, lat, in_study, url.
    """
    frame = box(vertices(shapes))
    if frame is None:
        return marks.nothing(labels)
    words = {"confirmed": labels.confirmed, "to_check": labels.to_check, "": labels.no_evidence}
    scale = alt.Scale(domain=list(words.values()), range=[MEMBER, theme.AMBIGUOUS_TINT, theme.SHADOW])
    legend = alt.Legend(title=None, symbolSize=160, symbolStrokeColor=theme.SECONDARY, symbolStrokeWidth=0.5)
    fill = alt.Fill("said:N", scale=scale, legend=legend)
    tooltip = [alt.Tooltip("name:N", title=labels.municipality), alt.Tooltip("said:N", title=labels.status)]
    known = members.assign(said=members["status"].map(words))
    layer = areas(outlined(shapes, known, frame, labels.no_evidence), fill, tooltip)
    rows = zip(known["name"], known["status"], strict=True)
    marked = known.assign(name=[f"{name} ?" if status == "to_check" else name for name, status in rows])
    return drawing([layer, *named(marked[marked["status"] != ""], frame)], frame, labels)


def count_map(shapes: list[Feature], counts: pd.DataFrame, labels: CountLabels) -> alt.LayerChart:
    """How much of something each municipality has.

    counts: id, name, value (NaN unknown), lon, lat, in_study, url.
    """
    frame = box(vertices(shapes))
    if frame is None:
        return marks.nothing(labels)
    known = counts[counts["value"].notna()]
    top = max(float(known["value"].max()), 1) if len(known) else 1
    legend = alt.Legend(title=labels.value, gradientLength=160, gradientThickness=10, tickCount=3, format="d")
    fill = alt.Fill("value:Q", scale=alt.Scale(domain=[0, top], range=SCALE), legend=legend)
    tooltip = [alt.Tooltip("name:N", title=labels.name), alt.Tooltip("said:N", title=labels.value)]
    known = known.assign(said=known["value"].map("{:g}".format))
    layer = areas(outlined(shapes, known, frame, labels.no_evidence), fill, tooltip)
    return drawing([layer, *named(known[known["value"] > 0], frame)], frame, labels)


def outlined(shapes: list[Feature], known: pd.DataFrame, frame: Box, none: str) -> pd.DataFrame:
    """One row an area, with what is known of it."""
    rows, digits = known.set_index("id", drop=False).to_dict("index"), digits_for(frame)
    return pd.DataFrame(
        {
            "type": "Feature",
            "geometry": clean_geometry(shape["geometry"], digits),
            "value": None,
            "said": none,
        }
        | {"name": shape["properties"]["name"]}
        | rows.get(shape["properties"]["id"], {})
        for shape in shapes
    )


def areas(data: pd.DataFrame, fill: Any, tooltip: list[alt.Tooltip]) -> alt.Chart:
    mark = alt.Chart(data, name="areas").mark_geoshape(
        invalid="show", stroke=theme.PAPER, strokeWidth=border(len(data)), strokeJoin="round", aria=False
    )
    return mark.encode(fill=fill, tooltip=tooltip, href=marks.LINK)


def named(members: pd.DataFrame, frame: Box) -> list[alt.Chart]:
    """Names on the areas themselves, as many as fit."""
    standing = members[members["lon"].notna() & members["lat"].notna()].reset_index(drop=True)
    if standing.empty:
        return []
    spots = unit(standing.assign(radius=0.0, n=0), frame)
    spots = spots.join(placing.place(spots, sheet(frame)))
    return marks.names(spots[[*marks.NAME, *marks.fields(PLACE)]], PLACE, marks.ROOMY)


def drawing(layers: list[alt.Chart], frame: Box, labels: AnyLabels) -> alt.LayerChart:
    chart = alt.layer(*layers).project("mercator", fit=corners(frame)).add_params(*marks.sizes(sheet(frame)))
    return marks.finished(chart, labels, labels.subtitle)
