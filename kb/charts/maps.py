"""The map of who works with whom: areas tinted by cluster, circles by cooperations, ties between."""

import altair as alt
import pandas as pd

from kb.charts import marks, placing, theme
from kb.charts.labels import NetworkLabels
from kb.charts.nodes import crowding, dressed
from kb.charts.shapes import Box, Feature, box, clean_geometry, corners, digits_for, mercator, vertices
from kb.charts.ties import strongest, within

AREA = ["id", "name", "group", "n", "partners", "url", "near", "tint"]
PLACE = {"longitude": alt.Longitude("lon:Q"), "latitude": alt.Latitude("lat:Q")}
ENDS = {"longitude2": alt.Longitude2("lon2"), "latitude2": alt.Latitude2("lat2")}
FADED = alt.expr(f"{marks.FAR} ? 0.4 : 1")


def cluster_map(
    shapes: list[Feature], nodes: pd.DataFrame, edges: pd.DataFrame, labels: NetworkLabels, k: int = 3
) -> alt.LayerChart:
    """Clusters on the municipal boundaries, with each municipality's `k` strongest ties.

    shapes: GeoJSON features with properties id and name; one without a node is drawn as plain ground.
    nodes: id, name, cluster (-1 none), cluster_label, lon, lat (unknown: not drawn), n, in_study, url.
    edges: a, b, shared, weight: all ties, once each.
    """
    standing = nodes[nodes["lon"].notna() & nodes["lat"].notna()].reset_index(drop=True)
    frame = box([*vertices(shapes), *zip(standing["lon"], standing["lat"], strict=True)])
    if frame is None:
        return marks.nothing(labels)
    known = within(edges, nodes["id"])
    drawn = strongest(within(known, standing["id"]), k)
    dress = dressed(nodes, known, drawn, labels)
    layers = [areas(shapes, dress, frame, labels)]
    if len(standing):
        layers += network(dress[dress["id"].isin(standing["id"])], drawn, frame, labels)
    chart = alt.layer(*layers).project("mercator", fit=corners(frame)).add_params(*marks.sizes(sheet(frame)))
    return marks.finished(chart, labels, labels.subtitle.format(k=k))


def sheet(frame: Box) -> placing.Sheet:
    west, south, east, north = frame
    return placing.Sheet((mercator(north) - mercator(south)) / (east - west))


def border(count: int) -> alt.Expr:
    return alt.expr(f"{1.6 * crowding(count):.2f} * grain")


def unit(nodes: pd.DataFrame, frame: Box) -> pd.DataFrame:
    """With u and v: where a municipality stands on the drawing, in shares of its width and height."""
    west, south, east, north = frame
    tall = mercator(north) - mercator(south)
    return nodes.assign(
        u=(nodes["lon"] - west) / (east - west), v=(mercator(north) - nodes["lat"].map(mercator)) / tall
    )


def areas(shapes: list[Feature], dress: pd.DataFrame, frame: Box, labels: NetworkLabels) -> alt.Chart:
    known = {row["id"]: row for row in dress[AREA].to_dict("records")}
    digits = digits_for(frame)
    features = [area(shape, known.get(shape["properties"]["id"]), digits) for shape in shapes]
    return (
        alt.Chart(pd.DataFrame(features), name="areas")
        .mark_geoshape(
            stroke=theme.PAPER,
            strokeWidth=border(len(shapes)),
            strokeJoin="round",
            fillOpacity=FADED,
            aria=False,
        )
        .encode(
            fill=alt.Fill("tint:N", scale=None),
            href=marks.LINK,
            tooltip=marks.tooltip(labels),
        )
        .add_params(marks.hover())
    )


def area(shape: Feature, row: dict | None, digits: int) -> Feature:
    ground = {
        "id": shape["properties"]["id"],
        "name": shape["properties"]["name"],
        "tint": theme.GROUND,
        "near": [],
    }
    geometry = clean_geometry(shape["geometry"], digits)
    return {"type": "Feature", "geometry": geometry, **(row or ground)}


def network(dress: pd.DataFrame, drawn: pd.DataFrame, frame: Box, labels: NetworkLabels) -> list[alt.Chart]:
    dress = unit(dress, frame)
    dress = dress.join(placing.place(dress, sheet(frame)))
    layers = marks.municipalities(dress, PLACE, labels)
    if drawn.empty:
        return layers
    spots = dress.set_index("id")[["lon", "lat"]]
    lines = drawn.join(spots, on="a").join(spots.add_suffix("2"), on="b")
    return [marks.ties(lines, PLACE | ENDS, labels), *layers]
