"""One look for every chart: colours, type, and what tells clusters apart."""

from typing import Any

INK = "#17212b"
SECONDARY = "#4a5966"
LINE = "#dfe3e6"
GROUND = "#f6f5f1"
PAPER = "#ffffff"
ACCENT = "#0b5c63"
ACCENT_TINT = "#e3f0f0"
AMBIGUOUS = "#8a5a00"
AMBIGUOUS_TINT = "#fbf0d9"
PRO = "#1b7a4b"
RISK = "#b23a21"
SHADOW = "#e9e7e0"  # an area of which nothing is said
NO_EVIDENCE = "#9aa3ab"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d00", "#56b4e9", "#999999")

# The first family is the page's web font, the second the same font as installed for the PDF.
SANS = "Source Sans, Source Sans Pro, Segoe UI, sans-serif"
SERIF = "Source Serif, Source Serif Pro, Georgia, serif"

# A subtitle that stands alone.

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": SANS,
    "view": {"stroke": None},
    "scale": {"invalid": {"fill": {"value": SHADOW}}},
    "title": {
        "font": SERIF, "fontSize": 17, "fontWeight": 600, "color": INK, "anchor": "start", "frame": "group",
        "subtitleFont": SANS, "subtitleFontSize": 13, "subtitleColor": SECONDARY, "subtitlePadding": 4,
        "offset": 12,
    },
    "axis": {
        "labelFontSize": 13, "labelColor": INK, "titleFontSize": 13, "titleColor": SECONDARY,
        "titleFontWeight": "normal", "domainColor": LINE, "tickColor": LINE, "gridColor": LINE,
    },
    "legend": {
        "labelFontSize": 13, "labelColor": INK, "labelLimit": 240, "titleFontSize": 13,
        "titleColor": SECONDARY, "titleFontWeight": 600, "orient": "bottom",
        "rowPadding": 4, "columnPadding": 16,
    },
}  # fmt: skip


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """`share` of `other` in `colour`: 0 keeps the colour, 1 is the other."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1, 0 for black and 1 for white."""
    parts = [value / 255 for value in channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    return max((PAPER, INK), key=lambda text: contrast(text, colour))


def cluster_colour(cluster: int) -> str:
    """Colour of a cluster counted from 0; after seven the colours return, each round darker."""
    if cluster < 0:
        return PAPER
    rounds, place = divmod(cluster, len(PALETTE))
    return mix(PALETTE[place], INK, min(0.45 * rounds, 0.9))


def cluster_tint(cluster: int) -> str:
    return GROUND if cluster < 0 else mix(cluster_colour(cluster), PAPER, 0.82)
