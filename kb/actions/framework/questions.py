"""The questions that a study puts: asked, changed, put in order, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.actions.base import action
from kb.actions.framework.making import make, move_among, next_place, refuse_twin
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Question, Study


@action
def ask_question(*, study: Study, values: Mapping[str, Any], by: Any) -> Question:
    rows = locked(study).questions
    refuse_twin(rows, "text", values["text"])
    question = Question(study=study, order=next_place(rows))
    return make(question, values, rows=rows, named=values["text"])


@action
def change_question(*, question: Question, values: Mapping[str, Any], seen: int, by: Any) -> Question:
    if "text" in values:
        refuse_twin(question.study.questions, "text", values["text"], but=question)
    return write(question, values, seen=seen)


@action
def move_question(*, question: Question, places: int, by: Any) -> None:
    """Core questions move among each other, and so do the others."""
    move_among(locked(question.study).questions.filter(core=question.core), question, places)


@action
def withdraw_question(*, question: Question, by: Any, seen: int | None = None, reason: str = "") -> None:
    """With the answers that options gave to it; its arguments stay."""
    refuse_outdated(locked(question), seen)
    question.delete()
