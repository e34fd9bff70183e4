"""What adds up to a score: a bar an alternative, a piece a criterion."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import ContributionLabels
from kb.charts.marks import finished, nothing

STEP = 34  # pixels a bar
NAMES = alt.expr("width < 560 ? 110 : 220")


def contributions(parts: pd.DataFrame, labels: ContributionLabels) -> alt.LayerChart:
    """Stacked bars in the order of the frame, each with its total behind it.

    parts: name, part (the criterion), points; one row a piece. The pieces stand in the order in which their
    parts first appear, and so does the legend.
    """
    if parts.empty:
        return nothing(labels)
    order = list(dict.fromkeys(parts["part"]))
    data = parts.assign(at=parts["part"].map({part: place for place, part in enumerate(order)}))
    total = parts.groupby("name", sort=False, as_index=False)["points"].sum()
    y = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=NAMES))
    top = max(float(total["points"].max()), 1) * 1.08
    x = {"scale": alt.Scale(domain=[0, top], nice=False), "axis": None}
    colours = [theme.cluster_colour(place) for place in range(len(order))]
    legend = alt.Legend(title=None, columns=alt.expr("width < 560 ? 2 : 5"), symbolType="square")
    bars = (
        alt.Chart(data, name="pieces")
        .mark_bar(height=18, stroke=theme.PAPER, strokeWidth=1, aria=False)
        .encode(
            y=y,
            x=alt.X("points:Q", stack="zero", **x),
            color=alt.Color("part:N", scale=alt.Scale(domain=order, range=colours), legend=legend),
            order=alt.Order("at:Q"),
            tooltip=_tooltip(labels),
        )
    )
    text = alt.Chart(total).mark_text(align="left", dx=6, fontSize=13, color=theme.INK, aria=False)
    sums = text.encode(y=y, x=alt.X("points:Q", **x), text=alt.Text("points:Q", format=".1f"))
    return finished(alt.layer(bars, sums).properties(height=STEP * len(total)), labels, labels.subtitle)


def _tooltip(labels: ContributionLabels) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=labels.name),
        alt.Tooltip("part:N", title=labels.part),
        alt.Tooltip("points:Q", title=labels.points, format=".1f"),
    ]
