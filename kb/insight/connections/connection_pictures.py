"""Connections drawn: what surrounds a thing, or the ways between two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from kb.analysis.connections.knowledge import Group, Knowledge, Node, Tie
from kb.charts.arranging import CENTRE, Spot, lanes, star
from kb.charts.connections import connections
from kb.insight import captions
from kb.insight.connections.connections import Shown, Way, groups_of, shown, words_of
from kb.insight.drawings import Drawing
from kb.strands.base import kinds

DRAWN = 24  # names that fit around one thing
THING = ["name", "kind", "letter", "shape", "colour", "url", "in_study", *Spot._fields]
TIE = ["u", "v", "u2", "v2", "unsure", "said"]


def surroundings(known: Knowledge, node: Node) -> Drawing:
    """The thing in the middle and the first of each group around it."""
    groups = groups_of(known, node)
    most = max(most for most in range(1, DRAWN + 1) if most == 1 or _drawn(groups, most) <= DRAWN)
    near = [(group, member) for group in groups for member in group.members[:most]][:DRAWN]
    centre, spots = shown(known, node), star(len(near))
    things, ties = [_row(centre, CENTRE, bold=True)], []
    for (group, member), spot in zip(near, spots, strict=True):
        other = shown(known, member.node)
        things.append(_row(other, spot, bold=False))
        tie = Tie(group.relation, group.outward, member.node, member.said)
        ties.append(_line(centre, CENTRE, tie, other, spot))
    words = captions.surroundings(centre.label, len(near), sum(group.n for group in groups))
    return _drawing(things, ties, words, rows=(len(near) + 1) // 2)


def _drawn(groups: Sequence[Group], most: int) -> int:
    return sum(min(group.n, most) for group in groups)


def between(ways: Sequence[Way]) -> Drawing:
    """Every way in a lane of its own."""
    spots = lanes([[thing.address for thing in way.things] for way in ways])
    ends = {ways[0].things[0].address, ways[0].things[-1].address}
    seen = {thing.address: thing for way in ways for thing in way.things}
    things = [_row(thing, spots[address], bold=address in ends) for address, thing in seen.items()]
    ties = {}
    for way in ways:
        for (one, other), tie in zip(pairwise(way.things), way.ties, strict=True):
            ties[one.node, other.node] = _line(one, spots[one.address], tie, other, spots[other.address])
    words = captions.ways(ways[0].things[0].label, ways[0].things[-1].label, len(ways))
    return _drawing(things, list(ties.values()), words, rows=2 * len(ways))


def _row(thing: Shown, spot: Spot, *, bold: bool) -> list[object]:
    kind = kinds()[thing.node[0]]
    letter = thing.kind[:1].upper()
    return [thing.label, thing.kind, letter, kind.shape, kind.colour, thing.url, bold, *spot]


def _line(one: Shown, at: Spot, tie: Tie, other: Shown, to: Spot) -> list[object]:
    said = words_of(tie).format(one=one.label, other=other.label)
    return [at.u, at.v, to.u, to.v, bool(tie.said["mark"]), said]


def _drawing(
    things: list[list[object]], ties: list[list[object]], words: captions.ConnectionLabels, rows: int
) -> Drawing:
    chart = connections(pd.DataFrame(things, columns=THING), pd.DataFrame(ties, columns=TIE), words, rows)
    return Drawing(chart, words)
