"""What rows of the framework share: made with their links, a code in the address, a place in a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.actions.framework.links import keep_links, parted, set_links
from kb.actions.naming import first_free, save_under_free_name

Row = TypeVar("Row", bound=Model)
WORDS_OF_ADDRESSES = {"new", "compare", "export"}


def make(row: Row, values: Mapping[str, Any], *, rows: Any = None, named: str = "") -> Row:
    """Save the new ``row`` with ``values``, links among them; ``named`` so, it gets a code among ``rows``."""
    fields, links = parted(row, values)
    for name, value in fields.items():
        setattr(row, name, value)
    if named:
        save_under_free_name(row, "code", lambda: free_code(rows, named))
    else:
        row.full_clean()
        row.save()
    if links:
        set_links(row, links)
        keep_links(row)
    return row


def refuse_twin(rows: Any, field: str, words: str, but: Any = None) -> None:
    """Each is known by its words: one of them in a study, whatever the capitals."""
    others = rows.exclude(pk=but.pk) if but else rows
    if words.strip().casefold() in {known.casefold() for known in others.values_list(field, flat=True)}:
        raise ValidationError(_("The study has this already: “%(words)s”."), params={"words": words})


def free_code(rows: Any, words: str) -> str:
    """From the first words; no row of these has it, and no address means something else by it."""
    stem = slugify(words)[:60].strip("-") or "zonder-naam"
    return first_free(stem, WORDS_OF_ADDRESSES | set(rows.values_list("code", flat=True)))


def next_place(rows: Any) -> int:
    return int(rows.aggregate(last=Max("order"))["last"] or 0) + 1


def move_among(rows: Any, row: Any, places: int) -> None:
    """``row`` so many places later, or earlier where ``places`` is negative.

    A place is no version: who edits a text meanwhile has nothing to do with it.
    """
    ordered = list(rows.order_by("order", "pk"))
    at = ordered.index(row)
    moving = ordered.pop(at)
    ordered.insert(min(max(at + places, 0), len(ordered)), moving)
    for place, each in enumerate(ordered, start=1):
        each.order = place
    type(row)._default_manager.bulk_update(ordered, ["order"])
