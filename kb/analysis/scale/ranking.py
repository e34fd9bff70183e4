"""The k strongest partners of the rows of a block, also those with whom only hubs are shared."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kb.analysis.graphs import Ids
from kb.analysis.scale.factored import Block, Factored

By = Literal["shared", "jaccard"]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Ranking:
    """Scores are whole numbers, so that equals are equal: first the measure, then the lower id."""

    net: Factored
    k: int
    by: By

    def best(self, block: Block) -> Ids:
        """Per row of the block its k strongest partners (row numbers) and what they share, -1 for none."""
        score = self._scores(block.row, block.other, block.shared)
        lengths = np.bincount(block.row - block.rows.start, minlength=len(block.rows))
        places = largest(score, lengths, self.k)
        best = np.stack([np.append(values, -1)[places] for values in (block.other, block.shared)])
        ends = np.cumsum(lengths)
        for at in self._unsettled(block.rows, np.append(score, -1)[places[:, -1]]):
            met = slice(ends[at] - lengths[at], ends[at])
            best[:, at] = self._with_hubs(block.rows[at], block.other[met], block.shared[met])
        return best

    def _scores(self, row: Rows | int, other: Rows, shared: Ids) -> Ids:
        count = len(self.net.order)
        level = self._levels(shared, self.net.sizes[row], self.net.sizes[other])
        return level * count + (count - 1 - self.net.order[other])

    def _levels(self, shared: Ids, one: Ids, other: Ids) -> Ids:
        """Jaccard as a whole number: unequal fractions with at most U below the line lie 1/U² apart."""
        if self.by == "shared":
            return shared
        finest = 2 * (2 * int(self.net.sizes.max(initial=1))) ** 2
        level: Ids = (shared / np.maximum(one + other - shared, 1) * finest).astype(np.int64)
        return level

    def _unsettled(self, rows: range, last: Ids) -> Rows:
        """The rows for which somebody outside the block might pass the last of the k."""
        most = self.net.hubs.common.max(axis=1, initial=0)[self.net.hubs.kind[rows]]
        promise = self._levels(most, self.net.sizes[rows], self._least.min(initial=0))
        return np.flatnonzero((most > 0) & (promise >= last // len(self.net.order)))

    def _with_hubs(self, row: int, other: Rows, shared: Ids) -> Ids:
        """The k best of those met and, while a kind may hold a better one, of its first k not met."""
        common = self.net.hubs.common[self.net.hubs.kind[row]]
        promise = np.where(common > 0, self._levels(common, self.net.sizes[row], self._least), -1)
        score = self._scores(row, other, shared)
        for kind in np.argsort(-promise, kind="stable"):
            last = np.partition(score, -self.k)[-self.k] // len(self.net.order) if len(score) >= self.k else 0
            if promise[kind] < last or not common[kind]:
                break
            members = self._members[kind][: self.k + len(other) + 1]
            members = members[~np.isin(members, other) & (members != row)][: self.k]
            other = np.append(other, members)
            shared = np.append(shared, np.full(len(members), common[kind]))
            score = self._scores(row, other, shared)
        first = np.argsort(-score)[: self.k]
        found = np.full((2, self.k), -1, np.int64)
        found[:, : len(first)] = other[first], shared[first]
        return found

    @cached_property
    def _members(self) -> list[Rows]:
        """Of each kind its rows, the most promising first."""
        promise = (self.net.order, self.net.sizes) if self.by == "jaccard" else (self.net.order,)
        order = np.lexsort((*promise, self.net.hubs.kind))
        return np.split(order, np.cumsum(self.net.hubs.sizes)[:-1])

    @cached_property
    def _least(self) -> Ids:
        """The smallest portfolio of each kind."""
        return np.array([self.net.sizes[rows].min(initial=0) for rows in self._members], np.int64)


def largest(score: Ids, lengths: Ids, k: int) -> Rows:
    """`score` holds runs of these lengths: the places of the k highest of each run, -1 where it has fewer.

    Runs of like length are laid side by side, so that the filling at most doubles them.

    >>> largest(np.array([5, 9, 7, 1]), np.array([3, 1]), 2).tolist()
    [[1, 2], [3, -1]]
    """
    places = np.full((len(lengths), k), -1, np.intp)
    starts = np.cumsum(lengths) - lengths
    magnitude = np.frexp(lengths)[1]
    for size in range(1, magnitude.max(initial=0) + 1):
        runs = np.flatnonzero(magnitude == size)
        if not len(runs):
            continue
        within = np.arange(lengths[runs].max())
        at = np.minimum(starts[runs, None] + within, len(score) - 1)
        beside = np.where(within < lengths[runs, None], score[at], -1)
        top = min(k, len(within))
        first = np.argpartition(beside, len(within) - top, axis=1)[:, len(within) - top :]
        values = np.take_along_axis(beside, first, axis=1)
        order = np.argsort(-values, axis=1)
        first, values = (np.take_along_axis(part, order, axis=1) for part in (first, values))
        places[runs, :top] = np.where(values >= 0, starts[runs, None] + first, -1)
    return places
