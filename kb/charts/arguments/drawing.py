"""The map of a question as shapes with places: a template only has to write them down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx

from kb.analysis.arguments.graph import Node, forest, hanging
from kb.analysis.arguments.layered import Box, depths, layered
from kb.charts.arguments import look
from kb.charts.arguments.look import LINES, TONES, TYPES, Tone, Type
from kb.charts.arguments.wires import Spine, Wire, cross, spine
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


@dataclass(frozen=True)
class Drawn:
    width: float
    height: float
    shapes: list[Shape]
    spines: list[Spine]
    wires: list[Wire]
    relations: list[str] = field(default_factory=list)  # those that occur, for the legend


@dataclass(frozen=True)
class Words:
    """``captions``: of a box that hangs under an argument; ``ties``: along a line that crosses the map."""

    captions: Mapping[str, str]
    ties: Mapping[str, str]


def drawn(
    graph: nx.MultiDiGraph, said: Mapping[Node, Said], words: Words, chosen: Node | None = None
) -> Drawn:
    """``graph`` in columns; ``said`` of every node; the box of ``chosen`` stands out."""
    below = hanging(graph)
    above = forest(below)
    relation = {node: below.edges[upper, node]["relation"] for node, upper in above.items() if upper}
    texts = {
        node: _Text(node, said[node], depth, words.captions.get(relation.get(node, ""), ""))
        for node, depth in depths(above).items()
    }
    heights = {node: text.height for node, text in texts.items()}
    boxes = layered(graph, heights, look.WIDTHS, look.BETWEEN, look.GAP)
    placed = sorted(boxes.items(), key=lambda item: (item[1].y, item[1].x))  # a branch before the next
    shapes = [texts[node].shape(box, relation.get(node, ""), node == chosen) for node, box in placed]
    spines = [spine(boxes[box.above], box, LINES[relation[node]]) for node, box in boxes.items() if box.above]
    wires = list(_crossing(graph, boxes, words))
    right = max((box.right for box in boxes.values()), default=0) + look.DOT
    bottom = max((box.bottom for box in boxes.values()), default=0)
    seen = {key for _one, _other, key in graph.edges(keys=True)}
    return Drawn(right, bottom, shapes, spines, wires, [name for name in LINES if name in seen])


def _crossing(graph: nx.MultiDiGraph, boxes: Mapping[Node, Box], words: Words) -> Iterator[Wire]:
    """The ties that are not told by where a box hangs."""
    below = hanging(graph)
    for one, other, relation in graph.edges(keys=True):
        upper, lower = (one, other) if relation == "depends" else (other, one)
        told = boxes[lower].above == upper and below.edges[upper, lower]["relation"] == relation
        if not told:
            yield cross(boxes[one], boxes[other], LINES[relation], words.ties[relation])


class _Text:
    """The words of one box, broken into lines for its column."""

    def __init__(self, node: Node, said: Said, column: int, caption: str) -> None:
        self.node, self.said, self.caption = node, said, caption
        self.type = TYPES[node[0]]
        self.indent = look.PADDING + (look.STRIP if said.polarity else 0)
        width = look.WIDTHS[min(column, len(look.WIDTHS) - 1)] - self.indent - look.PADDING - look.DOT
        self.lines = wrapped(said.text, width, self.type.size, bold=self.type.bold)

    @property
    def leading(self) -> float:
        return self.type.size * look.LEADING

    @property
    def head(self) -> float:
        return look.CAPTION * look.LEADING if self.caption else 0

    @property
    def height(self) -> float:
        return max(2 * look.HOOK, 2 * look.PADDING + self.head + self.leading * len(self.lines))

    def shape(self, box: Box, relation: str, chosen: bool) -> Shape:
        x, top = box.x + self.indent, box.y + look.PADDING
        first = top + self.head + self.type.size
        rows = [Row(x, first + place * self.leading, line) for place, line in enumerate(self.lines)]
        caption = Row(x, top + look.CAPTION, self.caption) if self.caption else None
        tone = TONES.get(relation) or TONES.get(self.said.polarity)
        name = "-".join(map(str, self.node))
        return Shape(name, box, self.type, self.said, tone, caption, rows, chosen)
