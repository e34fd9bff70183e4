"""The sentence with which a weighing opens: who comes first under whose weights, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import ranks
from kb.insight.weighing.table import UNKNOWN
from kb.insight.weighing.weighed import Weighed

State = Literal["few", "unknown", "unweighed", "agreed", "divided"]


@dataclass(frozen=True)
class Ahead:
    """``options`` come first, together where they are equal, under the weights of ``parties``: names."""

    options: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """``few``: nothing to compare; ``unknown``: no argument, no score; ``unweighed``: no party has weighed.

    ``rivals``: who may still come first where all parties agree, as long as the doubt about scores stands.
    ``empty``: how many scores rest on nothing.
    """

    state: State
    ahead: tuple[Ahead, ...]
    heard: tuple[str, ...]
    silent: tuple[str, ...]
    rivals: tuple[str, ...]
    empty: int

    @property
    def first(self) -> tuple[str, ...]:
        return self.ahead[0].options if self.ahead else ()

    @property
    def tied(self) -> bool:
        return len(self.first) > 1


def finding(found: Weighed) -> Finding:
    heard = tuple(party.name for party in found.parties if party.given)
    silent = tuple(party.name for party in found.parties if not party.given)
    empty = int((found.cells["basis"] == UNKNOWN).sum())
    if len(found.options) < 2 or not found.criteria:
        return Finding("few", (), heard, silent, (), empty)
    if empty == len(found.cells):
        return Finding("unknown", (), heard, silent, (), empty)
    ahead = _ahead(found)
    state: State = ("agreed" if len(ahead) == 1 else "divided") if heard else "unweighed"
    rivals = _rivals(found, ahead[0].options) if state == "agreed" else ()
    return Finding(state, ahead, heard, silent, rivals, empty)


def _ahead(found: Weighed) -> tuple[Ahead, ...]:
    """Those of the parties that weighed, most parties first; without any, as if all weighed alike."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for party, scores in zip(found.parties, found.by_party, strict=True):
        if party.given:
            groups.setdefault(_firsts(found, scores), []).append(party.name)
    if not groups:
        groups = {_firsts(found, found.middle.mean(axis=1)): []}
    listed = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(Ahead(options, tuple(names)) for options, names in listed)


def _firsts(found: Weighed, scores: Floats) -> tuple[str, ...]:
    places = ranks(scores)
    return tuple(option.name for option, place in zip(found.options, places, strict=True) if place == 1)


def _rivals(found: Weighed, first: tuple[str, ...]) -> tuple[str, ...]:
    """Whose best is above the worst of the first under the weights of some party that weighed."""
    given = [at for at, party in enumerate(found.parties) if party.given]
    low, high = (found.weights[given] @ table.T for table in (found.low, found.high))
    leads = np.array([option.name in first for option in found.options])
    worst = low[:, leads].max(axis=1, keepdims=True)
    may = (high > worst + 1e-9).any(axis=0) & ~leads
    return tuple(option.name for option, can in zip(found.options, may, strict=True) if can)
