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
from kb.models import Agreement, AgreementIdentifier, Claim, Membership, Municipality, Participation

Row = TypeVar("Row", bound=models.Model)

REVERTIBLE: dict[str, type[models.Model]] = {
    "agreement": Agreement,
    "membership": Membership,
    "claim": Claim,
    "identifier": AgreementIdentifier,
    "participation": Participation,
    "municipality": Municipality,
}

PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Agreement: (
        (AgreementIdentifier, "agreement_id"),
        (Participation, "agreement_id"),
        (Membership, "agreement_id"),
    ),
    Membership: ((Claim, "membership_id"),),
}


class OutdatedError(Exception):
    """Somebody else wrote ``current`` after the writer had read it."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


def version_of(row: Any) -> int:
    """The number of the latest version in the history; 0 where nothing was ever written by hand."""
    return row.history.values_list("history_id", flat=True).first() or 0


def write(row: Row, values: Mapping[str, Any], *, seen: int | None = None) -> Row:
    """Write ``values`` into ``row``, unless somebody did so after the version ``seen``.

    Values that are already there make no version. A row without history first gets its present state as
    one, so that the first change can be undone as well.
    """
    current: Any = locked(row)
    if seen is not None and version_of(current) != seen:
        raise OutdatedError(current)
    changed = {name: value for name, value in values.items() if getattr(current, name) != value}
    if changed:
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
def revert(*, kind: str, version: int, by: Any, reason: str = "") -> Any:
    """Put a thing back as it stood in ``version``: a new version, the history keeps every other one.

    A deleted thing comes back with everything that was deleted with it.
    """
    record: Any = REVERTIBLE[kind].history.get(history_id=version)  # type: ignore[attr-defined]
    row = _put_back(record)
    if record.history_type == "-":
        _bring_along(row, record.history_date)
    return row


def _put_back(record: Any) -> Any:
    row = record.instance
    del row._history
    _refuse_without_parent(row)
    live = record.instance_type._default_manager.filter(pk=row.pk).first()
    if live is not None:
        return write(live, {field.attname: getattr(record, field.attname) for field in record.tracked_fields})
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
    """What is deleted together gets one moment in the history, by which it is found again here."""
    for child, field in PARTS.get(type(parent), ()):
        gone = child.history.filter(  # type: ignore[attr-defined]
            **{field: parent.pk}, history_type="-", history_date=deleted_at
        )
        for record in gone:
            _bring_along(_put_back(record), deleted_at)
