"""What one argument does to others, and they to it, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kb.models import Argument, LinkKind

BACKWARDS = "by-"
DIRECTIONS = [
    *LinkKind.choices,
    (f"{BACKWARDS}supports", _("is supported by")),
    (f"{BACKWARDS}weakens", _("is weakened by")),
    (f"{BACKWARDS}mitigates", _("is mitigated by")),
    (f"{BACKWARDS}depends", _("is needed for")),
]


@dataclass(frozen=True)
class LinkLine:
    """``word`` stands between the argument of the page and the ``other``."""

    pk: int
    word: str
    other: Argument


def links_of(argument: Argument) -> list[LinkLine]:
    """First what it does itself."""
    words = dict(DIRECTIONS)
    mine = argument.links.select_related("target__study")
    found = [LinkLine(link.pk, str(words[link.kind]), link.target) for link in mine]
    theirs = argument.linked_by.select_related("source__study")
    return found + [LinkLine(link.pk, str(words[f"{BACKWARDS}{link.kind}"]), link.source) for link in theirs]
