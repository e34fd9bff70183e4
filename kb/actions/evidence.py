"""What shows that a step of a growth path was taken: added, changed, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, remove, write
from kb.models import Evidence, Region, Step, Study


@action
def add_evidence(
    *, step: Step, party: Study | Region, values: Mapping[str, Any], by: Any, reason: str = ""
) -> Evidence:
    owner = "study" if isinstance(party, Study) else "region"
    evidence = Evidence(step=step, **{owner: party}, **values)
    evidence.full_clean()
    evidence.save()
    return evidence


@action
def change_evidence(
    *, evidence: Evidence, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Evidence:
    return write(evidence, values, seen=seen)


@action
def remove_evidence(*, evidence: Evidence, by: Any, reason: str = "", seen: int | None = None) -> None:
    refuse_outdated(locked(evidence), seen)
    remove(evidence)
