"""What happened to a question, an option or an assessment: who wrote what, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.actions.framework.links import links_of
from kb.insight.history import Difference, differences
from kb.models import Assessment, Option, OptionAnswer, Question


@dataclass(frozen=True)
class Change:
    """``act`` is + (made), ~ (changed) or - (deleted)."""

    act: str
    what: str
    when: datetime
    who: Any
    reason: str
    differences: list[Difference]


def of_question(question: Question) -> list[Change]:
    return _newest_first(
        _changes(Question, Q(id=question.pk)), _changes(OptionAnswer, Q(question=question.pk))
    )


def of_option(option: Option) -> list[Change]:
    answers = _changes(OptionAnswer, Q(option=option.pk))
    return _newest_first(_changes(Option, Q(id=option.pk)), answers)


def of_assessment(assessment: Assessment) -> list[Change]:
    return _newest_first(_changes(Assessment, Q(id=assessment.pk)))


def _newest_first(*parts: Iterator[Change]) -> list[Change]:
    return sorted((change for part in parts for change in part), key=lambda each: each.when, reverse=True)


def _changes(model: Any, of: Q) -> Iterator[Change]:
    parents = [field.name for field in model.history.model.tracked_fields if field.many_to_one]
    found = model.history.filter(of).select_related("history_user", *parents)
    records = list(found.order_by("id", "history_date", "history_id"))
    kept = links_of(records)
    for record in records:
        record.kept_links = {name: versions[record.history_id] for name, versions in kept.items()}
    for _pk, versions in groupby(records, key=lambda record: record.id):
        for before, record in pairwise([None, *versions]):
            yield _change(model, before, record)


def _change(model: type[Model], before: Any, record: Any) -> Change:
    changed = differences(before, record) if before is not None and record.history_type == "~" else []
    return Change(
        act=record.history_type,
        what=f"{capfirst(model._meta.verbose_name)}: {_name(record)}",
        when=record.history_date,
        who=record.history_user,
        reason=record.history_change_reason or "",
        differences=changed,
    )


def _name(record: Any) -> str:
    """What is gone meanwhile is named by what it was."""
    gone = _("something deleted")
    if isinstance(record, OptionAnswer.history.model):  # type: ignore[attr-defined]
        return f"{record.option or gone} · {record.question or gone}"
    if isinstance(record, Assessment.history.model):  # type: ignore[attr-defined]
        return f"{record.municipality or _('All together')} · {record.capacity or _('As a whole')}"
    return str(getattr(record, "text", "") or getattr(record, "name", ""))
