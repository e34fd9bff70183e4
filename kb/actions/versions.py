"""Writing a row without losing what somebody else wrote, and going back to what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.framework.links import changed_links, keep_links, links_in, parted, set_links
from kb.actions.naming import first_free
from kb.models import (
    Agreement,
    AgreementIdentifier,
    Argument,
    ArgumentLink,
    Assessment,
    Citation,
    Claim,
    Comment,
    Evidence,
    Exemption,
    Membership,
    Municipality,
    OptionAnswer,
    Participation,
    Region,
    Service,
    Stance,
    Support,
)

Row = TypeVar("Row", bound=models.Model)

REVERTIBLE: dict[str, type[models.Model]] = {
    "agreement": Agreement,
    "membership": Membership,
    "claim": Claim,
    "identifier": AgreementIdentifier,
    "participation": Participation,
    "exemption": Exemption,
    "municipality": Municipality,
}
OF_A_STUDY: dict[str, type[models.Model]] = {
    "argument": Argument,
    "stance": Stance,
    "citation": Citation,
    "link": ArgumentLink,
}
KEPT = REVERTIBLE | OF_A_STUDY | {"service": Service}

PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Agreement: (
        (AgreementIdentifier, "agreement_id"),
        (Participation, "agreement_id"),
        (Exemption, "agreement_id"),
        (Membership, "agreement_id"),
        (Evidence, "agreement_id"),
    ),
    Membership: ((Claim, "membership_id"),),
    Argument: (
        (Stance, "argument_id"),
        (Citation, "argument_id"),
        (ArgumentLink, "source_id"),
        (ArgumentLink, "target_id"),
        (Comment, "argument_id"),
        (Support, "argument_id"),
    ),
}
RESTING: tuple[Any, ...] = (Assessment, OptionAnswer)  # they name the arguments that they rest on

FOR_GOOD = {"code", "order"}  # addresses point to the one, and others have moved around the other


class OutdatedError(Exception):
    """Somebody else wrote ``current`` after the writer had read it."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


def version_of(row: Any) -> int:
    """The number of the latest version in the history; 0 where nothing was ever written by hand."""
    return row.history.values_list("history_id", flat=True).first() or 0


def refuse_outdated(row: Any, seen: int | None) -> None:
    """Whoever acts on ``row`` must have seen it as it stands now; None where no person looked at it."""
    if seen is not None and version_of(row) != seen:
        raise OutdatedError(row)


def write(row: Row, values: Mapping[str, Any], *, seen: int | None = None, at: datetime | None = None) -> Row:
    """Write ``values`` into ``row``, unless somebody did so after the version ``seen``.

    Values that are already there make no version. A row without history first gets its present state as
    one, so that the first change can be undone as well.
    """
    current: Any = locked(row)
    refuse_outdated(current, seen)
    fields, links = parted(current, values)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    relinked = changed_links(current, links)
    if changed or relinked:
        if at is not None:
            current._history_date = at
        keep_first_state(current)
        for name, value in changed.items():
            setattr(current, name, value)
        current.full_clean()
        set_links(current, relinked)
        current.save()
    return current


def locked(row: Row) -> Row:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def remove(row: Any, *, at: datetime | None = None) -> None:
    """Delete ``row``; its last state stays in the history under the moment ``at``."""
    row._history_date = at or timezone.now()
    if row._meta.many_to_many:
        keep_first_state(row)  # its links are gone when the deletion is recorded
    row.delete()


def keep_first_state(row: Any) -> None:
    if not row.history.exists():
        row._history_user = None
        row._change_reason = _("As it stood before the first change")
        row.history.bulk_history_create([row])
        keep_links(row)
        del row._history_user, row._change_reason


@action
def revert(*, kind: str, version: int, by: Any, reason: str = "", seen: int | None = None) -> Any:
    """Put a thing back as it stood in ``version``: a new version, the history keeps every other one.

    A deleted thing comes back with everything that was deleted with it.
    """
    record: Any = KEPT[kind].history.get(history_id=version)  # type: ignore[attr-defined]
    live = alive(record)
    refuse_outdated(live or record.instance, seen)
    deleted_at = None if live else moment_of_deletion(record)
    row = _put_back(record, seen)
    if deleted_at is not None:
        _bring_along(row, deleted_at)
    return row


