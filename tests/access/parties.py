"""Who sits at the table of a study, and who speaks for whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.vision.parties import add_party
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

ONE = SLUG | {"pk": "<party>"}

GET: Looks = {
    "kb:parties": (SLUG, STUDY),
    "kb:party_rename": (ONE, STUDY_WRITERS),
    "kb:party_remove": (ONE, STUDY_WRITERS),
    "kb:party_speaker": (SLUG | {"pk": "<access>"}, POST_ONLY),
}
POST: Writes = {
    "kb:parties": STUDY_FORM,
    "kb:party_rename": STUDY_FORM,
    "kb:party_remove": STUDY_FORM,  # what is removed must have been seen as it stands
    "kb:party_speaker": STUDY_DONE,
}


def things() -> dict[str, Any]:
    study = Study.objects.get(slug="halen-herk-lummen")
    return {
        "<party>": add_party(study=study, name="Overleg", by=User.objects.get(username="owner")).pk,
        "<access>": study.access.get(user__username="reader").pk,
    }
