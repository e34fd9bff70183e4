"""How the map of a question looks: sizes, colours, and the line of each relation."""

from __future__ import annotations

from dataclasses import dataclass

from kb.charts import theme

PRO, PRO_TINT = "#1b7a4b", "#e4f3ea"
RISK, RISK_TINT = "#b23a21", "#fae6e0"
SPINE = "#7a8792"

WIDTHS = (220.0, 230.0, 330.0, 310.0)
BETWEEN, GAP, MARGIN = 56.0, 12.0, 8.0
TRUNK, HOOK = 18.0, 20.0  # from a box to the upright line, and from its top to where lines meet it
PADDING, STRIP, LEADING = 10.0, 28.0, 1.3
CAPTION = 13.0  # size of the word above a text and of the notes under it
SMALL = CAPTION * LEADING
DOT = 13.0  # half the size of what opens and closes


@dataclass(frozen=True)
class Type:
    size: float
    weight: int
    font: str
    fill: str
    stroke: str

    @property
    def bold(self) -> bool:
        return self.weight > 400


QUESTION = Type(18, 600, theme.SERIF, theme.ACCENT_TINT, theme.ACCENT)
OPTION = Type(16, 600, theme.SANS, theme.PAPER, theme.INK)
ARGUMENT = Type(15, 400, theme.SANS, theme.PAPER, SPINE)
TYPES = {"question": QUESTION, "option": OPTION, "argument": ARGUMENT}


@dataclass(frozen=True)
class Tone:
    """A sign and its colours."""

    sign: str
    ink: str
    tint: str


TONES = {
    "pro": Tone("+", PRO, PRO_TINT),
    "ambiguous": Tone("±", theme.AMBIGUOUS, theme.AMBIGUOUS_TINT),
    "risk": Tone("−", RISK, RISK_TINT),
}


@dataclass(frozen=True)
class Line:
    ink: str
    dash: str = ""


LINES = {
    "answers": Line(SPINE),
    "pro": Line(PRO),
    "ambiguous": Line(theme.AMBIGUOUS),
    "risk": Line(RISK),
    "supports": Line(PRO, ""),
    "weakens": Line(RISK, "7 4"),
    "mitigates": Line(theme.ACCENT, "2 4"),
    "depends": Line(theme.INK, "11 4 2 4"),
}
