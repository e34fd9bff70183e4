"""Small horizontal bars: how many of something, by name."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import CountLabels
from kb.charts.marks import LINK, finished, nothing

STEP = 26  # pixels a bar


def count_bars(counts: pd.DataFrame, labels: CountLabels) -> alt.LayerChart:
    """Bars in the order of the frame (name, value and, if a bar leads somewhere, url)."""
    if counts.empty:
        return nothing(labels)
    data = counts.reindex(columns=["name", "value", "url"])
    scale = alt.Scale(domain=[0, max(float(data["value"].max()), 1)], nice=False)
    tooltip = [alt.Tooltip("name:N", title=labels.name), alt.Tooltip("value:Q", title=labels.value)]
    axis = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8, labelLimit=170)
    base = alt.Chart(data).encode(
        y=alt.Y("name:N", sort=None, axis=axis), x=alt.X("value:Q", scale=scale, stack=False, axis=None)
    )
    bars = base.mark_bar(color=theme.ACCENT, height=14, cornerRadiusEnd=3, aria=False).properties(name="bars")
    text = base.mark_text(align="left", dx=6, fontSize=13, color=theme.INK, aria=False)
    chart = alt.layer(bars.encode(href=LINK, tooltip=tooltip), text.encode(text="value:Q"))
    return finished(chart.properties(height=STEP * len(data)), labels, labels.subtitle)
