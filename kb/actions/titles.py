"""Titles and addresses of what a team makes several of in a study: each is known by its title."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.actions.naming import first_free


def refuse_title(rows: Any, title: str, but: Any = None) -> None:
    """One of each title among ``rows``, whatever the capitals."""
    if not any(sign.isalnum() for sign in title):
        raise ValidationError(_("A title needs a letter or a number."))
    others = rows.exclude(pk=but.pk) if but else rows
    if title.strip().casefold() in {known.casefold() for known in others.values_list("title", flat=True)}:
        raise ValidationError(_("This title is taken. Choose another."))


def free_slug(rows: Any, title: str, otherwise: str) -> str:
    """The address of ``title``; ``otherwise`` where no letter of it can stand in an address."""
    stem = slugify(title)[:70].strip("-") or otherwise
    return first_free(stem, set(rows.values_list("slug", flat=True)))


def free_title(rows: Any, title: str) -> str:
    taken = {known.casefold() for known in rows.values_list("title", flat=True)}
    stem = title[:145]
    first = _("%(title)s (copy)") % {"title": stem}
    numbered = (_("%(title)s (copy %(n)s)") % {"title": stem, "n": n} for n in count(2))
    return next(name for name in chain([first], numbered) if name.casefold() not in taken)
