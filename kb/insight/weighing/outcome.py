"""What follows from the table and the weights: how sure, what flips it, what is worth finding out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kb.analysis.graphs import Floats
from kb.analysis.weighing import acceptability, ambiguity, flips, reversal, tornado, winners
from kb.insight.weighing.table import ARGUMENTS
from kb.models import Polarity

SEED = 1
DRAWS = acceptability.DRAWS
Signs = dict[tuple[int, int], ambiguity.Item]  # by option and argument (ids)


@dataclass(frozen=True)
class Doubt:
    """A ± about ``option`` (position) by ``argument`` (id), on ``criteria`` (positions); what it decides."""

    option: int
    argument: int
    criteria: tuple[int, ...]
    found: ambiguity.Resolution


@dataclass(frozen=True)
class Outcome:
    """By the parties that have weighed alone; where none has, all criteria weigh alike.

    ``ranks``: how often each option takes each place by their weights, ``anywhere``: by any weights;
    ``confidence`` [o] with the central weights of these. ``flips``: nearest first, on the middles and the
    mean weights. ``doubts``: most worth finding out first. ``reversals``: on the scores as they are (none),
    ``relative``: were they stretched between the worst and the best. ``swings``: None without two options;
    ``between_parties``: a weight there runs as far as they differ, else from 0 to twice what it is.
    """

    ranks: acceptability.Acceptability
    anywhere: acceptability.Acceptability
    confidence: Floats
    flips: tuple[flips.Flip, ...]
    doubts: tuple[Doubt, ...]
    reversals: tuple[reversal.Reversal, ...]
    relative: tuple[reversal.Reversal, ...]
    swings: tornado.Swings | None
    between_parties: bool
    winners: winners.Winners


def outcome(low: Floats, high: Floats, weights: Floats, mean: Floats, signs: Signs) -> Outcome:
    """``weights`` [p, c]: of the parties that have weighed."""
    middle = (low + high) / 2
    voices = weights if len(weights) else mean[None, :]
    anywhere = acceptability.rank_acceptability(low, high, None, DRAWS, SEED)
    return Outcome(
        ranks=acceptability.rank_acceptability(low, high, voices, DRAWS, SEED),
        anywhere=anywhere,
        confidence=acceptability.confidence(low, high, anywhere.central, DRAWS, SEED),
        flips=flips.flip_distance(middle, mean),
        doubts=_doubts(low, high, voices, signs),
        reversals=reversal.rank_reversals(middle, mean),
        relative=reversal.rank_reversals(middle, mean, relative=True),
        swings=_swings(low, high, mean, weights),
        between_parties=_differ(weights),
        winners=winners.by_weights(middle, weights, DRAWS, SEED),
    )


def signs(
    options: Sequence[int], criteria: Sequence[int], cells: pd.DataFrame, grounds: pd.DataFrame
) -> Signs:
    """Every ± that counts: an argument on an option, with its part of each interval it stands in."""
    counted = cells.loc[cells["basis"] == ARGUMENTS, ["option", "criterion", "n"]]
    found = grounds[grounds["polarity"] == Polarity.AMBIGUOUS].merge(counted, on=["option", "criterion"])
    return {
        (int(option), int(argument)): ambiguity.Item(
            options.index(option),
            tuple(criteria.index(criterion) for criterion in rows["criterion"]),
            tuple(100 / n for n in rows["n"]),
        )
        for (option, argument), rows in found.groupby(["option", "argument"])
    }


def _doubts(low: Floats, high: Floats, weights: Floats, signs: Signs) -> tuple[Doubt, ...]:
    items = list(signs.values())
    arguments = [argument for _option, argument in signs]
    found = ambiguity.value_of_resolving(low, high, items, weights, DRAWS, SEED)
    return tuple(
        Doubt(items[each.item].option, arguments[each.item], items[each.item].criteria, each)
        for each in found
    )


def _swings(low: Floats, high: Floats, mean: Floats, weights: Floats) -> tornado.Swings | None:
    """Weights run as far as the parties differ; where they do not, from 0 to twice what they are."""
    if not _differ(weights):
        return tornado.swings(low, high, mean)
    return tornado.swings(low, high, mean, weights.min(axis=0), weights.max(axis=0))


def _differ(weights: Floats) -> bool:
    return bool(len(weights) and np.ptp(weights, axis=0).round(9).any())
