"""Options weighed: who comes first under whose weights, in which place how often, what swings the lead."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import PlaceLabels, SwingLabels, WinnerLabels
from kb.charts.marks import finished, nothing

ROW, BAR, SWING = 40, 34, 20  # pixels
NARROW = "width < 400"
NAMES = alt.expr("width < 340 ? 116 : 260")
PIECES = "split(replace(datum.label, regexp('-', 'g'), '- '), ' ')"  # "Herk-de-Stad" keeps its hyphens
PLAIN = {"title": None, "domain": False, "ticks": False}
OPTIONS = alt.Axis(labelPadding=6, labelLimit=NAMES, **PLAIN)
PARTIES = alt.Axis(
    orient="top", labelAngle=0, labelFontWeight=600, labelLimit=160,
    labelFontSize=alt.expr(f"{NARROW} ? 11 : 13"), labelPadding=alt.expr(f"{NARROW} ? 34 : 6"),
    labelExpr=f"{NARROW} ? {PIECES} : datum.label", **PLAIN,
)  # fmt: skip


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
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0)
    base = alt.Chart(data).encode(
        x=alt.X("party:N", sort=None, axis=PARTIES, scale=scale),
        y=alt.Y("option:N", sort=None, axis=OPTIONS, scale=scale),
    )
    titles = {"option": labels.option, "party": labels.party, "said": labels.score, "span": labels.span}
    tint = alt.Color("tint:N", scale=None)
    tiles = base.mark_rect(cornerRadius=3, aria=False).encode(color=tint, tooltip=_tooltip(titles))
    words = base.mark_text(fontSize=alt.expr(f"{NARROW} ? 10 : 14"), fontWeight=600, aria=False)
    said = words.encode(text="shown:N", color=alt.Color("ink:N", scale=None))
    chart = alt.layer(tiles, said).properties(height=ROW * data["option"].nunique())
    return finished(chart, labels, labels.subtitle)


def _tooltip(titles: dict[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def place_bars(shares: pd.DataFrame, labels: PlaceLabels) -> alt.LayerChart:
    """A bar an option, a piece a place, the first the darkest; how often it comes first stands behind.

    shares: option (name), place (from 1), share (of one), said (the share in words).
    """
    if shares.empty:
        return nothing(labels)
    y = alt.Y("option:N", sort=None, axis=OPTIONS)
    x = {"scale": alt.Scale(domain=[0, 1.14], nice=False), "axis": None}
    titles = {"option": labels.option, "place": labels.place, "said": labels.share}
    bars = alt.Chart(shares).mark_bar(height=20, stroke=theme.PAPER, strokeWidth=1, aria=False)
    pieces = bars.encode(
        y=y,
        x=alt.X("share:Q", stack="zero", **x),
        color=_places(shares, labels),
        order=alt.Order("place:Q"),
        tooltip=_tooltip(titles),
    )
    first = alt.Chart(shares[shares["place"] == 1].assign(end=1.0))
    words = first.mark_text(align="left", dx=6, fontSize=13, color=theme.INK, aria=False)
    behind = words.encode(y=y, x=alt.X("end:Q", **x), text="said:N")
    chart = alt.layer(pieces, behind).properties(height=BAR * shares["option"].nunique())
    return finished(chart, labels, labels.subtitle)


def _places(shares: pd.DataFrame, labels: PlaceLabels) -> alt.Color:
    places = sorted(int(place) for place in shares["place"].unique())
    steps = max(len(places) - 1, 1)
    colours = [theme.mix(theme.ACCENT, theme.SHADOW, at / steps) for at in range(len(places))]
    legend = alt.Legend(title=labels.place, symbolType="square", columns=alt.expr("width < 560 ? 4 : 8"))
    return alt.Color("place:O", scale=alt.Scale(domain=places, range=colours), legend=legend)


def swing_bars(swings: pd.DataFrame, lead: float, labels: SwingLabels) -> alt.LayerChart:
    """Two bars a criterion around the ``lead`` of the first over the second; left of 0 the second leads.

    swings: criterion (name), side (what is changed), low and high (the lead then), said; in this order.
    """
    if swings.empty:
        return nothing(labels)
    sides = list(dict.fromkeys(swings["side"]))
    colour = alt.Scale(domain=sides, range=[theme.ACCENT, theme.PALETTE[1]])
    columns = alt.expr("width < 560 ? 1 : 2")
    legend = alt.Legend(title=None, orient="top", symbolType="square", columns=columns)
    titles = {"criterion": labels.criterion, "side": labels.side, "said": labels.span}
    bars = alt.Chart(swings).mark_bar(cornerRadius=2, height=alt.RelativeBandSize(0.8), aria=False)
    drawn = bars.encode(
        y=alt.Y("criterion:N", sort=list(dict.fromkeys(swings["criterion"])), axis=OPTIONS),
        yOffset=alt.YOffset("side:N", sort=sides),
        x=alt.X("low:Q", scale=_points(swings, lead), axis=alt.Axis(title=None, tickCount=5, domain=False)),
        x2="high:Q",
        color=alt.Color("side:N", scale=colour, legend=legend),
        tooltip=_tooltip(titles),
    )
    chart = alt.layer(drawn, _lines(lead)).properties(height=2 * SWING * swings["criterion"].nunique())
    return finished(chart, labels, labels.subtitle)


def _points(swings: pd.DataFrame, lead: float) -> alt.Scale:
    """All bars and both lines, with some room at the ends."""
    ends = [0.0, lead, *swings["low"], *swings["high"]]
    room = max(max(ends) - min(ends), 1.0) / 20
    return alt.Scale(domain=[min(ends) - room, max(ends) + room], nice=False)


def _lines(lead: float) -> alt.Chart:
    """The lead as it is, and, dashed, where both are level."""
    lines = pd.DataFrame({"at": [lead, 0.0], "line": ["now", "level"]})
    dashes = alt.Scale(domain=["now", "level"], range=[[1, 0], [4, 3]])
    rules = alt.Chart(lines).mark_rule(color=theme.INK, aria=False)
    return rules.encode(x="at:Q", strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=None))
