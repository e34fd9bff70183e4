"""The roadmap: what stands in which phase, what is late, and what a policy-neutral start would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from django.utils.translation import gettext as _

from kb import frames
from kb.analysis.services.priority import FIRST, LATER, priority, stages
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


@dataclass(frozen=True)
class Proposed:
    """A service and the phase in which it would begin; ``phase`` None: one that the proposal makes."""

    service: Service
    priority: int
    stage: int
    phase: Phase | None
    title: str

    @property
    def stays(self) -> bool:
        return self.phase is not None and self.service.phase_id == self.phase.pk


@dataclass(frozen=True)
class Proposal:
    rows: list[Proposed]
    unjudged: list[Service]
    running: list[Service]

    @property
    def moving(self) -> list[Proposed]:
        return [row for row in self.rows if not row.stays]


def proposal(study: Study) -> Proposal:
    """The policy-neutral services in the first phase, the others in the second, each by priority.

    What runs already is left where it is; what nobody judged is not placed.
    """
    services = {row.pk: row for row in study.services.select_related("phase").order_by("order", "pk")}
    frame = frames.services(study.services.order_by("order", "pk"))
    scores = frame["neutrality"], frame["potential"]
    ranked = frame.assign(place=priority(*scores), stage=stages(frame["neutrality"])).sort_values(
        "place", kind="stable"
    )
    where = _stages(study)
    running = [row for row in services.values() if row.done_on]
    judged = ranked[ranked["stage"].isin(where) & ~ranked["id"].isin([row.pk for row in running])]
    rows = [
        Proposed(services[row.id], int(row.place), int(row.stage), *where[row.stage])
        for row in judged.itertuples()
    ]
    unknown = ranked.loc[~ranked["stage"].isin(where), "id"]
    return Proposal(rows, [services[pk] for pk in unknown if not services[pk].done_on], running)


def _stages(study: Study) -> dict[int, tuple[Phase | None, str]]:
    """The first two phases of the study, or the titles of those it lacks."""
    titles = {FIRST: _("First: policy-neutral"), LATER: _("Then: more potential")}
    phases = list(study.phases.all()[:2])
    found: dict[int, tuple[Phase | None, str]] = {}
    for at, (stage, title) in enumerate(titles.items()):
        phase = phases[at] if at < len(phases) else None
        found[stage] = (phase, str(phase) if phase else title)
    return found
