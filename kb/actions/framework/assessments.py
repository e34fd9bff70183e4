"""What a study concludes about a municipality, or about all together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.framework.making import make
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Assessment, Capacity, Municipality, Study


@action
def assess(
    *,
    study: Study,
    municipality: Municipality | None,
    capacity: Capacity | None,
    values: Mapping[str, Any],
    seen: int,
    by: Any,
) -> Assessment:
    """``values``: verdict, reason, arguments, source, place; without a municipality of all together."""
    if municipality and not study.municipalities.filter(pk=municipality.pk).exists():
        raise ValidationError(_("This municipality does not take part in the study."))
    if not values["verdict"] and not values.get("reason", "").strip():
        raise ValidationError(_("Give a verdict, or at least a reason."))
    locked(study)
    place = {"study": study, "municipality": municipality, "capacity": capacity}
    known = Assessment.objects.filter(**place).first()
    if known is not None:
        return write(known, values, seen=seen)
    return make(Assessment(**place), values)


@action
def withdraw_assessment(
    *, assessment: Assessment, by: Any, seen: int | None = None, reason: str = ""
) -> None:
    """The place is not judged any more; the arguments stay."""
    refuse_outdated(locked(assessment), seen)
    assessment.delete()
