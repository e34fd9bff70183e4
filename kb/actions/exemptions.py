"""Why an agreement need not keep a rule: recorded, changed, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Agreement, Exemption, Rule


@action
def record_exemption(*, agreement: Agreement, rule: Rule, values: Mapping[str, Any], by: Any) -> Exemption:
    exemption = Exemption(agreement=agreement, rule=rule, **values)
    exemption.full_clean()
    exemption.save()
    return exemption


@action
def change_exemption(*, exemption: Exemption, values: Mapping[str, Any], seen: int, by: Any) -> Exemption:
    return write(exemption, values, seen=seen)


@action
def remove_exemption(
    *, exemption: Exemption, by: Any, reason: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """The history keeps it, and it can be put back from there."""
    refuse_outdated(locked(exemption), seen)
    remove(exemption, at=at)
