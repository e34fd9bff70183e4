"""Agreements: made, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from kb.actions.base import action
from kb.actions.naming import first_free, save_under_free_name
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Agreement, Claim, Theme


@action
def create_agreement(*, values: Mapping[str, Any], by: Any, reason: str = "") -> Agreement:
    agreement = Agreement(**values)
    save_under_free_name(agreement, "code", lambda: free_code(agreement))
    return agreement


def free_code(agreement: Agreement) -> str:
    """`theme-name`, with a number behind it where another has that code or may return to it."""
    stem = slugify(f"{agreement.theme or ''} {agreement.name}")[:110].strip("-") or "agreement"
    codes = (
        rows.filter(code__startswith=stem).values_list("code", flat=True)
        for rows in (Agreement.objects, Agreement.history)
    )
    return first_free(stem, set(chain(*codes)))


@action
def change_agreement(
    *, agreement: Agreement, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Agreement:
    return write(agreement, values, seen=seen)


@action
def give_theme(
    *, agreements: Iterable[Agreement], theme: Theme, by: Any, reason: str = ""
) -> list[Agreement]:
    """Leaves alone what somebody gave a theme meanwhile; gives what was changed."""
    asked = Agreement.objects.select_for_update().filter(pk__in=[row.pk for row in agreements])
    return [_with_theme(row, theme) for row in asked.filter(theme=None)]


def _with_theme(agreement: Agreement, theme: Theme) -> Agreement:
    """Where many get a theme at once, a refusal says which of them it is about."""
    try:
        return write(agreement, {"theme": theme})
    except ValidationError as refusal:
        raise ValidationError([f"{agreement}: {said}" for said in refusal.messages]) from refusal


@action
def delete_agreement(
    *, agreement: Agreement, by: Any, reason: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """Delete with everything that hangs on it, from memberships to evidence, all at one moment.

    The shared moment in the history is what brings them back together, and what the regions it carried
    are told by.
    """
    at = at or timezone.now()
    refuse_outdated(locked(agreement), seen)
    for region in agreement.region_set.all():
        write(region, {"agreement": None}, at=at)
    claims = Claim.objects.filter(membership__agreement=agreement)
    own = (
        agreement.memberships,
        agreement.identifiers,
        agreement.participations,
        agreement.exemptions,
        agreement.evidence,
    )
    for rows in (claims, *(part.all() for part in own)):
        for row in rows:
            remove(row, at=at)
    remove(agreement, at=at)
