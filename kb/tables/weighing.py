"""A weighing as tables: on the page by option, in a file a row a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.insight.weighing.drawn import party_scores
from kb.insight.weighing.table import ARGUMENTS, HAND, UNKNOWN
from kb.insight.weighing.weighed import Weighed
from kb.models import Weighing

Rows = tuple[list[str], list[list[Any]]]


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


def score_file(found: Weighed) -> Rows:
    """The values that are weighed, and on what they rest: with the weights enough to compute all again."""
    heads = [
        _("Option"), _("Criterion"), _("At least"), _("At most"), _("Rests on"),
        _("Arguments"), "+", "±", "−", _("Reason"),
    ]  # fmt: skip
    said = {HAND: _("by hand"), ARGUMENTS: _("arguments"), UNKNOWN: _("nothing yet")}
    options, criteria = ({row.id: row.name for row in rows} for rows in (found.options, found.criteria))
    rows = [
        [
            options[row.option], criteria[row.criterion], row.low, row.high, said[row.basis], row.n, row.pro,
            row.ambiguous, row.risk, row.note,
        ]
        for row in found.cells.itertuples()
    ]  # fmt: skip
    return heads, rows


def weight_file(found: Weighed, given: dict[tuple[int, int], int]) -> Rows:
    """``given``: what a party filled in for a criterion, by their ids; beside it what that weighs."""
    manners = {"points": _("points"), "order": _("order of importance"), "": _("not weighed yet")}
    heads = [_("Party"), _("Manner"), _("Criterion"), _("Filled in"), _("Weight")]
    rows = [
        [
            party.name,
            manners[party.manner],
            criterion.name,
            given.get((party.id, criterion.id)),
            float(weight),
        ]
        for party, weights in zip(found.parties, found.weights, strict=True)
        for criterion, weight in zip(found.criteria, weights, strict=True)
    ]
    return heads, rows


def sum_file(found: Weighed) -> Rows:
    heads = [_("Option"), _("Weights of"), _("Place"), _("Points"), _("At least"), _("At most")]
    return heads, plain(party_scores(found))


def plain(frame: pd.DataFrame) -> list[list[Any]]:
    values = frame.astype(object)
    return values.where(frame.notna(), None).to_numpy().tolist()
