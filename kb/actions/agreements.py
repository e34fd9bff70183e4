"""Agreements: made, changed, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from kb.actions.base import action
from kb.actions.versions import remove, write
from kb.models import Agreement, Claim


@action
def create_agreement(*, values: Mapping[str, Any], by: Any, reason: str = "") -> Agreement:
    agreement = Agreement(**values)
    agreement.code = free_code(agreement)
    agreement.full_clean()
    agreement.save()
    return agreement


def free_code(agreement: Agreement) -> str:
    """`theme-name`, with a number behind it where another agreement already has that code."""
    stem = slugify(f"{agreement.theme or ''} {agreement.name}")[:110].strip("-") or "agreement"
    taken = set(Agreement.objects.filter(code__startswith=stem).values_list("code", flat=True))
    candidates = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(code for code in candidates if code not in taken)


@action
def change_agreement(
    *, agreement: Agreement, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Agreement:
    return write(agreement, values, seen=seen)


@action
def delete_agreement(*, agreement: Agreement, by: Any, reason: str = "", at: datetime | None = None) -> None:
    """Delete with memberships, statements, identifiers and participations, all at one moment.

    The shared moment in the history is what brings them back together.
    """
    at = at or timezone.now()
    claims = Claim.objects.filter(membership__agreement=agreement)
    parts = (claims, agreement.memberships.all(), agreement.identifiers.all(), agreement.participations.all())
    for rows in parts:
        for row in rows:
            remove(row, at=at)
    remove(agreement, at=at)
