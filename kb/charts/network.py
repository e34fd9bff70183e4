"""The same ties without the map: who pulls whom close, whatever the distance in kilometres."""

import altair as alt
import pandas as pd

from kb.charts import marks, placing
from kb.charts.labels import NetworkLabels
from kb.charts.nodes import dressed
from kb.charts.ties import strongest, within

SHEET = placing.Sheet(0.68, lowest=380, centred=False)
UNIT = alt.Scale(domain=[0, 1], nice=False, zero=False)
UPRIGHT = alt.Scale(domain=[1, 0], nice=False, zero=False)  # v runs downwards, as labels are placed
PLACE = {"x": alt.X("u:Q", scale=UNIT, axis=None), "y": alt.Y("v:Q", scale=UPRIGHT, axis=None)}
MARGIN = 0.06  # of the drawing, kept free for labels at its edge


def force_layout(
    nodes: pd.DataFrame, edges: pd.DataFrame, labels: NetworkLabels, k: int = 3
) -> alt.LayerChart:
    """The network at the positions x, y (0 to 1) of `nodes`; drag to move, Ctrl and wheel or pinch to zoom.

    nodes: id, name, cluster (-1 none), cluster_label, x, y, n, in_study, url. edges: a, b, shared, weight.
    """
    standing = nodes[nodes["x"].notna() & nodes["y"].notna()].reset_index(drop=True)
    if standing.empty:
        return marks.nothing(labels)
    known = within(edges, nodes["id"])
    drawn = strongest(within(known, standing["id"]), k)
    dress = dressed(nodes, known, drawn, labels)
    dress = dress[dress["id"].isin(standing["id"])].reset_index(drop=True)
    inner = 1 - 2 * MARGIN
    dress = dress.assign(u=MARGIN + dress["x"] * inner, v=MARGIN + (1 - dress["y"]) * inner)
    dress = dress.join(placing.place(dress, SHEET))
    layers = [*lines(dress, drawn, labels), *marks.municipalities(dress, PLACE, labels)]
    named = [layer.add_params(marks.hover(), zoom()) if layer.name == "nodes" else layer for layer in layers]
    return marks.finished(
        alt.layer(*named).add_params(*marks.sizes(SHEET)), labels, labels.subtitle.format(k=k)
    )


def lines(dress: pd.DataFrame, drawn: pd.DataFrame, labels: NetworkLabels) -> list[alt.Chart]:
    if drawn.empty:
        return []
    spots = dress.set_index("id")[["u", "v"]]
    ends = drawn.join(spots, on="a").join(spots.add_suffix("2"), on="b")
    return [marks.ties(ends, PLACE | {"x2": alt.X2("u2"), "y2": alt.Y2("v2")}, labels)]


def zoom() -> alt.Parameter:
    return alt.selection_interval("zoom", bind="scales", zoom="wheel![event.ctrlKey || event.shiftKey]")
