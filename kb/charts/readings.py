"""Four readings side by side: a row a pair, its figures large enough to read aloud."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.heatmap import PALE
from kb.charts.labels import ReadingsLabels
from kb.charts.marks import LINK, finished, nothing

ROW = 40  # pixels
TINTS = {"above": theme.ACCENT_TINT, "below": theme.AMBIGUOUS_TINT, "none": theme.GROUND}
NARROW = "width < 400"  # without the names beside it
TWO_LINES = f"{NARROW} ? split(datum.label, ' – ') : datum.label"


def reading_rows(cells: pd.DataFrame, labels: ReadingsLabels) -> alt.LayerChart:
    """Pairs by readings, in the order of the frame; a cell says its number.

    cells: pair, reading (names), said, short (what fits a phone), light (0 to 1), kind ("count", or what
    chance says: "above", "below", "none"), url.
    """
    if cells.empty:
        return nothing(labels)
    data = cells.assign(tint=tints(cells, PALE, TINTS))
    base = alt.Chart(data[["pair", "reading", "said", "short", "tint", "url"]]).encode(**_places())
    tooltip = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in {"pair": labels.pair, "reading": labels.reading, "said": labels.value}.items()
    ]
    tiles = base.mark_rect(cornerRadius=3, aria=False).properties(name="cells")
    long, short = (_words(base, field, shown) for field, shown in (("said", "0 : 1"), ("short", "1 : 0")))
    chart = alt.layer(
        tiles.encode(color=alt.Color("tint:N", scale=None), href=LINK, tooltip=tooltip), long, short
    )
    return finished(chart.properties(height=ROW * data["pair"].nunique()), labels, labels.subtitle)


def _places() -> dict[str, alt.X | alt.Y]:
    plain = {"title": None, "domain": False, "ticks": False}
    heads = alt.Axis(
        orient="top", labelAngle=0, labelLimit=200, labelFontWeight=600,
        labelPadding=alt.expr(f"{NARROW} ? 40 : 6"), labelFontSize=alt.expr(f"{NARROW} ? 10 : 13"),
        labelExpr=f"{NARROW} ? split(datum.label, ' ') : datum.label", **plain,
    )  # fmt: skip
    names = alt.Axis(
        labelPadding=6, labelLimit=alt.expr(f"{NARROW} ? 96 : 320"),
        labelFontSize=alt.expr(f"{NARROW} ? 11 : 13"), labelExpr=TWO_LINES,
        labelOffset=alt.expr(f"{NARROW} ? -6 : 0"), **plain,
    )  # fmt: skip
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0)
    return {
        "x": alt.X("reading:N", sort=None, axis=heads, scale=scale),
        "y": alt.Y("pair:N", sort=None, axis=names, scale=scale),
    }


def _words(base: alt.Chart, field: str, shown: str) -> alt.Chart:
    mark = base.mark_text(
        fontSize=alt.expr(f"{NARROW} ? 12 : 14"),
        color=theme.INK,
        opacity=alt.expr(f"width < 620 ? {shown}"),
        aria=False,
    )
    return mark.encode(text=f"{field}:N")


def tints(cells: pd.DataFrame, ramp: list[str], kinds: dict[str, str]) -> pd.Series:
    shade = ((len(ramp) - 1) * cells["light"].fillna(0)).round().astype(int)
    return shade.map(dict(enumerate(ramp))).where(cells["kind"] == "count", cells["kind"].map(kinds))
