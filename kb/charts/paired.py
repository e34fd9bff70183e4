"""Two groups side by side: a pair of bars for each class."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PairedLabels
from kb.charts.marks import finished, nothing

STEP = 22  # pixels a bar


def paired_bars(values: pd.DataFrame, labels: PairedLabels) -> alt.LayerChart:
    """A row a bar: name (the class), side, value (a share of one) and said (what stands behind the bar).

    Classes and sides keep the order of the frame; the side is told by place and word as well as colour.
    """
    if values.empty:
        return nothing(labels)
    sides = list(dict.fromkeys(values["side"]))
    colour = alt.Scale(domain=sides, range=[theme.ACCENT, theme.PALETTE[1]])
    axis = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8, labelLimit=190)
    scale = alt.Scale(domain=[0, max(float(values["value"].max()) * 1.25, 0.01)], nice=False)
    tooltip = [
        alt.Tooltip("name:N", title=labels.name),
        alt.Tooltip("side:N", title=labels.side),
        alt.Tooltip("value:Q", title=labels.value, format=".0%"),
        alt.Tooltip("said:N", title=labels.count),
    ]
    base = alt.Chart(values).encode(
        y=alt.Y("name:N", sort=list(dict.fromkeys(values["name"])), axis=axis),
        yOffset=alt.YOffset("side:N", sort=sides),
        x=alt.X("value:Q", scale=scale, stack=False, axis=None),
    )
    legend = alt.Legend(title=None, orient="top", symbolType="square")
    bars = base.mark_bar(cornerRadiusEnd=3, aria=False).properties(name="bars")
    shown = bars.encode(color=alt.Color("side:N", scale=colour, legend=legend), tooltip=tooltip)
    text = base.mark_text(align="left", dx=6, fontSize=12, color=theme.INK, aria=False)
    chart = alt.layer(shown, text.encode(text="said:N"))
    height = STEP * len(values) + 8 * values["name"].nunique()
    return finished(chart.properties(height=height), labels, labels.subtitle)
