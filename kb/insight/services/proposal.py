"""What a policy-neutral start would be: which services would move to which phase, and which stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from kb import frames
from kb.analysis.services.priority import FIRST, LATER, priority, stages
from kb.models import Phase, Service, Study


@dataclass(frozen=True)
class Targets:
    """The phase for what is policy-neutral and the one for more potential; None: still to be made."""

    first: Phase | None
    later: Phase | None

    def of(self, stage: int) -> tuple[Phase | None, str]:
        phase = self.first if stage == FIRST else self.later
        titles = {FIRST: _("First: policy-neutral"), LATER: _("Then: more potential")}
        return phase, str(phase) if phase else titles[stage]


@dataclass(frozen=True)
class Proposed:
    """A service and the phase in which it would begin; ``phase`` None: one that the proposal makes.

    ``moves`` is false for what stays where it stands, in ``phase`` or in another that does not contradict it.
    """

    service: Service
    priority: int
    stage: int
    phase: Phase | None
    title: str
    moves: bool

    @property
    def at_target(self) -> bool:
        return self.phase is not None and self.service.phase_id == self.phase.pk


@dataclass(frozen=True)
class Proposal:
    """``staying``: what stands in a phase and stays there; ``unjudged``: what has no phase and gets none."""

    targets: Targets
    rows: list[Proposed]
    staying: list[Service]
    unjudged: list[Service]

    @property
    def moving(self) -> list[Proposed]:
        return [row for row in self.rows if row.moves]


def proposal(study: Study, targets: Targets | None = None) -> Proposal:
    """Policy-neutral services first, those with more potential then, each by priority.

    What stands in a phase moves only where that contradicts this order; what runs already stays.
    """
    services = {row.pk: row for row in study.services.select_related("phase").order_by("order", "pk")}
    phases = list(study.phases.all())
    ranked = _ranked(study)
    aim = targets or _usual(phases, services, ranked)
    judged = ranked[(ranked["stage"] > 0) & ~ranked["id"].map(lambda pk: bool(services[pk].done_on))]
    rows = [
        _proposed(services[row.id], int(row.place), int(row.stage), aim, phases)
        for row in judged.itertuples()
    ]
    placed = {row.service.pk for row in rows}
    moving = {row.service.pk for row in rows if row.moves}
    staying = [row for pk, row in services.items() if row.phase_id and pk not in moving]
    unjudged = [row for pk, row in services.items() if not (row.phase_id or row.done_on) and pk not in placed]
    return Proposal(aim, rows, staying, unjudged)


def _ranked(study: Study) -> pd.DataFrame:
    frame = frames.services(study.services.order_by("order", "pk"))
    places = priority(frame["neutrality"], frame["potential"])
    known = frame.assign(place=places, stage=stages(frame["neutrality"]))
    return known.sort_values("place", kind="stable")


def _proposed(
    service: Service, place: int, stage: int, targets: Targets, phases: Sequence[Phase]
) -> Proposed:
    phase, title = targets.of(stage)
    return Proposed(service, place, stage, phase, title, _moves(service, stage, targets, phases))


def _moves(service: Service, stage: int, targets: Targets, phases: Sequence[Phase]) -> bool:
    """From no phase; or policy-neutral and later than its phase, or the rest and not after that phase."""
    if service.phase_id is None:
        return True
    if targets.first is None:
        return False
    order = [phase.pk for phase in phases]
    here, first = order.index(service.phase_id), order.index(targets.first.pk)
    return here > first if stage == FIRST else here <= first


def _usual(phases: Sequence[Phase], services: dict[int, Service], ranked: pd.DataFrame) -> Targets:
    """Where most of what is policy-neutral, and of what promises more, stands; else the first two."""
    neutral = Counter(services[pk].phase_id for pk in ranked.loc[ranked["stage"] == FIRST, "id"])
    more = (ranked["stage"] == LATER) | ((ranked["stage"] != FIRST) & ranked["potential"].notna())
    promising = Counter(services[pk].phase_id for pk in ranked.loc[more, "id"])
    first = _fullest(phases, neutral)
    after = phases[phases.index(first) + 1 :] if first else phases[1:]
    later = _fullest(after, promising) or next(iter(after), None)
    return Targets(first or next(iter(phases), None), later)


def _fullest(phases: Sequence[Phase], held: Counter[int | None]) -> Phase | None:
    fullest = max(phases, key=lambda phase: held[phase.pk], default=None)
    return fullest if fullest and held[fullest.pk] else None
