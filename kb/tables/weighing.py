"""A weighing as tables on its page: by option, best first."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Any

from django.urls import reverse

from kb.insight.weighing.drawn import party_scores
from kb.insight.weighing.weighed import Weighed
from kb.models import Weighing


@dataclass(frozen=True)
class Cell:
    """What an option is worth on a criterion, on what that rests, and the page that shows it."""

    low: float
    high: float
    basis: str
    n: int
    note: str
    url: str

    @property
    def sure(self) -> bool:
        return self.low == self.high


def grid(found: Weighed, weighing: Weighing) -> list[tuple[Any, list[Cell]]]:
    """A row an option, best first, with its cells in the order of the criteria."""
    cells = iter(found.cells.itertuples())
    rows = [
        (option, [_cell(next(cells), option, weighing) for _each in found.criteria])
        for option in found.options
    ]
    return [rows[at] for at in found.order]


def _cell(row: Any, option: Any, weighing: Weighing) -> Cell:
    url = reverse("kb:weighing_cell", args=[weighing.study.slug, weighing.slug, option.code, row.criterion])
    return Cell(row.low, row.high, row.basis, row.n, row.note, url)


def by_party(found: Weighed) -> tuple[list[str], list[tuple[str, list[Any]]]]:
    """The heads of the columns, and a row an option with its score under each of them."""
    scores = party_scores(found)
    heads = list(dict.fromkeys(scores["party"]))
    grouped = scores.groupby("option", sort=False)
    return heads, [(str(option), list(rows.itertuples())) for option, rows in grouped]


def place_rows(found: Weighed) -> list[dict[str, Any]]:
    """A row an option, best first: how often in each place, and what any weights would make of it.

    ``space``: the part of all weights with which it is first on the middles; ``central``: its central
    weights by name, empty where it never comes first.
    """
    ranks, anywhere = found.outcome.ranks, found.outcome.anywhere
    return [
        {
            "option": found.options[at].name,
            "shares": list(ranks.shares[at]),
            "anywhere": anywhere.first[at],
            "space": found.outcome.winners.space[at],
            "central": _central(found, at),
            "confidence": found.outcome.confidence[at],
        }
        for at in found.order
    ]


def _central(found: Weighed, at: int) -> list[tuple[str, float]]:
    weights = found.outcome.anywhere.central[at]
    named = zip(found.criteria, weights, strict=True)
    return [(criterion.name, float(weight)) for criterion, weight in named if not isnan(weight)]
