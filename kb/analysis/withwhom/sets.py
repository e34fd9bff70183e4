"""Connected sets of municipalities: every group that could act as one piece of land, each found once.

Exact search is ESU (Wernicke 2006, IEEE/ACM TCBB 3(4), 347–359), level by level on whole arrays: a set
grows by a neighbour that its earlier members did not touch, so that no set is met twice and none is sorted
out afterwards. Beyond a given number of sets a beam keeps the best of each level and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from kb.analysis.graphs import Floats, Ids

Flags = NDArray[np.bool_]
Score = Callable[[Ids], Floats]

# A table of every pair up to this many cells (25 MB); beyond it pairs are looked up in a sorted list.
DENSE_CELLS = 25_000_000


class Found(NamedTuple):
    """`sets` (n × size, ids sorted in each row); `exact`: no level before the last one was cut."""

    sets: Ids
    exact: bool


def connected_sets(
    neighbours: pd.DataFrame, size: int, start: Iterable[int] = (), among: Iterable[int] | None = None
) -> Ids:
    """Every connected set of `size` municipalities that contains all of `start`, each once.

    `neighbours` has columns `a`, `b` (each border once, in either order). `among` limits who may be added;
    the start may always stay. The whole set is connected; the start itself need not be: the others then
    bridge it, and where no bridge of that size exists there is no set. Shape (n, size), ids sorted in each
    row; the order of rows depends on the ids alone. No set: shape (0, size). ValueError for `size` < 1.

    >>> borders = pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4]})
    >>> connected_sets(borders, 3).tolist()
    [[1, 2, 3], [2, 3, 4]]
    >>> connected_sets(borders, 3, start=[1, 3]).tolist()
    [[1, 2, 3]]
    """
    return _search(neighbours, size, start, among, None, None).sets


def best_sets(
    neighbours: pd.DataFrame,
    size: int,
    score: Score,
    most: int,
    start: Iterable[int] = (),
    among: Iterable[int] | None = None,
) -> Found:
    """:func:`connected_sets` while a level holds at most `most` sets; beyond it the `most` best of each.

    `score` answers an array of sets (n × any size) with a number each, the higher the better. Ties keep the
    earlier set. `exact` is False once a level before the last was cut: a better set may have been missed.

    >>> borders = pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4]})
    >>> best_sets(borders, 2, lambda sets: sets.sum(axis=1).astype(float), most=1)
    Found(sets=array([[3, 4]]), exact=False)
    """
    return _search(neighbours, size, start, among, most, score)


class _Graph:
    """Neighbours by position in `ids` (sorted), so that sorted positions are sorted ids."""

    def __init__(self, neighbours: pd.DataFrame, start: Ids, among: Ids | None) -> None:
        a, b = neighbours["a"].to_numpy(np.int64), neighbours["b"].to_numpy(np.int64)
        self.ids = np.unique(np.concatenate([start, a, b] if among is None else [start, among]))
        inside = a != b if among is None else np.isin(a, self.ids) & np.isin(b, self.ids) & (a != b)
        at_a, at_b = (np.searchsorted(self.ids, end[inside]) for end in (a, b))
        n = len(self.ids)
        keys = np.sort(np.concatenate([at_a * n + at_b, at_b * n + at_a]))
        self.keys = keys[np.diff(keys, prepend=-1) > 0]  # np.unique takes three times as long
        self.starts = np.searchsorted(self.keys, np.arange(n + 1) * n)
        self.flat = self.keys % max(n, 1)

    @cached_property
    def table(self) -> Flags | None:
        n = len(self.ids)
        if n * n > DENSE_CELLS:
            return None
        table = np.zeros(n * n, bool)
        table[self.keys] = table[:: n + 1] = True
        return table

    def touch(self, a: Ids, b: Ids) -> Flags:
        """Whether each a borders, or is, its b."""
        keys = a * len(self.ids) + b
        if self.table is not None:
            known: Flags = self.table[keys]
            return known
        at = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        touching: Flags = (self.keys[at] == keys) | (a == b)
        return touching

    def around(self, nodes: Ids) -> tuple[Ids, Ids]:
        """The neighbours of each of `nodes`, one after another, and of which of them each is one."""
        first, count = self.starts[nodes], self.starts[nodes + 1] - self.starts[nodes]
        return self.flat[_ranges(first, count)], np.repeat(np.arange(len(nodes)), count)

    def hops(self, nodes: Ids) -> Floats:
        """The number of borders to cross from each of `nodes` to every municipality; inf: no way."""
        n = len(self.ids)
        borders = sparse.csr_array((np.ones(len(self.flat)), self.flat, self.starts), shape=(n, n))
        found: Floats = dijkstra(borders, unweighted=True, indices=nodes)
        return found


class _Level(NamedTuple):
    """Sets as columns (`sets[:, i]` is sorted), the lowest member each may get, and who may join it."""

    sets: Ids
    floor: Ids
    joiners: Ids
    counts: Ids


def _search(
    neighbours: pd.DataFrame,
    size: int,
    start: Iterable[int],
    among: Iterable[int] | None,
    most: int | None,
    score: Score | None,
) -> Found:
    if size < 1:
        raise ValueError("A set has at least one municipality.")
    wanted = np.unique(np.fromiter(start, np.int64))
    graph = _Graph(neighbours, wanted, None if among is None else np.unique(np.fromiter(among, np.int64)))
    level, missing = _first(graph, np.searchsorted(graph.ids, wanted))
    away = graph.hops(missing) if len(missing) else np.zeros((0, len(graph.ids)))
    if len(level.sets) > size:
        return Found(np.empty((0, size), np.int64), exact=True)
    while len(level.sets) < size:
        if most is not None and score is not None and len(level.joiners) > most:
            return _beam(graph, level.sets, size, away, most, score)
        level = _grown(graph, level, last=len(level.sets) + 1 == size)
        level = _hopeful(level, away, size)
    level = _hopeful(level, away, size)
    return Found(np.ascontiguousarray(graph.ids[level.sets].T), exact=True)


def _first(graph: _Graph, start: Ids) -> tuple[_Level, Ids]:
    """Each municipality alone; with a start: the piece of it around its first, and what it misses."""
    nodes = np.arange(len(graph.ids))
    if not len(start):
        near, owner = graph.around(nodes)
        higher = near > owner
        return _Level(
            nodes[None], nodes, near[higher], np.bincount(owner[higher], minlength=len(nodes))
        ), start
    piece = start[:1]
    while len(grown := start[np.isin(start, np.append(graph.around(piece)[0], piece))]) > len(piece):
        piece = grown
    joiners = np.setdiff1d(graph.around(piece)[0], piece)
    level = _Level(piece[:, None], np.array([-1]), joiners, np.array([len(joiners)]))
    return level, np.setdiff1d(start, piece)


def _grown(graph: _Graph, level: _Level, *, last: bool) -> _Level:
    """Each set with each of its joiners; a later sister may no longer be joined by an earlier joiner."""
    owner = np.repeat(np.arange(len(level.counts)), level.counts)
    sets, floor = _inserted(level.sets.take(owner, axis=1), level.joiners), level.floor[owner]
    if last:
        return _Level(sets, floor, level.joiners[:0], np.zeros(len(owner), np.int64))
    ends = np.cumsum(level.counts)[owner]
    at = np.arange(len(owner))
    left = ends - at - 1
    near, child = graph.around(level.joiners)
    fresh, parent = near > floor[child], owner[child]
    for member in level.sets:
        fresh &= ~graph.touch(member[parent], near)
    near, child = near[fresh], child[fresh]
    counts = np.bincount(child, minlength=len(owner))
    joiners = np.empty(int((left + counts).sum()), np.int64)
    begins = np.cumsum(left + counts) - left - counts
    joiners[_ranges(begins, left)] = level.joiners[_ranges(at + 1, left)]
    joiners[_ranges(begins + left, counts)] = near
    return _Level(sets, floor, joiners, left + counts)


def _hopeful(level: _Level, away: Floats, size: int) -> _Level:
    """Without the sets that cannot reach what they miss of the start any more."""
    if not len(away):
        return level
    keep = _reaching(level.sets, away, size)
    joiners = level.joiners[np.repeat(keep, level.counts)]
    return _Level(level.sets[:, keep], level.floor[keep], joiners, level.counts[keep])


def _reaching(sets: Ids, away: Floats, size: int) -> Flags:
    """Whether each set has members left to come for every missing one, and for the way to the farthest."""
    if not len(away):
        return np.ones(sets.shape[1], bool)
    nearest = away[:, sets].min(axis=1)
    needed = np.maximum((nearest > 0).sum(axis=0), nearest.max(axis=0))
    reaching: Flags = needed <= size - len(sets)
    return reaching


def _beam(graph: _Graph, sets: Ids, size: int, away: Floats, most: int, score: Score) -> Found:
    exact = True
    while len(sets) < size:
        exact = exact and sets.shape[1] <= most
        sets = _neighbouring(graph, _best(graph, sets, most, score))
        sets = sets[:, _reaching(sets, away, size)]
    return Found(np.ascontiguousarray(graph.ids[_best(graph, sets, most, score)].T), exact)


def _best(graph: _Graph, sets: Ids, most: int, score: Score) -> Ids:
    if sets.shape[1] <= most:
        return sets
    kept: Ids = sets[:, np.sort(np.argsort(-score(graph.ids[sets].T), kind="stable")[:most])]
    return kept


def _neighbouring(graph: _Graph, sets: Ids) -> Ids:
    """Every set with one more neighbour, each once, sorted."""
    parts = []
    for member in sets:
        near, owner = graph.around(member)
        outside = (sets[:, owner] != near).all(axis=0)
        parts.append(_inserted(sets[:, owner[outside]], near[outside]))
    return np.unique(np.concatenate(parts, axis=1), axis=1)


def _inserted(sets: Ids, extra: Ids) -> Ids:
    """One more member for each set, in its place: the columns stay sorted."""
    grown = np.empty((len(sets) + 1, len(extra)), np.int64)
    rest = extra
    for row, member in enumerate(sets):
        np.minimum(member, rest, out=grown[row])
        rest = np.maximum(member, rest)
    grown[-1] = rest
    return grown


def _ranges(first: Ids, count: Ids) -> Ids:
    """first, first + 1, … for each `count`, one after another."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(first - ends + count, count)
