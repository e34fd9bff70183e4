"""A study beside a region, the growth path, and regions that are alike."""

from __future__ import annotations

from typing import Any

from kb.models import Evidence, Step, Study
from tests.access.roles import SLUG, STUDY, STUDY_FORM, STUDY_WRITERS, Looks, Writes

STEP = SLUG | {"number": 2, "whose": "study"}

GET: Looks = {
    "kb:comparison": (SLUG, STUDY),
    "kb:comparison_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:ladder": (SLUG, STUDY),
    "kb:evidence_add": (STEP, STUDY_WRITERS),
    "kb:evidence": (SLUG | {"pk": "<evidence>"}, STUDY_WRITERS),
    "kb:evidence_remove": (SLUG | {"pk": "<evidence>"}, STUDY_WRITERS),
    "kb:alike": (SLUG, STUDY),
    "kb:alike_groups": (SLUG, STUDY),
    "kb:alike_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:ladder_export": (SLUG | {"form": "csv"}, STUDY),
}
POST: Writes = {
    "kb:evidence_add": STUDY_FORM,
    "kb:evidence": STUDY_FORM,
    "kb:evidence_remove": STUDY_FORM,  # what is removed must have been seen as it stands
}


def things() -> dict[str, Any]:
    study = Study.objects.get(slug=SLUG["slug"])
    row = Evidence.objects.create(step=Step.objects.get(number=1), study=study, note="Al lang samen.")
    return {"<evidence>": row.pk}
