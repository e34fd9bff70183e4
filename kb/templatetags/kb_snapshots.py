"""How counts of two pictures read in a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.regions.snapshots import Compared
from kb.wording import NOTHING, percent

register = template.Library()
CHANGES = {
    "added": gettext_lazy("%(n)s added"),
    "widened": gettext_lazy("%(n)s widened"),
    "moved": gettext_lazy("%(n)s with other members"),
    "narrowed": gettext_lazy("%(n)s narrowed"),
    "dropped": gettext_lazy("%(n)s dropped"),
    "ended": gettext_lazy("%(n)s ended"),
}


@register.filter
def of_kind(found: Compared, kind: str) -> int:
    return found.count(kind)


@register.filter
def changes(found: Compared) -> str:
    """What surely changed, without what did not occur: ``2 added, 1 ended``."""
    counted = {said: found.count(kind) for kind, said in CHANGES.items()}
    return ", ".join(str(said) % {"n": n} for said, n in counted.items() if n)


@register.simple_tag
def count_of(n: int | None, whole: int | None, partner: Any) -> str:
    """``45 of 51 (88.2 %)``; a whole portfolio is a number alone."""
    if n is None:
        return NOTHING
    if partner is None or not whole:
        return str(n)
    return _("%(n)s of %(whole)s (%(share)s)") % {"n": n, "whole": whole, "share": percent(n / whole)}
