"""The whole map as a list within lists, for who hears it, prints it or reads it on a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kb.analysis.arguments.graph import DEPENDS, Node, forest, hanging
from kb.charts.arguments.look import TONES
from kb.insight.arguments.deliberation import Deliberation, text_of
from kb.insight.arguments.view import named
from kb.insight.arguments.words import relation_word, words


@dataclass
class Item:
    """``sign``, ``heard`` as a word, says how it speaks; ``word`` what it does to the argument above it;
    ``also`` what else it is tied to."""

    name: str
    row: Any
    text: str
    tone: str
    sign: str
    heard: str
    word: str
    unsourced: bool
    also: list[tuple[str, str]] = field(default_factory=list)
    under: list[Item] = field(default_factory=list)


def outline(found: Deliberation) -> list[Item]:
    """The items at the top: the question, with everything else under it."""
    below = hanging(found.graph)
    above = forest(below)
    items: dict[Node, Item] = {}
    for node, upper in above.items():  # a node comes after the one above it
        relation = below.edges[upper, node]["relation"] if upper else ""
        items[node] = _item(found, node, relation)
        if upper:
            items[upper].under.append(items[node])
    told = {(upper, node): below.edges[upper, node]["relation"] for node, upper in above.items() if upper}
    for one, other, relation in found.graph.edges(keys=True):
        pair = (one, other) if relation == DEPENDS else (other, one)
        if told.get(pair) != relation:
            items[one].also.append((words().ties[relation], items[other].text))
    return [items[node] for node, upper in above.items() if upper is None]


def _item(found: Deliberation, node: Node, relation: str) -> Item:
    row = found.rows[node]
    tone = relation if relation in TONES else getattr(row, "polarity", "")
    linked = relation and relation not in TONES and relation != "answers"
    return Item(
        name=named(node),
        row=row,
        text=text_of(row),
        tone=tone,
        sign=TONES[tone].sign if tone else "",
        word=words().captions[relation] if linked else "",
        heard=relation_word(tone) if tone else "",
        unsourced=not getattr(row, "sourced", True),
    )
