"""The roadmap: phases, which service stands in which, and the way back from a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kb.actions.base import action
from kb.actions.framework.making import move_among, next_place
from kb.actions.titles import refuse_title
from kb.actions.versions import OutdatedError, locked, refuse_outdated, write
from kb.models import Phase, Service, Study

Places = dict[int, tuple[int | None, int]]


class Moved(NamedTuple):
    """Where every service stood before and stands after: its phase, and its place; ``made``: new phases."""

    before: Places
    after: Places
    made: list[int]


def places(study: Study) -> Places:
    return {pk: (phase, order) for pk, phase, order in study.services.values_list("pk", "phase_id", "order")}


@action
def add_phase(*, study: Study, values: Mapping[str, Any], by: Any) -> Phase:
    return _phase(locked(study), **values)


def _phase(study: Study, title: str, **dates: Any) -> Phase:
    refuse_title(study.phases, title)
    phase = Phase(study=study, title=title.strip(), order=next_place(study.phases), **dates)
    phase.full_clean()
    phase.save()
    return phase


@action
def change_phase(*, phase: Phase, values: Mapping[str, Any], seen: int, by: Any) -> Phase:
    if "title" in values:
        refuse_title(phase.study.phases, values["title"], but=phase)
    return write(phase, values, seen=seen)


@action
def move_phase(*, phase: Phase, places: int, by: Any) -> None:
    """So many places later, or earlier where ``places`` is negative."""
    move_among(locked(phase.study).phases, phase, places)


@action
def remove_phase(*, phase: Phase, by: Any, seen: int | None = None, reason: str = "") -> None:
    """Its services go back to those that are not planned."""
    refuse_outdated(locked(phase), seen)
    for service in phase.services.all():
        write(service, {"phase": None})
    phase.delete()


@action
def move_service(
    *,
    service: Service,
    phase: Phase | None,
    by: Any,
    seen: int | None = None,
    before: Service | None = None,
) -> Moved:
    """Into ``phase`` (none: not planned), in front of ``before``, else at its end.

    ``seen`` is the phase in which the mover saw it, 0 for none: who sees it elsewhere than it stands is told.
    """
    study = locked(service.study)
    current = locked(service)
    if seen is not None and (current.phase_id or 0) != seen:
        raise OutdatedError(current)
    was = places(study)
    write(current, {"phase": phase})
    rows = [row for row in _in_phase(study, phase) if row.pk != current.pk]
    at = rows.index(before) if before in rows else len(rows)
    _number([*rows[:at], current, *rows[at:]])
    return Moved(was, places(study), [])


@action
def shift_service(*, service: Service, by: Any, places: int) -> None:
    """Earlier or later within its phase: a place is no version."""
    study = locked(service.study)
    move_among(study.services.filter(phase=service.phase_id), service, places)


def _in_phase(study: Study, phase: Phase | None) -> list[Service]:
    return list(study.services.filter(phase=phase).order_by("order", "pk"))


def _number(rows: Iterable[Service]) -> None:
    """Their places from 1 on, without a version: nobody's text changes by it."""
    moved = []
    for order, row in enumerate(rows, start=1):
        row.order = order
        moved.append(row)
    Service.objects.bulk_update(moved, ["order"])


@action
def plan_services(*, study: Study, stages: Sequence[tuple[Phase | str, Sequence[Service]]], by: Any) -> Moved:
    """Put services into phases, in their order and in front of what stands there; a title makes a phase."""
    locked(study)
    was, made = places(study), []
    for where, services in stages:
        phase = _phase(study, where) if isinstance(where, str) else where
        if phase is not where:
            made.append(phase.pk)
        current = [write(row, {"phase": phase}) for row in services]
        chosen = {row.pk for row in current}
        _number([*current, *(row for row in _in_phase(study, phase) if row.pk not in chosen)])
    return Moved(was, places(study), made)


@action
def move_back(*, study: Study, moved: Moved, by: Any) -> list[Service]:
    """Undo ``moved``; gives the services that somebody else moved since, which stay where they are."""
    locked(study)
    stayed = []
    phases = set(study.phases.values_list("pk", flat=True))
    for service in study.services.all():
        (was, order), (now, _order) = _steps(moved, service)
        if was == now:
            continue
        if service.phase_id != now or (was is not None and was not in phases):
            stayed.append(service)
            continue
        current = write(service, {"phase": was and study.phases.get(pk=was)})
        Service.objects.filter(pk=current.pk).update(order=order)
    study.phases.filter(pk__in=moved.made, services=None).delete()
    return stayed


def _steps(moved: Moved, service: Service) -> tuple[tuple[int | None, int], tuple[int | None, int]]:
    here = (service.phase_id, service.order)
    return moved.before.get(service.pk, here), moved.after.get(service.pk, here)
