"""What stood in a shared text before, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kb.models import VisionText


@dataclass(frozen=True)
class Version:
    """``number`` names it; ``change`` says what happened to it: words, agreed, unsettled or saved."""

    number: int
    text: str
    settled: bool
    change: str
    who: Any
    when: datetime
    is_latest: bool


def versions(text: VisionText) -> list[Version]:
    """Newest first; none for a text that was never saved."""
    history: Any = VisionText.history  # type: ignore[attr-defined]
    records = list(history.filter(id=text.pk).select_related("history_user").order_by("history_id"))
    before = [None, *records]
    found = [
        Version(
            number=record.history_id,
            text=record.text,
            settled=record.settled,
            change=_change(earlier, record),
            who=record.history_user,
            when=record.history_date,
            is_latest=record is records[-1],
        )
        for earlier, record in zip(before, records, strict=False)
    ]
    return found[::-1]


def _change(before: Any, after: Any) -> str:
    if before is None or before.text != after.text:
        return "words"
    if before.settled != after.settled:
        return "agreed" if after.settled else "unsettled"
    return "saved"
