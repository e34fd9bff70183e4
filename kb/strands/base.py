"""What a strand of the knowledge graph is, and the list of them all.

An app adds its own in `AppConfig.ready`: `add(STRAND)`. Nothing else changes: the graph, its pages, the
search and the files go by the kinds and relations of this list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model

UNSURE = 2.0  # steps that a tie counts which somebody must still check, or which is past


@dataclass(frozen=True)
class Reader:
    """Who looks, as far as it matters: the open studies (rows), and the day that is today.

    What is computed is kept for all who have the same studies open, so a strand may look at nothing else.
    """

    studies: frozenset[int]
    on: date


class Thing(NamedTuple):
    """``state``: a word of `components/badge.html` beside the name, such as "ended"."""

    kind: str
    id: str
    label: str
    state: str = ""


class Edge(NamedTuple):
    """``mark``: why the tie is unsure, see `MARKS` in `kb.insight.connections`; ``note``: words of people."""

    source_kind: str
    source: str
    target_kind: str
    target: str
    relation: str
    length: float = 1.0
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """``key``: how an address names a row, without asking; ``page``: where its own page is, if it has one.

    ``shape`` (of `kb.charts.connections`) and ``colour`` (a number in the palette) draw it, with the first
    letter of ``one``. ``explains``: whether a way between two other things may lead through it; what people
    only look at or plan ties nothing to anything.
    """

    code: str
    one: Any
    many: Any
    model: type[Model]
    key: Callable[[Any], Any]
    shape: str
    colour: int
    page: Callable[[str], str] | None = None
    explains: bool = True


@dataclass(frozen=True)
class Relation:
    """``says`` reads an edge from its source, {one}, to its target, {other}; ``back`` from the target, {one}.

    ``title`` and ``back_title`` stand above what a source and a target have by it. ``mutual``: it reads the
    same from both ends.
    """

    code: str
    says: Any
    back: Any
    title: Any
    back_title: Any
    mutual: bool = False


@dataclass(frozen=True)
class Strand:
    """``read`` gives the things and edges that this reader may see, and no others."""

    kinds: tuple[Kind, ...]
    relations: tuple[Relation, ...]
    read: Callable[[Reader], tuple[list[Thing], list[Edge]]]


STRANDS: list[Strand] = []
PLANNED = "planned"


def add(*strands: Strand) -> None:
    """Each kind and relation once: a second with the same code is refused."""
    for strand in strands:
        again = (set(kinds()) & {kind.code for kind in strand.kinds}) | (
            set(relations()) & {relation.code for relation in strand.relations}
        )
        if again:
            raise ValueError(f"already in the knowledge graph: {sorted(again)}")
        STRANDS.append(strand)


def kinds() -> dict[str, Kind]:
    return {kind.code: kind for strand in STRANDS for kind in strand.kinds}


def is_fact(thing: Thing) -> bool:
    return kinds()[thing.kind].explains and thing.state != PLANNED


def relations() -> dict[str, Relation]:
    return {relation.code: relation for strand in STRANDS for relation in strand.relations}


def address_of(row: Model) -> str:
    """How an address names a row, as ``kind:key``; '' for what is not in the graph. Asks nothing."""
    of_model = {kind.model: kind for kind in kinds().values()}
    kind = of_model.get(type(row))
    return f"{kind.code}:{kind.key(row)}" if kind else ""
