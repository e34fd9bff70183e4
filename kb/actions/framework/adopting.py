"""A study takes over the standard set: questions, options and what theory says of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from kb.actions.base import action
from kb.actions.versions import locked
from kb.models import Argument, Citation, Option, Question, Stance, Study

SAID = ("order", "source_id", "place")
OF_QUESTION = ("text", "note", "core", *SAID)
OF_OPTION = ("name", "kind", "description", *SAID)
OF_ARGUMENT = ("text", "detail", "polarity", "basis")


def standard(model: Any) -> Any:
    return model.objects.filter(study=None).order_by("order", "pk")


@action
def adopt_framework(*, study: Study, by: Any) -> int:
    """Copy what the study does not have yet, by code; how many rows that made."""
    study = locked(study)
    questions, made_questions = _copied(study, Question, OF_QUESTION)
    options, made_options = _copied(study, Option, OF_OPTION)
    for code in made_options:
        kept = standard(Option).get(code=code)
        options[code].forms.set(kept.forms.all())
        options[code].questions.set([questions[row.code] for row in kept.questions.all()])
    return len(made_questions) + len(made_options) + _arguments(study, questions, options, by)


def _copied(study: Study, model: Any, names: tuple[str, ...]) -> tuple[dict[str, Any], list[str]]:
    """All rows of the study by code, and the codes of those that were copied just now."""
    known = {row.code: row for row in model.objects.filter(study=study)}
    made = []
    for row in standard(model):
        if row.code not in known:
            values = {name: getattr(row, name) for name in names}
            known[row.code] = model.objects.create(study=study, code=row.code, **values)
            made.append(row.code)
    return known, made


def _arguments(study: Study, questions: dict[str, Any], options: dict[str, Any], by: Any) -> int:
    known = set(study.arguments.values_list("code", flat=True))
    last = study.arguments.aggregate(last=Max("order"))["last"] or 0
    fresh = standard(Argument).exclude(code__in=known)
    for number, row in enumerate(fresh, start=1):
        values = {name: getattr(row, name) for name in OF_ARGUMENT}
        copy = Argument(study=study, code=row.code, order=last + number, made_by=by, **values)
        copy.save()
        copy.capacities.set(row.capacities.all())
        copy.questions.set([questions[each.code] for each in row.questions.all()])
        for stance in row.stances.select_related("option"):
            option = options[stance.option.code]
            Stance.objects.create(argument=copy, option=option, polarity=stance.polarity)
        for cited in row.citations.all():
            Citation.objects.create(argument=copy, source_id=cited.source_id, place=cited.place)
    return len(fresh)
