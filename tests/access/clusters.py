"""The clusters of a study, and who may name them."""

from __future__ import annotations

from typing import Any

from kb.models import Agreement
from tests.access.roles import SLUG, STUDY, STUDY_FORM, Looks, Writes

LED_BACK = (302, 302, 302, 403, 404, 302)  # who reloads after a refused name
GET: Looks = {
    "kb:clusters": (SLUG, STUDY),
    "kb:clusters_chance": (SLUG, STUDY),
    "kb:cluster_name": (SLUG, LED_BACK),
    "kb:clusters_picture": (SLUG | {"form": "svg"}, STUDY),
    "kb:clusters_export": (SLUG | {"table": "agreements", "form": "csv"}, STUDY),
    "kb:agreement_without": (SLUG | {"pk": "<lost>"}, STUDY),
}
POST: Writes = {"kb:cluster_name": STUDY_FORM}


def things() -> dict[str, Any]:
    return {"<lost>": Agreement.objects.get(name="OV Schulensmeer").pk}
