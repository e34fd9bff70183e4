"""What flips a weighing, which doubt is worth settling, and whose absence changes the order: in names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kb.analysis.graphs import Floats
from kb.analysis.weighing.flips import Flip
from kb.analysis.weighing.reversal import Reversal
from kb.insight.weighing.outcome import Doubt
from kb.insight.weighing.weighed import Weighed
from kb.models import Argument

SMALLEST_MOVE = 0.05  # of the 100 points that the weights are together
SMALLEST_GAIN = 0.001  # bits
SURE = 0.99  # from this share of the draws on, no doubt about the first is worth settling


@dataclass(frozen=True)
class Move:
    """Points of the 100 that a criterion gains; below 0: loses."""

    label: str
    by: float
    size: float


@dataclass(frozen=True)
class Turn:
    """``points`` of the 100 have to move before ``rival`` comes first; ``reach`` as in `Flip`."""

    rival: str
    reach: str
    points: float
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Unsettled:
    """A ± by ``argument`` about ``option``, and the bits that settling it tells about the first place.

    ``now``, ``if_plus`` and ``if_minus``: who is first most often as things stand, and then, and how often.
    ``leader_if_plus`` and ``leader_if_minus``: how often who is first now is so then.
    """

    argument: Any
    option: str
    criteria: tuple[str, ...]
    gain: float
    now: tuple[str, float]
    if_plus: tuple[str, float]
    if_minus: tuple[str, float]
    leader_if_plus: float
    leader_if_minus: float


def turns(found: Weighed) -> list[Turn]:
    return [_turn(found, flip) for flip in found.outcome.flips]


def _turn(found: Weighed, flip: Flip) -> Turn:
    steps = (flip.weights - found.mean) * 100
    moved = [(criterion.name, float(by)) for criterion, by in zip(found.criteria, steps, strict=True)]
    large = [Move(name, by, abs(by)) for name, by in moved if abs(by) >= SMALLEST_MOVE]
    large.sort(key=lambda move: move.by)
    return Turn(found.options[flip.rival].name, flip.reach, flip.change * 50, tuple(large))


def unsettled(found: Weighed) -> list[Unsettled]:
    """Those that tell something about the first place, most telling first; none where that is sure."""
    if is_sure(found):
        return []
    telling = [doubt for doubt in found.outcome.doubts if doubt.found.gain >= SMALLEST_GAIN]
    rows = Argument.objects.select_related("study").in_bulk([doubt.argument for doubt in telling])
    return [_unsettled(found, doubt, rows[doubt.argument]) for doubt in telling if doubt.argument in rows]


def is_sure(found: Weighed) -> bool:
    """Whether one option comes first so often that no ± is worth finding out for it."""
    return bool(found.outcome.ranks.first.max(initial=0.0) >= SURE)


def leader(found: Weighed) -> tuple[str, float]:
    return _likeliest(found, found.outcome.ranks.first)


def _unsettled(found: Weighed, doubt: Doubt, argument: Argument) -> Unsettled:
    says, at = doubt.found, int(np.argmax(found.outcome.ranks.first))
    return Unsettled(
        argument=argument,
        option=found.options[doubt.option].name,
        criteria=tuple(found.criteria[at].name for at in doubt.criteria),
        gain=says.gain,
        now=leader(found),
        if_plus=_likeliest(found, says.if_plus),
        if_minus=_likeliest(found, says.if_minus),
        leader_if_plus=float(says.if_plus[at]),
        leader_if_minus=float(says.if_minus[at]),
    )


def _likeliest(found: Weighed, shares: Floats) -> tuple[str, float]:
    at = int(np.argmax(shares))
    return found.options[at].name, float(shares[at])


def absences(found: Weighed, reversals: Sequence[Reversal]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each option without which others change places, with the pairs that do."""
    names = [option.name for option in found.options]
    return [(names[each.dropped], [(names[a], names[b]) for a, b in each.pairs]) for each in reversals]
