"""The options of a study and what they answer: added, changed, put in order, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.framework.making import make, move_among, next_place, refuse_twin
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Option, OptionAnswer, Question, Study


@action
def add_option(*, study: Study, values: Mapping[str, Any], by: Any) -> Option:
    rows = locked(study).options
    refuse_twin(rows, "name", values["name"])
    option = Option(study=study, order=next_place(rows))
    return make(option, values, rows=rows, named=values["name"])


@action
def change_option(*, option: Option, values: Mapping[str, Any], seen: int, by: Any) -> Option:
    if "name" in values:
        refuse_twin(option.study.options, "name", values["name"], but=option)
    return write(option, values, seen=seen)


@action
def move_option(*, option: Option, places: int, by: Any) -> None:
    move_among(locked(option.study).options, option, places)


@action
def delete_option(*, option: Option, by: Any, seen: int | None = None, reason: str = "") -> None:
    """With its answers, its stances and its scores; the arguments stay."""
    refuse_outdated(locked(option), seen)
    option.delete()


@action
def answer_question(
    *, option: Option, question: Question, values: Mapping[str, Any], seen: int, by: Any
) -> OptionAnswer:
    """One answer an option: who answers first at the same moment as somebody else sees theirs."""
    if option.study_id != question.study_id:
        raise ValidationError(_("This question belongs to another study."))
    locked(option)
    known = OptionAnswer.objects.filter(option=option, question=question).first()
    if known is not None:
        return write(known, values, seen=seen)
    return make(OptionAnswer(option=option, question=question), values)


@action
def withdraw_answer(*, answer: OptionAnswer, by: Any, seen: int | None = None, reason: str = "") -> None:
    refuse_outdated(locked(answer), seen)
    answer.delete()
