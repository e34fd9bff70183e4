"""A study with two questions, three options and a few arguments, to deliberate in."""

from __future__ import annotations

from typing import Any

from kb.actions.framework.arguments import add_argument, cite
from kb.actions.framework.options import add_option, answer_question
from kb.actions.framework.questions import ask_question
from kb.models import Argument, Capacity, Option, OptionAnswer, Question, Source, Study, StudyAccess

SLUG = "beraad"
AT = f"/studies/{SLUG}/"
CAPACITIES = {"ambtelijk": "Ambtelijke capaciteit", "financieel": "Financiële capaciteit"}


def open_study(demo: Study, cast: dict[str, Any]) -> Study:
    """The municipalities of the demo, none of its arguments; everybody has the role that they have there."""
    study = Study.objects.create(slug=SLUG, title="Beraad")
    study.municipalities.set(demo.municipalities.all())
    for role in ("owner", "editor", "facilitator", "reader"):
        StudyAccess.objects.create(study=study, user=cast[role], role=role)
    for code, name in CAPACITIES.items():
        Capacity.objects.get_or_create(code=code, defaults={"name": name})
    return study


def argued(study: Study, by: Any, text: str, *, polarity: str = "pro", sourced: bool = True) -> Argument:
    values = {"text": text, "polarity": polarity, "capacities": Capacity.objects.filter(code="ambtelijk")}
    argument = add_argument(study=study, values=values, by=by)
    if sourced:
        cite(argument=argument, source=Source.objects.get(code="analyse-2022"), place="Blad 8", by=by)
    return argument


def asked(study: Study, by: Any, text: str, *, core: bool = True) -> Question:
    return ask_question(study=study, values={"text": text, "core": core}, by=by)


def optioned(study: Study, by: Any, name: str, kind: str = "other") -> Option:
    return add_option(study=study, values={"name": name, "kind": kind}, by=by)


def answered(option: Option, question: Question, by: Any, *arguments: Argument) -> OptionAnswer:
    values = {"verdict": "yes", "text": "Ja, en dit is waarom.", "arguments": arguments}
    return answer_question(option=option, question=question, values=values, seen=0, by=by)
