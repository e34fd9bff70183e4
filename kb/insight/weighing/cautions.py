"""What a reader of a weighing should know before believing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.insight.weighing.table import ARGUMENTS, HAND, UNKNOWN
from kb.insight.weighing.voices import Voice


class Caution(NamedTuple):
    """``kind`` names it; ``name`` is that of the party, option or criterion it is about."""

    kind: str
    name: str = ""
    count: int = 0

    def __str__(self) -> str:
        return _sentence(self) % {"name": self.name, "count": self.count}


def _sentence(caution: Caution) -> str:
    sentences = {
        "few_options": _("Fewer than two options are weighed: there is nothing to compare."),
        "no_criteria": _("There are no criteria yet: nothing sets the options apart."),
        "no_weights": _("%(name)s has not weighed yet and counts in no figure here."),
        "nobody": _("No party has weighed yet: in every figure all criteria weigh alike."),
        "bare_criterion": _("Nothing is known of any option on “%(name)s”: every value is possible there."),
        "bare_option": _("Nothing is known of “%(name)s” on any criterion: every value is possible."),
        "weights_missing": ngettext(
            "%(name)s has not weighed %(count)s criterion yet.",
            "%(name)s has not weighed %(count)s criteria yet.",
            caution.count,
        ),
        "unknown": ngettext(
            "%(count)s value rests on nothing yet: there all is possible, from 0 to 100.",
            "%(count)s values rest on nothing yet: there all is possible, from 0 to 100.",
            caution.count,
        ),
        "single": ngettext(
            "%(count)s value rests on one argument: it says which way, not how strongly.",
            "%(count)s values rest on one argument each: they say which way, not how strongly.",
            caution.count,
        ),
        "loose": ngettext(
            "%(count)s argument on “%(name)s” names no capacity that is weighed, so it does not count.",
            "%(count)s arguments on “%(name)s” name no capacity that is weighed, so they do not count.",
            caution.count,
        ),
    }
    return sentences[caution.kind]


def cautions(
    options: Sequence[Any],
    criteria: Sequence[Any],
    parties: Sequence[Voice],
    cells: pd.DataFrame,
    grounds: pd.DataFrame,
) -> tuple[Caution, ...]:
    if len(options) < 2 or not criteria:
        return (Caution("few_options" if criteria else "no_criteria"),)
    of_tables = (
        _of_values(cells),
        _of_bare("criterion", criteria, cells),
        _of_bare("option", options, cells),
    )
    each = (*of_tables, _of_loose(options, grounds), _of_parties(parties))
    return tuple(caution for part in each for caution in part)


def _of_values(cells: pd.DataFrame) -> Iterator[Caution]:
    unknown = int((cells["basis"] == UNKNOWN).sum())
    single = int(((cells["basis"] == ARGUMENTS) & (cells["n"] == 1)).sum())
    yield from (Caution(kind, count=n) for kind, n in (("unknown", unknown), ("single", single)) if n)


def _of_bare(column: str, things: Sequence[Any], cells: pd.DataFrame) -> Iterator[Caution]:
    known = set(cells.loc[cells["basis"].isin([HAND, ARGUMENTS]), column])
    yield from (Caution(f"bare_{column}", thing.name) for thing in things if thing.id not in known)


def _of_loose(options: Sequence[Any], grounds: pd.DataFrame) -> Iterator[Caution]:
    loose = grounds.loc[grounds["criterion"] < 0].groupby("option")["argument"].nunique()
    yield from (Caution("loose", row.name, int(loose[row.id])) for row in options if row.id in loose.index)


def _of_parties(parties: Sequence[Voice]) -> Iterator[Caution]:
    if not any(party.given for party in parties):
        yield Caution("nobody")
        return
    for party in parties:
        if not party.given:
            yield Caution("no_weights", party.name)
        elif party.missing:
            yield Caution("weights_missing", party.name, len(party.missing))
