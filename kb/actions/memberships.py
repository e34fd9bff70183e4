"""Ties between municipalities and agreements: added, changed, confirmed, settled, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Agreement, Membership


@action
def add_membership(
    *, agreement: Agreement, values: Mapping[str, Any], by: Any, reason: str = ""
) -> Membership:
    membership = Membership(agreement=agreement, **values)
    membership.full_clean()
    membership.save()
    return membership


@action
def change_membership(
    *, membership: Membership, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Membership:
    return write(membership, values, seen=seen)


@action
def confirm_memberships(
    *, memberships: Iterable[Membership], by: Any, reason: str = "", on: date | None = None
) -> list[Membership]:
    """Somebody who knows says: this is still right on the day ``on`` (today).

    Leaves alone what another found to be no membership meanwhile; gives what was confirmed.
    """
    values = {"status": Membership.Status.CONFIRMED, "last_confirmed_on": on or timezone.localdate()}
    asked = Membership.objects.select_for_update().filter(pk__in=[row.pk for row in memberships])
    return [write(row, values) for row in asked.exclude(status=Membership.Status.REJECTED)]


@action
def settle_membership(
    *,
    membership: Membership,
    status: str,
    by: Any,
    reason: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> Membership:
    """Decide between sources that disagree. What each of them says stays; a later statement reopens it."""
    at = at or timezone.now()
    values: dict[str, Any] = {"status": status, "settled_at": at, "settled_reason": reason}
    if status != Membership.Status.TO_CHECK:
        values["last_confirmed_on"] = timezone.localdate(at)
    return write(membership, values, seen=seen)


@action
def delete_membership(
    *, membership: Membership, by: Any, reason: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    at = at or timezone.now()
    refuse_outdated(locked(membership), seen)
    for claim in membership.claims.all():
        remove(claim, at=at)
    remove(membership, at=at)
