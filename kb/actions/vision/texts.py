"""The shared vision: what each party answers, the text they agree on, and what must be talked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Party, Study, VisionAnswer, VisionPoint, VisionPrompt, VisionText


@action
def write_text(
    *, study: Study, section: str, values: Mapping[str, Any], seen: int | None = None, by: Any
) -> VisionText:
    """The shared text of a section; other words than those agreed on are a draft again."""
    locked(study)  # two people who write first at the same moment make one row, not two
    known = study.vision_texts.filter(section=section).first()
    if known is None:
        text = VisionText(study=study, section=section, **values)
        text.full_clean()
        text.save()
        return text
    return write(known, _reworded(known, values["text"]), seen=seen)


def _reworded(text: VisionText, words: str) -> dict[str, Any]:
    return {"text": words, "settled": text.settled and text.text == words}


@action
def restore_text(
    *, text: VisionText, version: int, seen: int | None = None, by: Any, reason: str = ""
) -> VisionText:
    """The words of an older ``version`` again, as a new one."""
    record = text.history.get(history_id=version)
    return write(text, _reworded(locked(text), record.text), seen=seen)


@action
def settle_text(*, text: VisionText, seen: int | None = None, by: Any, reason: str = "") -> VisionText:
    """All parties agree on these words."""
    if not locked(text).text:
        raise ValidationError(_("There is no text to agree on yet."))
    return write(text, {"settled": True}, seen=seen)


@action
def unsettle_text(*, text: VisionText, seen: int | None = None, by: Any, reason: str = "") -> VisionText:
    return write(text, {"settled": False}, seen=seen)


@action
def answer_prompt(
    *, party: Party, prompt: VisionPrompt, values: Mapping[str, Any], seen: int | None = None, by: Any
) -> VisionAnswer:
    """What ``party`` answers; a tip asks for nothing."""
    if prompt.tip:
        raise ValidationError(_("A tip asks for no answer."))
    study = locked(party).study
    known = VisionAnswer.objects.filter(party=party, prompt=prompt).first()
    if known is not None:
        return write(known, values, seen=seen)
    answer = VisionAnswer(study=study, party=party, prompt=prompt, **values)
    answer.full_clean()
    answer.save()
    return answer


@action
def withdraw_answer(*, answer: VisionAnswer, seen: int | None = None, by: Any, reason: str = "") -> None:
    refuse_outdated(locked(answer), seen)
    remove(answer)


@action
def add_point(*, study: Study, section: str, values: Mapping[str, Any], by: Any) -> VisionPoint:
    point = VisionPoint(study=study, section=section, **values)
    point.full_clean()
    point.save()
    return point


@action
def change_point(*, point: VisionPoint, values: Mapping[str, Any], seen: int, by: Any) -> VisionPoint:
    return write(point, values, seen=seen)


@action
def settle_point(
    *, point: VisionPoint, values: Mapping[str, Any], on: date, seen: int | None = None, by: Any
) -> VisionPoint:
    """``values["outcome"]``: what was agreed when it was talked out."""
    if not values["outcome"].strip():
        raise ValidationError(_("Write down what was agreed."))
    return write(point, {**values, "settled_on": on}, seen=seen)


@action
def reopen_point(*, point: VisionPoint, seen: int | None = None, by: Any, reason: str = "") -> VisionPoint:
    """It must be talked out again; what was agreed before stays to be read."""
    return write(point, {"settled_on": None}, seen=seen)


@action
def remove_point(*, point: VisionPoint, seen: int | None = None, by: Any, reason: str = "") -> None:
    refuse_outdated(locked(point), seen)
    remove(point)
