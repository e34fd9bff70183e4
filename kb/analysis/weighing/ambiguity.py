"""Which ± is worth finding out: how much surer the first place gets once it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kb.analysis.graphs import Floats
from kb.analysis.weighing.draws import DRAWS, Drawn, Table, comparable, drawn, table


class Item(NamedTuple):
    """A ± about one option: on each of ``criteria`` it takes ``steps`` points of the interval."""

    option: int
    criteria: tuple[int, ...]
    steps: tuple[float, ...]


@dataclass(frozen=True)
class Resolution:
    """``gain`` in bits, ``before`` − the mean of ``plus`` and ``minus``; never below 0.

    ``plus`` and ``minus``: what doubt about the first place is left once item number ``item`` is a + or a −;
    ``if_plus`` and ``if_minus`` [o]: how often each option is then first.
    """

    item: int
    gain: float
    before: float
    plus: float
    minus: float
    if_plus: Floats
    if_minus: Floats


def entropy(shares: ArrayLike) -> float:
    """H = −Σ b log₂ b, in bits: 0 when one option is always first, log₂ n when n are first equally often.

    >>> entropy([0.5, 0.5, 0.0]), entropy([1.0]), entropy([])
    (1.0, 0.0, 0.0)
    """
    known = np.asarray(shares, dtype=np.float64)
    known = known[known > 0]
    return abs(float(-(known * np.log2(known)).sum()))


def value_of_resolving(
    low: ArrayLike,
    high: ArrayLike,
    items: Sequence[Item],
    weights: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> tuple[Resolution, ...]:
    """What settling each item would tell about the first place, most first.

    As a + the item lifts the lower end of its intervals by its step, as a − it lowers the upper end; other
    intervals stay. Both are equally likely beforehand, so before = H((b⁺ + b⁻)/2), gain = before −
    (H(b⁺) + H(b⁻))/2: the mutual information of the sign and the winner. All items are judged by the same
    random numbers; ``weights`` as in :func:`acceptability.rank_acceptability`. No items: nothing; one
    option: every gain is 0. ValueError for a step that is wider than its interval.
    Source: Shannon 1948, Bell System Technical Journal 27; the use here is ours.

    >>> found = value_of_resolving([[0.0], [50.0]], [[100.0], [50.0]], [Item(0, (0,), (100.0,))], [[1]])
    >>> found[0].gain, found[0].if_plus.tolist(), found[0].if_minus.tolist()
    (1.0, [1.0, 0.0], [0.0, 1.0])
    """
    given = table(low, high)
    for item in items:
        if (np.array(item.steps) > given.width[item.option, list(item.criteria)] + 1e-6).any():
            raise ValueError("A ± takes no more than the interval it lies in.")
    won, total = np.zeros((len(items), 2, len(given.low))), 0
    for piece in drawn(given, weights, draws, seed) if items else ():
        total += piece.scores.shape[1]
        rest = {option: _rest(piece, option) for option in sorted({item.option for item in items})}
        for number, item in enumerate(items):
            won[number] += _settled(given, piece, item, rest[item.option])
    found = [_resolution(number, *pair) for number, pair in enumerate(won / max(total, 1))]
    return tuple(sorted(found, key=lambda each: (-each.gain, each.item)))


class _Rest(NamedTuple):
    """All but one option: the ``best`` of them in each draw [n], how many ``tied``, who ``first`` [o, n]."""

    best: Floats
    tied: Floats
    first: Floats


def _rest(piece: Drawn, option: int) -> _Rest:
    scores = comparable(piece.scores)
    scores[option] = -np.inf
    best = scores.max(axis=0)
    first = scores == best
    tied = first.sum(axis=0).astype(np.float64)
    return _Rest(best, tied, first / tied)


def _settled(given: Table, piece: Drawn, item: Item, rest: _Rest) -> Floats:
    """How often each option is first [2, o] when the item is a +, and when it is a −."""
    at = list(item.criteria)
    steps = np.minimum(item.steps, given.width[item.option, at])
    weights, places = piece.weights[at], piece.places(item.option, at)
    places = np.tile(places, weights.shape[1] // places.shape[1])
    own = piece.scores[item.option]
    up, down = (steps @ (weights * part) for part in (1 - places, places))
    return np.array([_firsts(own + up, rest, item.option), _firsts(own - down, rest, item.option)])


def _firsts(own: Floats, rest: _Rest, option: int) -> Floats:
    score = comparable(own)
    part = np.where(score > rest.best, 1.0, np.where(score == rest.best, 1 / (rest.tied + 1), 0.0))
    found: Floats = rest.first @ (1 - part)
    found[option] = part.sum()
    return found


def _resolution(number: int, if_plus: Floats, if_minus: Floats) -> Resolution:
    before, plus, minus = (entropy(each) for each in ((if_plus + if_minus) / 2, if_plus, if_minus))
    gain = max(before - (plus + minus) / 2, 0.0)
    return Resolution(number, gain, before, plus, minus, if_plus, if_minus)
