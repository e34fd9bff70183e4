"""The roadmap: what stands in which phase, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from django.utils.translation import gettext as _

from kb import frames
from kb.analysis.services.priority import priority
from kb.analysis.services.timeline import dated, late
from kb.models import Phase, Service, Study


@dataclass(frozen=True)
class Card:
    service: Service
    priority: int | None
    start: date | None
    end: date | None
    dates: str  # whose they are: its own, of its phase, or none
    is_late: bool


@dataclass(frozen=True)
class Column:
    """A phase with its cards; ``phase`` None: what is not planned.

    ``earlier`` and ``later`` are the keys of the columns beside it, None where there is none.
    """

    phase: Phase | None
    cards: list[Card]
    earlier: int | None = None
    later: int | None = None

    @property
    def key(self) -> int:
        return self.phase.pk if self.phase else 0

    @property
    def title(self) -> str:
        return str(self.phase) if self.phase else _("Not planned yet")


@dataclass(frozen=True)
class Roadmap:
    columns: list[Column]

    @property
    def phases(self) -> list[Column]:
        return self.columns[1:]

    @property
    def cards(self) -> list[Card]:
        return [card for column in self.columns for card in column.cards]

    @property
    def planned(self) -> list[Card]:
        return [card for column in self.phases for card in column.cards]

    @property
    def late(self) -> list[Card]:
        return [card for card in self.planned if card.is_late]

    @property
    def running(self) -> list[Card]:
        return [card for card in self.cards if card.service.done_on]

    @property
    def undated(self) -> list[Card]:
        return [card for card in self.planned if not card.dates]


def roadmap(study: Study, today: date) -> Roadmap:
    """Columns in the order of the phases, what is not planned first; cards in their order."""
    rows = study.services.select_related("study", "phase").order_by("order", "pk")
    phases = list(study.phases.all())
    frame = dated(frames.phases(study.phases.all()), frames.services(rows))
    places = priority(frame["neutrality"], frame["potential"])
    shown = frame.assign(place=places, late=late(frame, pd.Timestamp(today))).set_index("id")
    cards: dict[int | None, list[Card]] = {}
    for service in rows:
        cards.setdefault(service.phase_id, []).append(_card(service, shown.loc[service.pk]))
    keys: list[int | None] = [None, 0, *(phase.pk for phase in phases), None]
    return Roadmap(
        [
            Column(phase, cards.get(phase and phase.pk, []), keys[at], keys[at + 2])
            for at, phase in enumerate([None, *phases])
        ]
    )


def _card(service: Service, row: pd.Series) -> Card:
    days = [None if pd.isna(row[name]) else row[name].date() for name in ("start", "end")]
    place = None if pd.isna(row["place"]) else int(row["place"])
    is_late = bool(row["late"]) and service.phase_id is not None
    return Card(service, place, days[0], days[1], row["dates"], is_late)
