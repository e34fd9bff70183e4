"""Drawing in the map of a question while people talk: one thing at a time, and back again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.framework.argument_links import link_arguments, unlink_arguments
from kb.actions.framework.arguments import add_argument, delete_argument
from kb.actions.framework.options import add_option, delete_option
from kb.actions.versions import locked
from kb.models import Argument, ArgumentLink, LinkKind, Option, Polarity, Question

OPPOSITE = {
    Polarity.PRO: Polarity.RISK,
    Polarity.AMBIGUOUS: Polarity.AMBIGUOUS,
    Polarity.RISK: Polarity.PRO,
}


@action
def draw_option(*, question: Question, name: str, by: Any) -> Option:
    return add_option(study=question.study, values={"name": name, "questions": [question]}, by=by)


@action
def draw_argument(*, under: Question | Option | Argument, text: str, polarity: str, by: Any) -> Argument:
    """For, against or neither, of what it is drawn ``under``: a question, an option or an argument."""
    if isinstance(under, Argument):
        return _draw_on_argument(under, text, polarity, by)
    values = {"text": text, "polarity": polarity}
    if isinstance(under, Question):
        return add_argument(study=under.study, values=values | {"questions": [under]}, by=by)
    return add_argument(study=under.study, values=values, stances={under: polarity}, by=by)


def _draw_on_argument(under: Argument, text: str, polarity: str, by: Any) -> Argument:
    """What supports a risk is a risk too, and what weakens it speaks for the plan."""
    kinds = {Polarity.PRO: LinkKind.SUPPORTS, Polarity.RISK: LinkKind.WEAKENS}
    if polarity not in kinds:
        raise ValidationError(_("Under an argument choose + (supports it) or − (weakens it)."))
    own = Polarity(under.polarity)
    sign = own if polarity == Polarity.PRO else OPPOSITE[own]
    made = add_argument(study=under.study, values={"text": text, "polarity": sign}, by=by)
    link_arguments(source=made, kind=kinds[Polarity(polarity)], target=under, by=by)
    return made


@action
def take_back(*, row: Option | Argument | ArgumentLink, by: Any) -> None:
    """Undo what somebody just drew, as long as nobody built on it."""
    current: Any = locked(row)
    if isinstance(current, ArgumentLink):
        unlink_arguments(link=current, by=by)
        return
    if current.history.count() > 1 or _carries(current):
        raise ValidationError(_("Somebody built on this meanwhile. Delete it on its own page."))
    if isinstance(current, Option):
        delete_option(option=current, by=by)
    else:
        delete_argument(argument=current, by=by)


def _carries(row: Option | Argument) -> bool:
    names = (
        ("stances", "answers")
        if isinstance(row, Option)
        else ("linked_by", "comments", "supports", "citations")
    )
    return any(getattr(row, name).exists() for name in names)
