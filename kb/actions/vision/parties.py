"""Who sits at the table of a study, and who speaks for whom."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Party, Speaker, Study, StudyAccess


def seat_municipalities(study: Study) -> None:
    """Every municipality of the study has a seat; one that left keeps it, for what it said stays said."""
    seated = set(study.parties.values_list("municipality", flat=True))
    for municipality in study.municipalities.exclude(pk__in=seated - {None}).order_by("name"):
        twin = study.parties.filter(name=municipality.name).exists()
        _seat(study, f"{municipality.name} ({municipality.nis})" if twin else municipality.name, municipality)


def _seat(study: Study, name: str, municipality: Any = None) -> Party:
    last = study.parties.aggregate(last=Max("order"))["last"] or 0
    party = Party(study=study, name=name, municipality=municipality, order=last + 1)
    party.full_clean()
    party.save()
    return party


@action
def add_party(*, study: Study, name: str, by: Any) -> Party:
    return _seat(locked(study), name.strip())


@action
def rename_party(*, party: Party, name: str, seen: int, by: Any) -> Party:
    return write(party, {"name": name.strip()}, seen=seen)


@action
def remove_party(*, party: Party, by: Any, seen: int | None = None, reason: str = "") -> None:
    """With everything that it said; a municipality of the study keeps its seat."""
    refuse_outdated(locked(party), seen)
    if party.study.municipalities.filter(pk=party.municipality_id).exists():
        raise ValidationError(_("A municipality of the study always has a seat."))
    party.delete()


@action
def speak_for(*, access: StudyAccess, party: Party | None, by: Any) -> None:
    """``access`` speaks for ``party`` from now on, or for nobody."""
    if party is None:
        Speaker.objects.filter(access=access).delete()
    elif party.study_id != access.study_id:
        raise ValidationError(_("This party sits at another table."))
    else:
        Speaker.objects.update_or_create(access=access, defaults={"party": party})
