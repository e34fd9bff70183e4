"""A weighing, worked out: advice with its reasons, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from django.db.models import QuerySet

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import ranks, weighted_sum
from kb.analysis.weighing.weights import mean
from kb.insight.scenes import kept
from kb.insight.weighing.cautions import Caution, cautions
from kb.insight.weighing.outcome import Outcome, outcome, signs
from kb.insight.weighing.table import cells_of, grounds_of
from kb.insight.weighing.voices import Voice, voices
from kb.models import Criterion, DataVersion, Weighing


class Named(NamedTuple):
    """An option or a criterion; ``code`` is that of the option, or of the capacity ('' for none)."""

    id: int
    name: str
    code: str


@dataclass(frozen=True)
class Weighed:
    """Arrays follow ``options`` (o), ``criteria`` (c) and ``parties`` (p); positions, not ids.

    ``cells``: a row an option × criterion (ids): low, high, basis (hand, arguments, unknown), n, pro,
    ambiguous, risk, note. ``grounds``: option, criterion (-1: none that is weighed), argument, polarity.
    ``weights`` [p, c] add up to one, and so does ``mean`` [c], that of the parties that have weighed; a
    party that has not stands in ``weights`` with all alike, and counts in no figure. ``str`` of one of
    ``cautions`` is a sentence in the reader's language.
    """

    options: tuple[Named, ...]
    criteria: tuple[Named, ...]
    parties: tuple[Voice, ...]
    weights: Floats
    mean: Floats
    cells: pd.DataFrame
    grounds: pd.DataFrame
    cautions: tuple[Caution, ...]
    outcome: Outcome

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.options), len(self.criteria)

    @cached_property
    def low(self) -> Floats:
        return square(self.cells, "low", self.shape)

    @cached_property
    def high(self) -> Floats:
        return square(self.cells, "high", self.shape)

    @property
    def middle(self) -> Floats:
        return (self.low + self.high) / 2

    @property
    def parts(self) -> Floats:
        """The points that each criterion adds to each score [o, c]."""
        return self.middle * self.mean

    @cached_property
    def scores(self) -> pd.DataFrame:
        """An option a row, in their order: rank, score (middle), low, high, with the mean of the weights."""
        score, low, high = (weighted_sum(table, self.mean) for table in (self.middle, self.low, self.high))
        names = [option.name for option in self.options]
        return pd.DataFrame({"option": names, "rank": ranks(score), "score": score, "low": low, "high": high})

    @cached_property
    def by_party(self) -> Floats:
        """The score of each option by the weights of each party [p, o]."""
        return weighted_sum(self.middle, self.weights)

    @property
    def order(self) -> list[int]:
        """Positions of the options, best first; equal ones in their own order."""
        return [int(at) for at in np.argsort(self.scores["rank"], kind="stable")]

    @property
    def reasons(self) -> list[tuple[int, float]]:
        """Criteria with the points by which the first leads on them over the second, most first."""
        if len(self.options) < 2:
            return []
        first, second = self.order[:2]
        ahead = self.parts[first] - self.parts[second]
        return [(int(at), float(ahead[at])) for at in np.argsort(-ahead, kind="stable")]


def weighed(weighing: Weighing) -> Weighed:
    """Computed once for each version of the data."""
    return kept("weighed", str(weighing.pk), DataVersion.stamp(), lambda: _weighed(weighing))


def _weighed(weighing: Weighing) -> Weighed:
    options, criteria = (list(rows) for rows in (weighing.options.all(), _criteria(weighing)))
    grounds = grounds_of(options, criteria)
    cells = cells_of(weighing, options, criteria, grounds)
    ids = [[row.pk for row in rows] for rows in (options, criteria)]
    parties, weights = voices(weighing, list(weighing.study.parties.all()), ids[1])
    heard = weights[[party.given for party in parties]]
    together = mean(heard)
    low, high = (square(cells, end, (len(options), len(criteria))) for end in ("low", "high"))
    things = tuple(Named(row.pk, row.name, row.code) for row in options)
    measures = tuple(Named(row.pk, row.name, row.capacity.code if row.capacity else "") for row in criteria)
    return Weighed(
        options=things,
        criteria=measures,
        parties=parties,
        weights=weights,
        mean=together,
        cells=cells,
        grounds=grounds,
        cautions=cautions(things, measures, parties, cells, grounds),
        outcome=outcome(low, high, heard, together, signs(*ids, cells, grounds)),
    )


def _criteria(weighing: Weighing) -> QuerySet[Criterion]:
    return weighing.criteria.select_related("capacity")


def square(cells: pd.DataFrame, column: str, shape: tuple[int, int]) -> Floats:
    return cells[column].to_numpy(np.float64).reshape(shape)
