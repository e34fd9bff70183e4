"""A weighing as files: a row a figure; weights and scores are enough to compute all the rest again."""

from __future__ import annotations

from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from kb.insight.weighing.drawn import party_scores, place_shares, swing_rows
from kb.insight.weighing.table import ARGUMENTS, HAND, UNKNOWN
from kb.insight.weighing.told import unsettled
from kb.insight.weighing.weighed import Weighed
from kb.models import Argument
from kb.models.framework.arguments import SIGNS

Rows = tuple[list[str], list[list[Any]]]


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
            float(weight) if party.given else None,
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


def place_file(found: Weighed) -> Rows:
    heads = [_("Option"), _("Place"), _("How often"), _("Chance error"), _("By any weights")]
    return heads, plain(place_shares(found).round(4))


def swing_file(found: Weighed) -> Rows:
    heads = [_("Criterion"), _("What changes"), _("Lead at least"), _("Lead at most")]
    return heads, plain(swing_rows(found).round(4))


def turn_file(found: Weighed) -> Rows:
    """A row a rival × criterion: the weight now and the nearest with which the rival comes first."""
    heads = [_("Rival"), _("Reach"), _("Points to move"), _("Criterion"), _("Weight"), _("Weight then")]
    reach = {"first": _("comes first"), "equal": _("draws level"), "never": _("not by weights alone")}
    rows = [
        [found.options[flip.rival].name, reach[flip.reach], flip.change * 50, criterion.name, now, then]
        for flip in found.outcome.flips
        for criterion, now, then in zip(found.criteria, found.mean, flip.weights, strict=True)
    ]
    return heads, rows


def doubt_file(found: Weighed) -> Rows:
    heads = [
        _("Argument"), _("Option"), _("Criteria"), _("Bits"), _("First now"), _("How often now"),
        _("First if for"), _("How often if for"), _("First if against"), _("How often if against"),
    ]  # fmt: skip
    rows = [
        [
            each.argument.text,
            each.option,
            ", ".join(each.criteria),
            each.gain,
            *each.now,
            *each.if_plus,
            *each.if_minus,
        ]
        for each in unsettled(found)
    ]
    return heads, rows


def argument_file(found: Weighed) -> Rows:
    """Every argument that counts, or would if it named a capacity that is weighed."""
    heads = [_("Option"), _("Criterion"), _("Argument"), _("Speaks")]
    options, criteria = ({row.id: row.name for row in rows} for rows in (found.options, found.criteria))
    texts = dict(Argument.objects.filter(pk__in=set(found.grounds["argument"])).values_list("pk", "text"))
    rows = [
        [options[row.option], criteria.get(row.criterion, ""), texts.get(row.argument), SIGNS[row.polarity]]
        for row in found.grounds.itertuples()
    ]
    return heads, rows
