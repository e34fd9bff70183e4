"""The board of a capacity: what speaks for it beside what to watch, and what is not unambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from kb.models import Argument, Capacity, Party, Polarity, Study

TOP = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """An argument in its column, and the neighbours that it can change places with."""

    argument: Argument
    above: Argument | None
    below: Argument | None


@dataclass(frozen=True, slots=True)
class Column:
    polarity: Polarity
    rows: list[Placed]

    @property
    def top(self) -> list[Argument]:
        return [placed.argument for placed in self.rows[:TOP]]


@dataclass(frozen=True, slots=True)
class Board:
    """``n`` as shown, ``whole`` without filters; ``shared``: by every party at the table."""

    capacity: Capacity
    columns: list[Column]
    n: int
    whole: int
    without_source: int
    shared: int
    parties: int

    @property
    def filtered(self) -> bool:
        return self.n < self.whole

    @property
    def dense(self) -> bool:
        """More than a sheet of paper holds with all that is said of each."""
        return self.n > 16

    def count(self, polarity: str) -> int:
        return next(len(column.rows) for column in self.columns if column.polarity == polarity)

    @property
    def pros(self) -> int:
        return self.count(Polarity.PRO)

    @property
    def ambiguous(self) -> int:
        return self.count(Polarity.AMBIGUOUS)

    @property
    def risks(self) -> int:
        return self.count(Polarity.RISK)


def board(capacity: Capacity, shown: Iterable[Argument], parties: int, whole: int | None = None) -> Board:
    """``shown``: the arguments of the capacity as `ArgumentQuerySet.shown` reads them, in their order."""
    rows = list(shown)
    return Board(
        capacity=capacity,
        columns=[_column(polarity, rows) for polarity in Polarity],
        n=len(rows),
        whole=len(rows) if whole is None else whole,
        without_source=sum(not row.citations.all() for row in rows),
        shared=sum(0 < parties == len(row.shared_by) for row in rows),
        parties=parties,
    )


def _column(polarity: Polarity, rows: Sequence[Argument]) -> Column:
    mine = [row for row in rows if row.polarity == polarity]
    around = pairwise(pairwise([None, *mine, None]))
    return Column(polarity, [Placed(row, above, below) for (above, row), (_row, below) in around])


def boards(study: Study) -> list[Board]:
    """Of every capacity, also where nothing is said of it yet."""
    parties = Party.objects.filter(study=study).count()
    said = by_capacity(study.arguments.shown())
    return [board(capacity, said.get(capacity.pk, []), parties) for capacity in Capacity.objects.all()]


def by_capacity(arguments: Iterable[Argument]) -> dict[int, list[Argument]]:
    pairs = [(capacity.pk, row) for row in arguments for capacity in row.capacities.all()]
    ordered = sorted(pairs, key=lambda pair: pair[0])
    return {pk: [row for _pk, row in group] for pk, group in groupby(ordered, key=lambda pair: pair[0])}


def placed(capacity: Capacity, argument: Any) -> Placed:
    """One card as its board shows it, after it was edited there."""
    column = argument.study.arguments.filter(capacities=capacity, polarity=argument.polarity)
    rows = [None, *column.order_by("order", "pk"), None]
    at = rows.index(argument)
    return Placed(argument, rows[at - 1], rows[at + 1])
