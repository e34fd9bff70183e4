"""Files that come in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kb.models import ImportRun
from tests.access.roles import FACTS, FACTS_DONE, FACTS_FORM, FACTS_READ, Looks, Writes

GET: Looks = {
    "kb:imports": ({}, FACTS),
    "kb:import_template": ({}, FACTS),
    "kb:import_run": ({"pk": "<run>"}, FACTS),
    "kb:import_apply": ({"pk": "<run>"}, (405, 405, 403, 403, 403, 302)),
    "kb:import_undo": ({"pk": "<run>"}, (302, 302, 403, 403, 403, 302)),
}
POST: Writes = {
    "kb:imports": FACTS_FORM,
    "kb:import_template": FACTS_READ,
    "kb:import_run": FACTS_READ,
    "kb:import_apply": FACTS_DONE,
    "kb:import_undo": FACTS_DONE,
}


def things() -> dict[str, Any]:
    moment = timezone.now()
    return {"<run>": ImportRun.objects.create(title="lijst.csv", at=moment, touched_at=moment).pk}
