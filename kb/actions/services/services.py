"""Services: put in the catalogue, changed, taken over from the standard set, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.actions.base import action
from kb.actions.framework.links import keep_links, links_in, parted, set_links
from kb.actions.framework.making import WORDS_OF_ADDRESSES, free_code, next_place, refuse_twin
from kb.actions.naming import first_free, save_under_free_name
from kb.actions.versions import locked, refuse_outdated, remove, revert, write
from kb.models import Argument, Service, Study

COPIED = (
    "name",
    "group",
    "approach",
    "form",
    "where",
    "reason",
    "neutrality",
    "potential",
    "source",
    "place",
)
LINKED = ("themes", "gains")


@action
def add_service(*, study: Study, values: Mapping[str, Any], by: Any, reason: str = "") -> Service:
    """At the end of the catalogue; ``values`` name its fields and its links."""
    return _add(locked(study), values)


def _add(study: Study, values: Mapping[str, Any]) -> Service:
    refuse_twin(study.services, "name", values["name"])
    service = Service(study=study, order=next_place(study.services))
    fields, links = parted(service, values)
    for name, value in fields.items():
        setattr(service, name, value)
    save_under_free_name(service, "code", lambda: _free_code(service))
    set_links(service, links)
    keep_links(service)
    return service


def _free_code(service: Service) -> str:
    """Not one that a deleted service had: it may come back."""
    past = Service.history.filter(study=service.study).values_list("code", flat=True)  # type: ignore[attr-defined]
    stem = free_code(service.study.services, service.name)
    taken = chain(past, service.study.services.values_list("code", flat=True))
    return first_free(stem, WORDS_OF_ADDRESSES.union(taken))


@action
def change_service(
    *, service: Service, values: Mapping[str, Any], seen: int | None, by: Any, reason: str = ""
) -> Service:
    if "name" in values:
        refuse_twin(service.study.services, "name", values["name"], but=service)
    return write(service, values, seen=seen)


@action
def adopt_services(*, study: Study, services: Iterable[Service], by: Any) -> list[Service]:
    """Copies of ``services`` of the standard set; what the study has under that name already stays alone."""
    locked(study)
    known = {name.casefold() for name in study.services.values_list("name", flat=True)}
    wanted = [row for row in services if row.name.casefold() not in known]
    return [_add(study, _copied(row)) for row in wanted]


def _copied(row: Service) -> dict[str, Any]:
    links = {name: list(getattr(row, name).all()) for name in LINKED}
    return {name: getattr(row, name) for name in COPIED} | links


@action
def delete_service(*, service: Service, by: Any, seen: int | None = None, reason: str = "") -> None:
    """Its arguments stay; at one moment they let go of it, by which the history ties them to it again."""
    at = timezone.now()
    refuse_outdated(locked(service), seen)
    for argument in service.arguments.all():
        kept = argument.services.exclude(pk=service.pk).values_list("pk", flat=True)
        write(argument, {"services": set(kept)}, at=at)
    remove(service, at=at)


@action
def restore_service(*, version: int, by: Any, reason: str = "", seen: int | None = None) -> Service:
    """As it stood in ``version``; a deleted one with the arguments that were tied to it."""
    record = Service.history.get(history_id=version)  # type: ignore[attr-defined]
    is_gone = not Service.objects.filter(pk=record.id).exists()
    with transaction.atomic():
        service: Service = revert(kind="service", version=version, by=by, reason=reason, seen=seen)
        if is_gone:
            _tie_arguments(service)
    return service


def _tie_arguments(service: Service) -> None:
    past: Any = Argument.history  # type: ignore[attr-defined]
    deletion = Service.history.filter(id=service.pk, history_type="-").latest()  # type: ignore[attr-defined]
    there = service.study.arguments.values("pk")
    for record in past.filter(history_date=deletion.history_date, id__in=there):
        before = past.filter(id=record.id, history_id__lt=record.history_id).first()
        if before and service.pk in links_in(before)["services"]:
            argument = Argument.objects.get(pk=record.id)
            write(argument, {"services": {*argument.services.values_list("pk", flat=True), service.pk}})
