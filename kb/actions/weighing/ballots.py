"""What each party finds the criteria worth, and scores that the team gives by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Ballot, Criterion, Manner, Option, Party, Score, Weighing, Weight


@action
def cast_ballot(
    *,
    weighing: Weighing,
    party: Party,
    manner: str,
    weights: Mapping[int, int],
    by: Any,
    seen: int | None = None,
) -> Ballot:
    """``weights``: for each criterion, by its number, points from 0 to 100 or its place from 1."""
    locked(weighing)  # two people who weigh first at the same moment make one ballot, not two
    refuse_other_table(weighing, party)
    refuse_other_criteria(weighing, weights)
    refuse_no_weight(manner, weights)
    ballot = weighing.ballots.filter(party=party).first()
    if ballot is None:
        ballot = Ballot(weighing=weighing, party=party, manner=manner)
        ballot.full_clean()
        ballot.save()
        _write_weights(ballot, weights)
        return ballot
    refuse_outdated(ballot, seen)
    changed = write(ballot, {"manner": manner})
    if _write_weights(ballot, weights):
        changed.save()  # weights alone make a new version of the ballot too
    return changed


def _write_weights(ballot: Ballot, weights: Mapping[int, int]) -> bool:
    """Whether any of them was another before."""
    known = {weight.criterion_id: weight for weight in ballot.weights.all()}
    changed = {pk: value for pk, value in weights.items() if pk not in known or known[pk].value != value}
    for pk, value in changed.items():
        if pk in known:
            write(known[pk], {"value": value})
        else:
            made = Weight(ballot=ballot, criterion_id=pk, value=value)
            made.full_clean()
            made.save()
    return bool(changed)


def refuse_other_table(weighing: Weighing, party: Party) -> None:
    if party.study_id != weighing.study_id:
        raise ValidationError(_("This party sits at another table."))


def refuse_other_criteria(weighing: Weighing, weights: Mapping[int, int]) -> None:
    """Somebody may add or remove a criterion while a party fills in its weights."""
    if set(weights) != set(weighing.criteria.values_list("pk", flat=True)):
        raise ValidationError(_("The criteria changed while you were weighing. Look again and save."))


def refuse_no_weight(manner: str, weights: Mapping[int, int]) -> None:
    if manner == Manner.POINTS and not any(weights.values()):
        raise ValidationError(_("Give at least one criterion more than 0 points."))
    if manner == Manner.ORDER and any(not 1 <= place <= len(weights) for place in weights.values()):
        raise ValidationError(_("Places run from 1 to the number of criteria."))


@action
def withdraw_ballot(*, ballot: Ballot, by: Any, seen: int | None = None, reason: str = "") -> None:
    refuse_outdated(locked(ballot), seen)
    ballot.delete()


@action
def score_by_hand(
    *,
    criterion: Criterion,
    option: Option,
    low: Decimal,
    high: Decimal,
    note: str,
    by: Any,
    seen: int | None = None,
) -> Score:
    """From 0 (worst) to 100 (best), for a reason; ``low`` and ``high`` differ where the team is not sure."""
    locked(criterion)
    if not criterion.weighing.options.filter(pk=option.pk).exists():
        raise ValidationError(_("This option is no longer weighed here."))
    if not note.strip():
        raise ValidationError(_("Say why: a score by hand needs a reason."))
    values = {"low": low, "high": high, "note": note.strip()}
    known = Score.objects.filter(criterion=criterion, option=option).first()
    if known is not None:
        return write(known, values, seen=seen)
    score = Score(criterion=criterion, option=option, **values)
    score.full_clean()
    score.save()
    return score


@action
def score_by_arguments(*, score: Score, by: Any, seen: int | None = None, reason: str = "") -> None:
    """Forget the score given by hand: the arguments speak again."""
    refuse_outdated(locked(score), seen)
    score.delete()
