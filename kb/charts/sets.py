"""A set of municipalities on the map: who was there, and who would join."""

import altair as alt
import pandas as pd

from kb.charts import marks, theme
from kb.charts.choropleths import MEMBER, areas, drawing, named, outlined
from kb.charts.labels import SetLabels
from kb.charts.shapes import Feature, box, vertices


def set_map(shapes: list[Feature], members: pd.DataFrame, labels: SetLabels) -> alt.LayerChart:
    """members: id, name, role ('base', 'joins' or ''), lon, lat, in_study, url."""
    frame = box(vertices(shapes))
    if frame is None:
        return marks.nothing(labels)
    words = {"base": labels.base, "joins": labels.joins, "": labels.other}
    scale = alt.Scale(domain=list(words.values()), range=[MEMBER, theme.AMBIGUOUS_TINT, theme.SHADOW])
    legend = alt.Legend(title=None, symbolSize=160, symbolStrokeColor=theme.SECONDARY, symbolStrokeWidth=0.5)
    tooltip = [
        alt.Tooltip("name:N", title=labels.municipality),
        alt.Tooltip("said:N", title=labels.role),
    ]
    known = members.assign(said=members["role"].map(words))
    layer = areas(
        outlined(shapes, known, frame, labels.other), alt.Fill("said:N", scale=scale, legend=legend), tooltip
    )
    joining = [f"+ {name}" if role == "joins" else name for name, role in known[["name", "role"]].values]
    marked = known.assign(name=joining)
    return drawing([layer, *named(marked[marked["role"] != ""], frame)], frame, labels)
