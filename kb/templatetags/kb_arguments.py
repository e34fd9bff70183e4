"""Arguments and verdicts on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from kb.insight.deliberation.grounds import Grounded, without_source
from kb.insight.deliberation.resting import resting_on

register = template.Library()
register.filter("unsourced", without_source)
register.filter("resting_on", resting_on)


@register.filter
def answered(places: Iterable[Grounded]) -> list[Grounded]:
    """Those where somebody wrote a verdict."""
    return [place for place in places if place.verdict]
