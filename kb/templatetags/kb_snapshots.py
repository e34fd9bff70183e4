"""How counts of two pictures read in a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from kb.insight.regions.snapshots import Compared
from kb.wording import NOTHING, percent

register = template.Library()


@register.filter
def of_kind(found: Compared, kind: str) -> int:
    return found.count(kind)


@register.simple_tag
def count_of(n: int | None, whole: int | None, partner: Any) -> str:
    """``45 of 51 (88.2 %)``; a whole portfolio is a number alone."""
    if n is None:
        return NOTHING
    if partner is None or not whole:
        return str(n)
    return _("%(n)s of %(whole)s (%(share)s)") % {"n": n, "whole": whole, "share": percent(n / whole)}
