"""When which parties agreed on a text, and who wrote that down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from kb.models import Party, Study, VisionText


@dataclass(frozen=True)
class Agreed:
    """``parties``: the names of those at the table then; ``later``: of those who joined since."""

    who: Any
    when: datetime
    parties: tuple[str, ...]
    later: tuple[str, ...]


def agreed(study: Study, texts: Iterable[VisionText]) -> dict[str, Agreed]:
    """By section; what came with a file is agreed without anybody having written it down here."""
    numbers = [text.pk for text in texts if text.settled]
    history: Any = VisionText.history  # type: ignore[attr-defined]
    records = history.filter(id__in=numbers).select_related("history_user").order_by("id", "history_id")
    seats = _seats(study) if numbers else []
    now = dict(study.parties.values_list("pk", "name")) if numbers else {}
    always = {pk: name for pk, name in now.items() if pk not in {seat.id for seat in seats}}  # no history
    found = {}
    for _pk, versions in groupby(records, key=lambda record: record.id):
        moment = None
        for record in versions:
            moment = (moment or record) if record.settled else None
        if moment is not None:
            then = _at_table(seats, moment.history_date) | always
            later = tuple(name for pk, name in now.items() if pk not in then)
            known = moment.history_user, moment.history_date
            found[moment.section] = Agreed(*known, tuple(then.values()), later)
    return found


def _seats(study: Study) -> list[Any]:
    history: Any = Party.history  # type: ignore[attr-defined]
    return list(history.filter(study=study).order_by("history_id"))


def _at_table(seats: Iterable[Any], moment: datetime) -> dict[int, str]:
    """The names of the parties at ``moment`` by their number, also of those that left since.

    What came with a file has no first version: its oldest one tells what stood there before.
    """
    there: dict[int, Any] = {}
    for seat in seats:
        if seat.history_date <= moment:
            there[seat.id] = None if seat.history_type == "-" else seat
        else:
            there.setdefault(seat.id, None if seat.history_type == "+" else seat)
    seated = [seat for seat in there.values() if seat]
    return {seat.id: seat.name for seat in sorted(seated, key=lambda row: (row.order, row.name))}
