"""What makes a row of the border less sure than it looks: exceptions, disputes, ties without dates."""

from __future__ import annotations

from django.db.models import Count, Q

from kb.insight.scenes import Scene
from kb.models import Membership, RuleException


def possible_exceptions(rule: str) -> dict[int, str]:
    """By theme: the exceptions of the rule that may hold for it, in words."""
    named = RuleException.objects.filter(rule__code=rule, themes__isnull=False).order_by("order", "code")
    found: dict[int, list[str]] = {}
    for theme, text in named.values_list("themes", "text"):
        found.setdefault(theme, []).append(text)
    return {theme: " ".join(texts) for theme, texts in found.items()}


def disputed(view: Scene) -> dict[int, int]:
    """How many members of each agreement are counted, though a source denies them."""
    asked = Membership.objects.in_reading(view.reading).annotate_disputed().filter(disputed=True)
    counted = asked.values("agreement").annotate(n=Count("municipality", distinct=True))
    return dict(counted.values_list("agreement", "n"))


def undated(view: Scene) -> dict[str, int]:
    """Of our own ties on the day that is read: how many there are, and of how many no day is known."""
    mine = Membership.objects.in_reading(view.reading).filter(municipality__in=view.study)
    without = Q(since__isnull=True, until__isnull=True)
    return mine.aggregate(all=Count("pk"), undated=Count("pk", filter=without))
