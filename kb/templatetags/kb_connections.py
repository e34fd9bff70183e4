"""Things of the knowledge graph in templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models import Model
from django.utils.translation import gettext as _

from kb.insight.connections.connections import Shown
from kb.strands.base import address_of

register = template.Library()


@register.filter
def address(row: Model) -> str:
    """``kind:key``, or '' for a row that is not in the graph."""
    return address_of(row)


@register.filter
def labels(things: Iterable[Shown]) -> str:
    """Their names as one reads them out."""
    return listed([thing.label for thing in things])


@register.filter
def counts(found: Iterable[tuple[int, str]]) -> str:
    return listed([f"{n} {kind}" for n, kind in found])


def listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}
