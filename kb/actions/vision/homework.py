"""What somebody prepares before the next meeting: given, changed, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Homework, Study


@action
def give_homework(*, study: Study, values: Mapping[str, Any], by: Any) -> Homework:
    """``values``: text, party, person, prompt, due_on."""
    homework = Homework(study=study, **values)
    _refuse_outsiders(homework, values)
    homework.full_clean()
    homework.save()
    return homework


@action
def change_homework(
    *, homework: Homework, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Homework:
    _refuse_outsiders(homework, values)
    return write(homework, values, seen=seen)


def _refuse_outsiders(homework: Homework, values: Mapping[str, Any]) -> None:
    """For a party at this table and a person with access; who had it already keeps it."""
    party, person = values.get("party"), values.get("person")
    if party is not None and party.study_id != homework.study_id:
        raise ValidationError(_("This party sits at another table."))
    keeps = homework.pk and person == locked(homework).person
    if person is not None and not keeps and not homework.study.access.filter(user=person).exists():
        raise ValidationError(_("%(name)s has no access to this study."), params={"name": person})


@action
def finish_homework(
    *, homework: Homework, values: Mapping[str, Any], on: date, seen: int | None = None, by: Any
) -> Homework:
    """Done, with its ``result``; the day is that of the first time."""
    return write(homework, {**values, "done_on": homework.done_on or on}, seen=seen)


@action
def reopen_homework(*, homework: Homework, seen: int | None = None, by: Any, reason: str = "") -> Homework:
    return write(homework, {"done_on": None}, seen=seen)


@action
def remove_homework(*, homework: Homework, seen: int | None = None, by: Any, reason: str = "") -> None:
    refuse_outdated(locked(homework), seen)
    remove(homework)