def alive(record: Any) -> Any:
    """The row of a version as it stands now; None where it is deleted."""
    return record.instance_type._default_manager.filter(pk=record.id).first()


def moment_of_deletion(record: Any) -> datetime | None:
    """When this version was deleted, or else the last time that its row was."""
    if record.history_type == "-":
        return record.history_date
    deletions = type(record).objects.filter(id=record.id, history_type="-")
    return deletions.values_list("history_date", flat=True).first()


def deleted_with(parent: models.Model, deleted_at: datetime) -> list[Any]:
    """The last versions of the parts of ``parent`` that went at that moment, and of their parts.

    What is deleted together gets one moment in the history, by which it is found again here.
    """
    found = []
    for child, field in PARTS.get(type(parent), ()):
        gone = child.history.filter(  # type: ignore[attr-defined]
            **{field: parent.pk}, history_type="-", history_date=deleted_at
        )
        for record in gone:
            found += [record, *deleted_with(record.instance, deleted_at)]
    return found


def _put_back(record: Any, seen: int | None = None) -> Any:
    row = record.instance
    del row._history
    _let_go(row)
    _refuse_without_parent(row)
    live = alive(record)
    if live is not None:
        names = {field.attname for field in record.tracked_fields} - FOR_GOOD
        return write(live, {name: getattr(row, name) for name in names} | links_in(record), seen=seen)
    if isinstance(row, (Agreement, Argument, Service)):
        row.code = first_free(row.code, _codes_beside(row))
    row.full_clean()
    row.save(force_insert=True)
    if links := links_in(record):
        set_links(row, links)
        keep_links(row)
    return row


def _codes_beside(row: Any) -> set[str]:
    beside = Agreement.objects if isinstance(row, Agreement) else type(row).objects.filter(study=row.study)
    return set(beside.values_list("code", flat=True))


def _refuse_without_parent(row: Any) -> None:
    if (parent := _missing_parent(row)) is not None:
        raise ValidationError(
            _("The %(parent)s it belongs to was deleted: restore that first."),
            params={"parent": parent._meta.verbose_name},
        )


def _missing_parent(row: Any) -> Any:
    """A version names its parents by number, and they may be gone themselves."""
    return next((field.related_model for field in _pointing_nowhere(row)), None)


def _pointing_nowhere(row: Any) -> list[Any]:
    parents = [field for field in row._meta.concrete_fields if field.many_to_one]
    numbered = [(field, number) for field in parents if (number := getattr(row, field.attname))]
    return [field for field, number in numbered if not field.related_model.objects.filter(pk=number).exists()]


def _let_go(row: Any) -> None:
    """Of what the row outlives, as a service outlives its phase: it comes back without it."""
    for field in _pointing_nowhere(row):
        if field.remote_field.on_delete is models.SET_NULL:
            setattr(row, field.attname, None)


def _bring_along(parent: models.Model, deleted_at: datetime) -> None:
    """A part that also belongs to something else that is gone, as a link does, stays away."""
    for record in deleted_with(parent, deleted_at):
        if _missing_parent(record.instance) is None:
            _put_back(record)
    if isinstance(parent, Argument):
        _rest_again(parent, deleted_at)
    if isinstance(parent, Agreement):
        for region in _regions_that_let_go(parent, deleted_at):
            write(region, {"agreement": parent})


def _regions_that_let_go(agreement: Agreement, at: datetime) -> list[Region]:
    """Those it carried until that moment, and that nothing else carries now."""
    past: Any = Region.history  # type: ignore[attr-defined]
    carried = set(past.filter(agreement_id=agreement.pk).values_list("id", flat=True))
    let_go = past.filter(id__in=carried, history_date=at, agreement_id=None).values_list("id", flat=True)
    return list(Region.objects.filter(pk__in=list(let_go), agreement=None))


def _rest_again(argument: Argument, at: datetime) -> None:
    """What rested on it until that moment does so again."""
    for model in RESTING:
        for record in model.history.filter(history_date=at, id__in=model.objects.values("pk")):
            before = model.history.filter(id=record.id, history_id__lt=record.history_id).first()
            if before and argument.pk in links_in(before)["arguments"]:
                row = model.objects.get(pk=record.id)
                write(row, {"arguments": {*row.arguments.values_list("pk", flat=True), argument.pk}})
