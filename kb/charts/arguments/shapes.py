"""One box of a map: its words in lines, its sign, and the place of each."""

from __future__ import annotations

from dataclasses import dataclass

from kb.analysis.arguments.graph import Node
from kb.analysis.arguments.layered import Box
from kb.charts.arguments import look
from kb.charts.arguments.look import TONES, TYPES, Tone, Type
from kb.charts.arguments.wrapping import wrapped


@dataclass(frozen=True)
class Said:
    """What a box says. ``polarity`` is the argument's own; ``hidden`` counts what it keeps out of sight."""

    text: str
    label: str  # as it is heard
    url: str = ""
    polarity: str = ""
    unsourced: bool = False
    toggle_url: str = ""
    toggle_label: str = ""
    hidden: int = 0


@dataclass(frozen=True)
class Row:
    """One line of text and where its foot stands."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Area:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Shape:
    name: str
    box: Box
    type: Type
    said: Said
    tone: Tone | None
    caption: Row | None
    rows: list[Row]
    notes: list[Row]
    chosen: bool

    @property
    def strip(self) -> Area:
        """Behind the sign."""
        return Area(self.box.x + 4, self.box.y + 4, look.STRIP - 2, self.box.height - 8)

    @property
    def sign(self) -> Row:
        return Row(self.box.x + 3 + look.STRIP / 2, self.box.y + look.HOOK + 7, "")

    @property
    def dot(self) -> Area:
        """What opens and closes the branch, on the right edge."""
        wide = look.DOT * (2.6 if self.said.hidden else 2)
        return Area(self.box.right - wide + look.DOT, self.box.y + look.HOOK - look.DOT, wide, 2 * look.DOT)

    @property
    def count(self) -> Row:
        return Row(self.dot.x + self.dot.width / 2, self.box.y + look.HOOK + 5, "")


class Text:
    """The words of one box, broken into lines for its column."""

    def __init__(self, node: Node, said: Said, column: int, caption: str, note: str) -> None:
        self.node, self.said, self.caption = node, said, caption
        self.type = TYPES[node[0]]
        self.indent = look.PADDING + (look.STRIP if said.polarity else 0)
        width = look.WIDTHS[min(column, len(look.WIDTHS) - 1)] - self.indent - look.PADDING - look.DOT
        self.lines = wrapped(said.text, width, self.type.size, bold=self.type.bold)
        self.notes = wrapped(note, width, look.CAPTION, most=4) if note else []

    @property
    def leading(self) -> float:
        return self.type.size * look.LEADING

    @property
    def head(self) -> float:
        return look.SMALL if self.caption else 0

    @property
    def height(self) -> float:
        words = self.head + self.leading * len(self.lines) + look.SMALL * len(self.notes)
        return max(2 * look.HOOK, 2 * look.PADDING + words)

    def shape(self, box: Box, relation: str, *, chosen: bool) -> Shape:
        x, top = box.x + self.indent, box.y + look.PADDING
        first = top + self.head + self.type.size
        rows = [Row(x, first + place * self.leading, line) for place, line in enumerate(self.lines)]
        foot = rows[-1].y + look.SMALL
        notes = [Row(x, foot + place * look.SMALL, line) for place, line in enumerate(self.notes)]
        caption = Row(x, top + look.CAPTION, self.caption) if self.caption else None
        tone = TONES.get(relation) or TONES.get(self.said.polarity)
        name = "-".join(map(str, self.node))
        return Shape(name, box, self.type, self.said, tone, caption, rows, notes, chosen)
