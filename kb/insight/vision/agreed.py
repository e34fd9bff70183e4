"""When the parties agreed on a text, and who wrote that down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from kb.models import VisionText


@dataclass(frozen=True)
class Agreed:
    who: Any
    when: datetime


def agreed(texts: Iterable[VisionText]) -> dict[str, Agreed]:
    """By section; what came with a file is agreed without anybody having written it down here."""
    numbers = [text.pk for text in texts if text.settled]
    history: Any = VisionText.history  # type: ignore[attr-defined]
    records = history.filter(id__in=numbers).select_related("history_user").order_by("id", "history_id")
    found = {}
    for _pk, versions in groupby(records, key=lambda record: record.id):
        moment = None
        for record in versions:
            moment = (moment or record) if record.settled else None
        if moment is not None:
            found[moment.section] = Agreed(moment.history_user, moment.history_date)
    return found
