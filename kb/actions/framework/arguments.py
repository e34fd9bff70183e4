"""Arguments: put on the board, changed, moved, cited, deleted and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.framework.links import keep_links, parted, set_links
from kb.actions.naming import first_free, save_under_free_name
from kb.actions.versions import (
    RESTING,
    keep_first_state,
    locked,
    refuse_outdated,
    remove,
    version_of,
    write,
)
from kb.models import Argument, Citation, Option, Source, Stance, Study

RESERVED = {"new"}  # an address of its own beside those of the arguments

Stances = Mapping[Option, str]


@action
def add_argument(
    *, study: Study, values: Mapping[str, Any], by: Any, stances: Stances | None = None, reason: str = ""
) -> Argument:
    """At the end of the board; ``values`` name its fields and its links."""
    locked(study)
    last = study.arguments.aggregate(last=Max("order"))["last"] or 0
    argument = Argument(study=study, made_by=by, order=last + 1)
    fields, links = parted(argument, _tidy(values))
    for name, value in fields.items():
        setattr(argument, name, value)
    save_under_free_name(argument, "code", lambda: free_code(argument))
    set_links(argument, links)
    keep_links(argument)
    _take_stances(argument, stances or {})
    return argument


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Blanks around it say nothing; the text is one line."""
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    return tidy | ({"text": " ".join(tidy["text"].split())} if "text" in tidy else {})


def free_code(argument: Argument) -> str:
    """The first words of its text, with a number where another has that code or may return to it."""
    words = slugify(argument.text)
    stem = (words[:60].rsplit("-", 1)[0] if len(words) > 60 else words) or "argument"
    codes = (
        rows.filter(study=argument.study, code__startswith=stem).values_list("code", flat=True)
        for rows in (Argument.objects, Argument.history)
    )
    return first_free(stem, RESERVED.union(chain(*codes)))


@action
def change_argument(
    *,
    argument: Argument,
    values: Mapping[str, Any],
    seen: int,
    by: Any,
    stances: Stances | None = None,
    reason: str = "",
) -> Argument:
    """A change of stances makes a version of the argument too: whoever edits it shall see that."""
    before = version_of(argument)
    current = write(argument, _tidy(values), seen=seen)
    if _take_stances(current, stances or {}) and version_of(current) == before:
        keep_first_state(current)
        current.save()
    return current


def _take_stances(argument: Argument, stances: Stances) -> bool:
    """Whether a stance changed; '' takes it away."""
    known = {stance.option_id: stance for stance in argument.stances.all()}
    wanted = {option.pk: polarity for option, polarity in stances.items()}
    for option in stances:
        if option.study_id != argument.study_id:
            raise ValidationError(_("This option belongs to another study."))
    changed = {
        pk: polarity for pk, polarity in wanted.items() if polarity != getattr(known.get(pk), "polarity", "")
    }
    for pk, polarity in changed.items():
        _take_stance(argument, known.get(pk), pk, polarity)
    return bool(changed)


def _take_stance(argument: Argument, known: Stance | None, option: int, polarity: str) -> None:
    if known and not polarity:
        remove(known)
    elif known:
        write(known, {"polarity": polarity})
    else:
        stance = Stance(argument=argument, option_id=option, polarity=polarity)
        stance.full_clean()
        stance.save()


@action
def cite(*, argument: Argument, source: Source, by: Any, place: str = "") -> Citation:
    """Naming the same place twice is naming it once."""
    citation, _made = Citation.objects.get_or_create(argument=argument, source=source, place=place.strip())
    return citation


@action
def uncite(*, citation: Citation, by: Any) -> None:
    remove(citation)


@action
def move_argument(*, argument: Argument, beside: Argument, by: Any, after: bool = False) -> None:
    """Directly before another, or after it; a place is no version: nobody's text changes by it."""
    if beside.study_id != argument.study_id:
        raise ValidationError(_("This argument belongs to another study."))
    study = locked(argument.study)
    rows = [row for row in study.arguments.order_by("order", "pk") if row.pk != argument.pk]
    rows.insert(rows.index(beside) + after, argument)
    moved = []
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            moved.append(row)
    Argument.objects.bulk_update(moved, ["order"])


@action
def delete_argument(*, argument: Argument, by: Any, seen: int | None = None, reason: str = "") -> None:
    """With all that hangs on it, at one moment, by which the history brings it back together."""
    at = timezone.now()
    refuse_outdated(locked(argument), seen)
    for model in RESTING:
        for row in model.objects.filter(arguments=argument):
            keep_first_state(row)
            keep_links(row)  # what it rests on until now is what comes back
            kept = row.arguments.exclude(pk=argument.pk).values_list("pk", flat=True)
            write(row, {"arguments": set(kept)}, at=at)
    own = ("stances", "citations", "links", "linked_by", "comments", "supports")
    for row in chain(*(getattr(argument, name).all() for name in own)):
        remove(row, at=at)
    remove(argument, at=at)
