"""Weighings of options: who looks, who writes, who weighs for whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.vision.parties import seat_municipalities
from kb.actions.weighing.ballots import cast_ballot, score_by_hand
from kb.actions.weighing.weighings import create_weighing
from kb.models import Option, Study
from tests.access.roles import POST_ONLY, SLUG, STUDY, STUDY_DONE, STUDY_FORM, STUDY_WRITERS, Looks, Writes

ONE = SLUG | {"name": "<weighing>"}
CRITERION = ONE | {"pk": "<criterion>"}
BALLOT = ONE | {"party": "<voter>"}
CELL = CRITERION | {"option": "<weighed-option>"}

GET: Looks = {
    "kb:weighings": (SLUG, STUDY),
    "kb:weighing": (ONE, STUDY),
    "kb:weighing_edit": (ONE, STUDY_WRITERS),
    "kb:weighing_copy": (ONE, POST_ONLY),
    "kb:weighing_delete": (ONE, STUDY_WRITERS),
    "kb:weighing_whole": (ONE, STUDY),
    "kb:weighing_table": (ONE | {"table": "scores", "form": "csv"}, STUDY),
    "kb:weighing_criteria": (ONE, STUDY_WRITERS),
    "kb:weighing_criterion": (CRITERION, STUDY_WRITERS),
    "kb:weighing_criterion_move": (CRITERION, POST_ONLY),
    "kb:weighing_criterion_remove": (CRITERION, STUDY_WRITERS),
    "kb:weighing_weights": (ONE, STUDY),
    "kb:weighing_standing": (ONE, STUDY),
    "kb:weighing_ballot": (BALLOT, STUDY),
    "kb:weighing_withdraw": (BALLOT, STUDY_WRITERS),  # a reader speaks for the own party alone
    "kb:weighing_cell": (CELL, STUDY),
    "kb:weighing_cell_reset": (CELL, POST_ONLY),
}
POST: Writes = {
    "kb:weighings": STUDY_FORM,
    "kb:weighing_edit": STUDY_FORM,
    "kb:weighing_copy": STUDY_DONE,
    "kb:weighing_delete": STUDY_FORM,  # what is deleted must have been seen as it stands
    "kb:weighing_criteria": STUDY_FORM,
    "kb:weighing_criterion": STUDY_FORM,
    "kb:weighing_criterion_move": STUDY_DONE,
    "kb:weighing_criterion_remove": STUDY_FORM,
    "kb:weighing_ballot": STUDY_FORM,
    "kb:weighing_withdraw": STUDY_FORM,
    "kb:weighing_cell": STUDY_FORM,
    "kb:weighing_cell_reset": STUDY_DONE,
}


def things() -> dict[str, Any]:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    seat_municipalities(study)
    made = [Option(study=study, code=f"weeg-{n}", name=f"Weg {n}", order=90 + n) for n in (1, 2)]
    options = Option.objects.bulk_create(made)
    weighing = create_weighing(study=study, title="Welke weg", options=options, by=by)
    criterion, voter = weighing.criteria.first(), study.parties.first()
    weights = dict.fromkeys(weighing.criteria.values_list("pk", flat=True), 50)
    cast_ballot(weighing=weighing, party=voter, manner="points", weights=weights, by=by)
    score_by_hand(criterion=criterion, option=options[0], low=40, high=60, note="Omdat.", by=by)
    return {
        "<weighing>": weighing.slug,
        "<criterion>": criterion.pk,
        "<voter>": voter.pk,
        "<weighed-option>": options[0].code,
    }
