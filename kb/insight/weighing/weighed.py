"""A weighing, worked out: advice with its reasons, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kb.analysis.graphs import Floats
from kb.analysis.weighing.scores import ranks, weighted_sum
from kb.analysis.weighing.weights import mean
from kb.insight.scenes import kept
from kb.insight.weighing.table import cells, grounds
from kb.insight.weighing.voices import Voice, voices
from kb.models import DataVersion, Weighing


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
    ``weights`` [p, c] and their ``mean`` [c] add up to one.
    """

    options: tuple[Named, ...]
    criteria: tuple[Named, ...]
    parties: tuple[Voice, ...]
    weights: Floats
    mean: Floats
    cells: pd.DataFrame
    grounds: pd.DataFrame

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.options), len(self.criteria)

    @cached_property
    def low(self) -> Floats:
        return self.cells["low"].to_numpy(np.float64).reshape(self.shape)

    @cached_property
    def high(self) -> Floats:
        return self.cells["high"].to_numpy(np.float64).reshape(self.shape)

    @property
    def middle(self) -> Floats:
        return (self.low + self.high) / 2

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


def weighed(weighing: Weighing) -> Weighed:
    """Computed once for each version of the data."""
    version = DataVersion.stamp()
    return kept("weighed", str(weighing.pk), version, lambda: _weighed(weighing))


def _weighed(weighing: Weighing) -> Weighed:
    options = list(weighing.options.all())
    criteria = list(weighing.criteria.select_related("capacity"))
    parties = list(weighing.study.parties.all())
    reasons = grounds(options, criteria)
    heard, weights = voices(weighing, parties, [row.pk for row in criteria])
    return Weighed(
        options=_named((row.pk, row.name, row.code) for row in options),
        criteria=_named((row.pk, row.name, row.capacity.code if row.capacity else "") for row in criteria),
        parties=heard,
        weights=weights,
        mean=mean(weights),
        cells=cells(weighing, options, criteria, reasons),
        grounds=reasons,
    )


def _named(rows: Iterable[tuple[Any, ...]]) -> tuple[Named, ...]:
    return tuple(Named(*row) for row in rows)
