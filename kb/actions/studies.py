"""Studies: opened by somebody, who owns them, and changed by those who may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import slugify

from kb.actions.base import action
from kb.actions.naming import first_free, save_under_free_name
from kb.actions.versions import write
from kb.actions.vision.parties import seat_municipalities
from kb.models import Candidate, Municipality, Study, StudyAccess


@action
def create_study(
    *,
    values: Mapping[str, Any],
    municipalities: Iterable[Municipality],
    candidates: Sequence[Mapping[str, Any]] = (),
    by: Any,
) -> Study:
    study = Study(**values)
    save_under_free_name(study, "slug", lambda: free_slug(study.title))
    StudyAccess.objects.create(study=study, user=by, role=StudyAccess.Role.OWNER)
    study.municipalities.set(municipalities)
    seat_municipalities(study)
    _set_candidates(study, candidates)
    return study


def free_slug(title: str) -> str:
    stem = slugify(title)[:70].strip("-") or "study"
    taken = {"new", *Study.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return first_free(stem, taken)


@action
def change_study(
    *,
    study: Study,
    values: Mapping[str, Any],
    municipalities: Iterable[Municipality],
    candidates: Sequence[Mapping[str, Any]],
    seen: int,
    by: Any,
) -> Study:
    study = write(study, values, seen=seen)
    study.municipalities.set(municipalities)
    seat_municipalities(study)
    _set_candidates(study, candidates)
    study.save()  # candidates alone make a new version of the study too
    return study


def _set_candidates(study: Study, candidates: Sequence[Mapping[str, Any]]) -> None:
    """The candidates in the order given, and no others; a candidate that stays keeps its history."""
    known = {candidate.municipality_id: candidate for candidate in study.candidates.all()}
    for order, values in enumerate(candidates, start=1):
        wanted = {**values, "order": order}
        if (candidate := known.pop(values["municipality"].pk, None)) is not None:
            write(candidate, wanted)
        else:
            Candidate.objects.create(study=study, **wanted)
    for candidate in known.values():
        candidate.delete()
