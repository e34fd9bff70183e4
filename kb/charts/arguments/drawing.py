"""The map of a question as shapes with places: a template only has to write them down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx

from kb.analysis.arguments.graph import DEPENDS, Node, forest, hanging
from kb.analysis.arguments.layered import depths, layered
from kb.charts.arguments import look
from kb.charts.arguments.look import LINES, TONES
from kb.charts.arguments.shapes import Said, Shape, Text
from kb.charts.arguments.wires import Spine, Wire, crossings, spine


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
    """``captions``: of a box that hangs under an argument; ``ties``: along a line that crosses the map;
    ``also``: before what else a box speaks of; ``elsewhere``: before what speaks of it from elsewhere."""

    captions: Mapping[str, str]
    ties: Mapping[str, str]
    also: str
    elsewhere: str


def drawn(
    graph: nx.MultiDiGraph, said: Mapping[Node, Said], words: Words, chosen: Node | None = None
) -> Drawn:
    """``graph`` in columns; ``said`` of every node; the box of ``chosen`` stands out.

    What speaks of several things hangs under the first and names the others in its box: lines for all of
    them would cover the map. The lines of ``chosen`` and those between arguments are drawn.
    """
    below = hanging(graph)
    above = forest(below)
    relation = {node: below.edges[upper, node]["relation"] for node, upper in above.items() if upper}
    across = list(_across(graph, above, relation))
    notes = _notes(across, said, words)
    texts = {
        node: Text(node, said[node], column, words.captions.get(relation.get(node, ""), ""), notes[node])
        for node, column in depths(above).items()
    }
    heights = {node: text.height for node, text in texts.items()}
    boxes = layered(graph, heights, look.WIDTHS, look.BETWEEN, look.GAP)
    placed = sorted(boxes.items(), key=lambda item: (item[1].y, item[1].x))  # a branch before the next
    return Drawn(
        max((box.right for box in boxes.values()), default=0) + look.DOT,
        max((box.bottom for box in boxes.values()), default=0),
        [texts[node].shape(box, relation.get(node, ""), chosen=node == chosen) for node, box in placed],
        [spine(boxes[box.above], box, LINES[relation[node]]) for node, box in boxes.items() if box.above],
        crossings((tie for tie in across if tie[2] not in TONES or chosen in tie[:2]), boxes, words.ties),
        [name for name in LINES if name in {key for _one, _other, key in graph.edges(keys=True)}],
    )


def _across(
    graph: nx.MultiDiGraph, above: Mapping[Node, Node | None], relation: Mapping[Node, str]
) -> Iterator[tuple[Node, Node, str]]:
    """The ties that are not told by where a box hangs."""
    for one, other, key in graph.edges(keys=True):
        upper, lower = (one, other) if key == DEPENDS else (other, one)
        if above[lower] != upper or relation[lower] != key:
            yield one, other, key


def _notes(
    across: Iterable[tuple[Node, Node, str]], said: Mapping[Node, Said], words: Words
) -> dict[Node, str]:
    """What a box speaks of besides, and how much speaks of a box from elsewhere."""
    besides: dict[Node, list[str]] = defaultdict(list)
    counts: dict[Node, Counter[str]] = defaultdict(Counter)
    for one, other, key in across:
        if key in TONES:
            besides[one].append(f"{TONES[key].sign} {said[other].text}")
            counts[other][key] += 1
    found = {node: f"{words.also}: {'; '.join(named)}" for node, named in besides.items()}
    for node, count in counts.items():
        told = " · ".join(f"{count[key]} {tone.sign}" for key, tone in TONES.items() if count[key])
        found[node] = f"{words.elsewhere}: {told}"
    return defaultdict(str, found)
