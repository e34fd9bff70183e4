"""Weighings of options: made, copied, changed, and the criteria by which they are weighed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.naming import save_under_free_name
from kb.actions.titles import free_slug, free_title, refuse_title
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Ballot, Capacity, Criterion, Option, Score, Study, Weighing, Weight

FEWEST = 2  # options: one alone is not weighed


@action
def create_weighing(
    *, study: Study, title: str, options: Iterable[Option], by: Any, note: str = ""
) -> Weighing:
    """By the four capacities; the team adds what it finds important besides."""
    chosen = options_of(study, options)
    refuse_title(locked(study).weighings, title)
    weighing = Weighing(study=study, title=title.strip(), note=note, made_by=by)
    save_under_free_name(weighing, "slug", lambda: free_slug(study.weighings, title, "weighing"))
    weighing.options.set(chosen)
    for order, capacity in enumerate(Capacity.objects.all(), start=1):
        named = {"capacity": capacity, "name": capacity.name, "meaning": capacity.meaning[:300]}
        Criterion.objects.create(weighing=weighing, order=order, **named)
    return weighing


def options_of(study: Study, options: Iterable[Option]) -> list[Option]:
    chosen = list(options)
    if any(option.study_id != study.pk for option in chosen):
        raise ValidationError(_("This option belongs to another study."))
    if len({option.pk for option in chosen}) < FEWEST:
        raise ValidationError(_("Choose at least two options to weigh."))
    return chosen


@action
def change_weighing(*, weighing: Weighing, values: Mapping[str, Any], seen: int, by: Any) -> Weighing:
    """``values``: title, options, note. An option that is taken out keeps its scores, for when it is back."""
    if "options" in values:
        options_of(weighing.study, values["options"])
    if "title" in values:
        refuse_title(weighing.study.weighings, values["title"], but=weighing)
    return write(weighing, values, seen=seen)


@action
def copy_weighing(*, weighing: Weighing, by: Any) -> Weighing:
    """Options, criteria, weights and scores under a new name, to try something else beside it."""
    rows = weighing.study.weighings
    title = free_title(rows, weighing.title)
    copy = Weighing(study=weighing.study, title=title, note=weighing.note, made_by=by)
    save_under_free_name(copy, "slug", lambda: free_slug(rows, title, "weighing"))
    copy.options.set(weighing.options.all())
    twins = {old.pk: _copied(old, weighing=copy) for old in weighing.criteria.all()}
    for score in Score.objects.filter(criterion__weighing=weighing):
        _copied(score, criterion=twins[score.criterion_id])
    for ballot in weighing.ballots.all():
        made = _copied(ballot, weighing=copy)
        for weight in Weight.objects.filter(ballot=ballot):
            _copied(weight, ballot=made, criterion=twins[weight.criterion_id])
    return copy


def _copied(row: Any, **changed: Any) -> Any:
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(row, name) for name in names}
    for name in changed:
        del values[f"{name}_id"]
    return type(row).objects.create(**values, **changed)


@action
def delete_weighing(*, weighing: Weighing, by: Any, seen: int | None = None, reason: str = "") -> None:
    refuse_outdated(locked(weighing), seen)
    weighing.delete()


@action
def add_criterion(*, weighing: Weighing, values: Mapping[str, Any], by: Any) -> Criterion:
    """``values``: name, meaning, capacity; parties that weighed already are asked for a weight again."""
    last = locked(weighing).criteria.aggregate(last=Max("order"))["last"] or 0
    criterion = Criterion(weighing=weighing, order=last + 1, **values)
    criterion.full_clean()
    criterion.save()
    return criterion


@action
def change_criterion(*, criterion: Criterion, values: Mapping[str, Any], seen: int, by: Any) -> Criterion:
    return write(criterion, values, seen=seen)


@action
def move_criterion(*, criterion: Criterion, places: int, by: Any) -> None:
    """So many places further down, or up where ``places`` is negative."""
    rows = list(locked(criterion.weighing).criteria.all())
    at = [row.pk for row in rows].index(criterion.pk)
    row = rows.pop(at)
    rows.insert(min(max(at + places, 0), len(rows)), row)
    for order, each in enumerate(rows, start=1):
        write(each, {"order": order})


@action
def remove_criterion(
    *, criterion: Criterion, by: Any, seen: int | None = None, reason: str = ""
) -> dict[str, int]:
    """With its weights and scores; gives how many of each went."""
    weighing = locked(criterion.weighing)  # nobody weighs by a criterion that goes at this moment
    refuse_outdated(locked(criterion), seen)
    if weighing.criteria.count() == 1:
        raise ValidationError(_("A weighing keeps at least one criterion."))
    gone = {"weights": criterion.weights.count(), "scores": criterion.scores.count()}
    criterion.delete()
    Ballot.objects.filter(weighing=weighing, weights__isnull=True).delete()
    return gone
