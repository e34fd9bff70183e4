"""What-if scenarios of a study."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.scenarios import create_scenario
from kb.models import Study, Theme
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

ONE = SLUG | {"name": "<scenario>"}

GET: Looks = {
    "kb:scenarios": (SLUG, STUDY),
    "kb:scenario": (ONE, STUDY),
    "kb:scenario_pictures": (ONE, STUDY),
    "kb:scenario_table": (ONE | {"table": "pairs", "form": "csv"}, STUDY),
    "kb:scenario_edit": (ONE, STUDY_WRITERS),
    "kb:scenario_copy": (ONE, POST_ONLY),
    "kb:scenario_delete": (ONE, STUDY_WRITERS),
    "kb:scenario_step_add": (ONE, POST_ONLY),
    "kb:scenario_step_move": (ONE | {"pk": "<step>"}, POST_ONLY),
    "kb:scenario_step_remove": (ONE | {"pk": "<step>"}, POST_ONLY),
    "kb:scenario_choices": (ONE, STUDY),
    "kb:scenario_choice": (ONE | {"merger": "<step>", "theme": "<divergent>"}, POST_ONLY),
    "kb:scenario_export": (ONE | {"form": "csv"}, STUDY),
}
POST: Writes = {
    "kb:scenarios": STUDY_FORM,
    "kb:scenario_edit": STUDY_FORM,
    "kb:scenario_copy": STUDY_DONE,
    "kb:scenario_delete": STUDY_FORM,  # what is deleted must have been seen as it stands
    "kb:scenario_step_add": STUDY_FORM,
    "kb:scenario_step_move": STUDY_DONE,
    "kb:scenario_step_remove": STUDY_DONE,
    "kb:scenario_choice": STUDY_FORM,
}


def things() -> dict[str, Any]:
    study = Study.objects.get(slug="halen-herk-lummen")
    first = {"kind": "merge", "agreement": None, "name": "", "municipalities": study.municipalities.all()}
    scenario = create_scenario(study=study, title="Samen", first=first, by=User.objects.get(username="owner"))
    return {
        "<scenario>": scenario.slug,
        "<step>": scenario.changes.get().pk,
        "<divergent>": Theme.objects.get(code="uitpas").pk,
    }
