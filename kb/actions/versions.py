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
from kb.actions.naming import first_free
from kb.models import (
    Agreement,
    AgreementIdentifier,
    Claim,
    Evidence,
    Exemption,
    Membership,
    Municipality,
    Participation,
    Region,
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

PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Agreement: (
        (AgreementIdentifier, "agreement_id"),
        (Participation, "agreement_id"),
        (Exemption, "agreement_id"),
        (Membership, "agreement_id"),
        (Evidence, "agreement_id"),
    ),
    Membership: ((Claim, "membership_id"),),
}

NAMES_FOR_GOOD = {"code"}  # addresses and files point to it; an old one may be somebody else's by now


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
    changed = {name: value for name, value in values.items() if getattr(current, name) != value}
    if changed:
        if at is not None:
            current._history_date = at
        keep_first_state(current)
        for name, value in changed.items():
            setattr(current, name, value)
        current.full_clean()
        current.save()
    return current


def locked(row: Row) -> Row:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def remove(row: Any, *, at: datetime | None = None) -> None:
    """Delete ``row``; its last state stays in the history under the moment ``at``."""
    row._history_date = at or timezone.now()
    row.delete()


def keep_first_state(row: Any) -> None:
    if not row.history.exists():
        row._history_user = None
        row._change_reason = _("As it stood before the first change")
        row.history.bulk_history_create([row])
        del row._history_user, row._change_reason


@action
def revert(*, kind: str, version: int, by: Any, reason: str = "", seen: int | None = None) -> Any:
    """Put a thing back as it stood in ``version``: a new version, the history keeps every other one.

    A deleted thing comes back with everything that was deleted with it.
    """
    record: Any = REVERTIBLE[kind].history.get(history_id=version)  # type: ignore[attr-defined]
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
    _refuse_without_parent(row)
    live = alive(record)
    if live is not None:
        names = {field.attname for field in record.tracked_fields} - NAMES_FOR_GOOD
        return write(live, {name: getattr(record, name) for name in names}, seen=seen)
    if isinstance(row, Agreement):
        row.code = first_free(row.code, set(Agreement.objects.values_list("code", flat=True)))
    row.full_clean()
    row.save(force_insert=True)
    return row


def _refuse_without_parent(row: Any) -> None:
    """A version names its parents by number, and they may be gone themselves."""
    for field in row._meta.concrete_fields:
        number = getattr(row, field.attname)
        if field.many_to_one and number and not field.related_model.objects.filter(pk=number).exists():
            raise ValidationError(
                _("The %(parent)s it belongs to was deleted: restore that first."),
                params={"parent": field.related_model._meta.verbose_name},
            )


def _bring_along(parent: models.Model, deleted_at: datetime) -> None:
    for record in deleted_with(parent, deleted_at):
        _put_back(record)
    if isinstance(parent, Agreement):
        for region in _regions_that_let_go(parent, deleted_at):
            write(region, {"agreement": parent})


def _regions_that_let_go(agreement: Agreement, at: datetime) -> list[Region]:
    """Those it carried until that moment, and that nothing else carries now."""
    past: Any = Region.history  # type: ignore[attr-defined]
    carried = set(past.filter(agreement_id=agreement.pk).values_list("id", flat=True))
    let_go = past.filter(id__in=carried, history_date=at, agreement_id=None).values_list("id", flat=True)
    return list(Region.objects.filter(pk__in=list(let_go), agreement=None))
