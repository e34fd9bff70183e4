"""Options weighed: who comes first under whose weights, how often in which place, and what swings the lead."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PlaceLabels, SwingLabels, WinnerLabels
from kb.charts.marks import finished, nothing

ROW, BAR, SWING = 40, 34, 20  # pixels
NARROW = "width < 400"
NAMES = alt.expr("width < 560 ? 116 : 260")
PLAIN = {"title": None, "domain": False, "ticks": False}


def winner_tiles(cells: pd.DataFrame, labels: WinnerLabels) -> alt.LayerChart:
    """Options by parties in the order of the frame; the first of a column is dark and carries a star.

    cells: option, party (names), said (the score), span, first (bool).
    """
    if cells.empty:
        return nothing(labels)
    data = cells.assign(
        shown=cells["said"].where(~cells["first"], "★ " + cells["said"]),
        tint=cells["first"].map({True: theme.ACCENT, False: theme.ACCENT_TINT}),
        ink=cells["first"].map({True: theme.PAPER, False: theme.INK}),
    )
    heads = alt.Axis(
        orient="top", labelAngle=0, labelFontWeight=600, labelLimit=160,
        labelFontSize=alt.expr(f"{NARROW} ? 11 : 13"), labelPadding=alt.expr(f"{NARROW} ? 34 : 6"),
        labelExpr=f"{NARROW} ? split(datum.label, regexp('[ -]')) : datum.label", **PLAIN,
    )  # fmt: skip
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0)
    base = alt.Chart(data).encode(
        x=alt.X("party:N", sort=None, axis=heads, scale=scale),
        y=alt.Y("option:N", sort=None, axis=alt.Axis(labelPadding=6, labelLimit=NAMES, **PLAIN), scale=scale),
    )
    titles = {"option": labels.option, "party": labels.party, "said": labels.score, "span": labels.span}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    tiles = base.mark_rect(cornerRadius=3, aria=False).encode(
        color=alt.Color("tint:N", scale=None), tooltip=tooltip
    )
    words = base.mark_text(fontSize=14, fontWeight=600, aria=False).encode(
        text="shown:N", color=alt.Color("ink:N", scale=None)
    )
    chart = alt.layer(tiles, words).properties(height=ROW * data["option"].nunique())
    return finished(chart, labels, labels.subtitle)


def place_bars(shares: pd.DataFrame, labels: PlaceLabels) -> alt.LayerChart:
    """A bar an option, a piece a place, the first the darkest; how often it comes first stands behind.

    shares: option (name), place (from 1), share (of one), said (the share in words).
    """
    if shares.empty:
        return nothing(labels)
    places = sorted(int(place) for place in shares["place"].unique())
    steps = max(len(places) - 1, 1)
    colours = [theme.mix(theme.ACCENT, theme.SHADOW, at / steps) for at in range(len(places))]
    y = alt.Y("option:N", sort=None, axis=alt.Axis(labelPadding=6, labelLimit=NAMES, **PLAIN))
    x = {"scale": alt.Scale(domain=[0, 1.14], nice=False), "axis": None}
    legend = alt.Legend(title=labels.place, symbolType="square", columns=alt.expr("width < 560 ? 4 : 8"))
    titles = {"option:N": labels.option, "place:O": labels.place, "said:N": labels.share}
    bars = (
        alt.Chart(shares)
        .mark_bar(height=20, stroke=theme.PAPER, strokeWidth=1, aria=False)
        .encode(
            y=y,
            x=alt.X("share:Q", stack="zero", **x),
            color=alt.Color("place:O", scale=alt.Scale(domain=places, range=colours), legend=legend),
            order=alt.Order("place:Q"),
            tooltip=[alt.Tooltip(field, title=title) for field, title in titles.items()],
        )
    )
    first = alt.Chart(shares[shares["place"] == 1].assign(end=1.0))
    words = first.mark_text(align="left", dx=6, fontSize=13, color=theme.INK, aria=False)
    behind = words.encode(y=y, x=alt.X("end:Q", **x), text="said:N")
    chart = alt.layer(bars, behind).properties(height=BAR * shares["option"].nunique())
    return finished(chart, labels, labels.subtitle)


def swing_bars(swings: pd.DataFrame, lead: float, labels: SwingLabels) -> alt.LayerChart:
    """Two bars a criterion around the ``lead`` of the first over the second; left of 0 the second leads.

    swings: criterion (name), side (what is changed), low, high (the lead then), said. In the order of the frame.
    """
    if swings.empty:
        return nothing(labels)
    sides = list(dict.fromkeys(swings["side"]))
    colour = alt.Scale(domain=sides, range=[theme.ACCENT, theme.PALETTE[1]])
    edge = max(float(swings[["low", "high"]].abs().to_numpy().max()), abs(lead), 1.0) * 1.05
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[min(float(swings["low"].min()), 0) - edge / 20, edge], nice=False),
        axis=alt.Axis(title=None, tickCount=5, domain=False),
    )
    y = alt.Y(
        "criterion:N",
        sort=list(dict.fromkeys(swings["criterion"])),
        axis=alt.Axis(labelPadding=6, labelLimit=NAMES, **PLAIN),
    )
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", columns=alt.expr("width < 560 ? 1 : 2")
    )
    titles = {"criterion": labels.criterion, "side": labels.side, "said": labels.span}
    bars = (
        alt.Chart(swings)
        .mark_bar(cornerRadius=2, height=alt.RelativeBandSize(0.8), aria=False)
        .encode(
            y=y,
            yOffset=alt.YOffset("side:N", sort=sides),
            x=x,
            x2="high:Q",
            color=alt.Color("side:N", scale=colour, legend=legend),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
        )
    )
    lines = pd.DataFrame({"at": [lead, 0.0], "dash": ["now", "level"]})
    dash = alt.StrokeDash(
        "dash:N", scale=alt.Scale(domain=["now", "level"], range=[[1, 0], [4, 3]]), legend=None
    )
    rules = alt.Chart(lines).mark_rule(color=theme.INK, aria=False).encode(x=alt.X("at:Q"), strokeDash=dash)
    chart = alt.layer(bars, rules).properties(height=2 * SWING * swings["criterion"].nunique())
    return finished(chart, labels, labels.subtitle)
