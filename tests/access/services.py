"""The catalogue of services and the roadmap of a study."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.services.roadmap import add_phase
from kb.actions.services.services import add_service
from kb.models import Study
from tests.access.roles import (
    POST_ONLY,
    SLUG,
    STUDY,
    STUDY_DONE,
    STUDY_FORM,
    STUDY_WRITERS,
    Looks,
    Writes,
)

ONE = SLUG | {"code": "<service>"}
VERSION = ONE | {"version": "<service version>"}
PHASE = SLUG | {"pk": "<phase>"}
CSV, PNG = SLUG | {"form": "csv"}, SLUG | {"form": "png"}

GET: Looks = {
    "kb:services": (SLUG, STUDY),
    "kb:services_export": (CSV, STUDY),
    "kb:services_picture": (PNG, STUDY),
    "kb:service_new": (SLUG, STUDY_WRITERS),
    "kb:services_adopt": (SLUG, STUDY_WRITERS),
    "kb:service": (ONE, STUDY),
    "kb:service_edit": (ONE, STUDY_WRITERS),
    "kb:service_delete": (ONE, STUDY_WRITERS),
    "kb:service_history": (ONE, STUDY),
    "kb:service_restore": (VERSION, STUDY_WRITERS),
    "kb:roadmap": (SLUG, STUDY),
    "kb:roadmap_timeline": (SLUG, STUDY),
    "kb:roadmap_picture": (PNG, STUDY),
    "kb:roadmap_export": (CSV, STUDY),
    "kb:roadmap_move": (SLUG, POST_ONLY),
    "kb:roadmap_back": (SLUG, POST_ONLY),
    "kb:roadmap_proposal": (SLUG, STUDY_WRITERS),
    "kb:phase_add": (SLUG, POST_ONLY),
    "kb:phase": (PHASE, STUDY_WRITERS),
    "kb:phase_move": (PHASE, POST_ONLY),
    "kb:phase_remove": (PHASE, STUDY_WRITERS),
}
POST: Writes = {
    "kb:service_new": STUDY_FORM,
    "kb:services_adopt": STUDY_FORM,
    "kb:service_edit": STUDY_FORM,
    "kb:service_delete": STUDY_FORM,  # what is deleted must have been seen as it stands
    "kb:service_restore": STUDY_FORM,
    "kb:roadmap_move": STUDY_FORM,
    "kb:roadmap_back": STUDY_FORM,  # nothing was moved yet
    "kb:roadmap_proposal": STUDY_FORM,
    "kb:phase_add": STUDY_FORM,
    "kb:phase": STUDY_FORM,
    "kb:phase_move": STUDY_DONE,
    "kb:phase_remove": STUDY_FORM,
}


def things() -> dict[str, Any]:
    study, owner = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    service = add_service(study=study, values={"name": "Proefdienst", "group": "support"}, by=owner)
    phase = add_phase(study=study, values={"title": "Proeffase"}, by=owner)
    return {
        "<service>": service.code,
        "<service version>": service.history.get().history_id,  # type: ignore[attr-defined]
        "<phase>": phase.pk,
    }
