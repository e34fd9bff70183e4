"""The pages of a study."""

from __future__ import annotations

from typing import Any

from kb.models import StudyAccess
from tests.access.roles import EVERYONE, FORM, POST_ONLY, SLUG, STUDY, STUDY_WRITERS, Looks, Writes

GET: Looks = {
    "kb:home": ({}, EVERYONE),
    "kb:methods": ({}, EVERYONE),
    "kb:study_new": ({}, EVERYONE),
    "kb:study": (SLUG, STUDY),
    "kb:study_edit": (SLUG, STUDY_WRITERS),
    "kb:people": (SLUG, STUDY),
    "kb:people_change": (SLUG | {"pk": "<access>"}, POST_ONLY),
    "kb:people_remove": (SLUG | {"pk": "<access>"}, (200, 403, 403, 200, 404, 302)),
    "kb:matrix": (SLUG, STUDY),
    "kb:cooperations": (SLUG, STUDY),
    "kb:cooperations_map": (SLUG, STUDY),
    "kb:cooperations_export": (SLUG | {"form": "xlsx"}, STUDY),
    "kb:network": (SLUG, STUDY),
    "kb:network_picture": (SLUG | {"form": "svg"}, STUDY),
    "kb:network_export": (SLUG | {"form": "graphml"}, STUDY),
    "kb:to_confirm": (SLUG, STUDY),
}
POST: Writes = {
    "kb:study_new": FORM,
    "kb:study_edit": (422, 422, 422, 403, 404, 302),
    "kb:people": (422, 403, 403, 403, 404, 302),
    "kb:people_change": (422, 403, 403, 403, 404, 302),
    "kb:people_remove": (302, 403, 403, 302, 404, 302),
    "kb:to_confirm": (200, 200, 403, 403, 404, 302),
}


def things() -> dict[str, Any]:
    return {"<access>": StudyAccess.objects.get(study__slug=SLUG["slug"], user__username="reader").pk}
