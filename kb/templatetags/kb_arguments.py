"""Arguments on a page: which of them rest on no source."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from kb.models import Argument

register = template.Library()


@register.filter
def unsourced(arguments: Iterable[Argument]) -> list[Argument]:
    """Those without a citation; ``citations`` should be prefetched."""
    return [argument for argument in arguments if not argument.citations.all()]
