"""Boards, arguments, and what people say of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.framework.arguments import add_argument, cite
from kb.actions.framework.voices import remark
from kb.actions.vision.parties import seat_municipalities
from kb.models import Capacity, Source, Study
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

ONE = SLUG | {"code": "<argument>"}
BOARD = SLUG | {"capacity": "<capacity>"}
ASKED = (422, 422, 422, 422, 404, 302)  # a reader may speak too, and is asked what

GET: Looks = {
    "kb:boards": (SLUG, STUDY),
    "kb:board": (BOARD, STUDY),
    "kb:board_move": (BOARD, POST_ONLY),
    "kb:arguments": (SLUG, STUDY),
    "kb:arguments_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:argument_new": (SLUG, STUDY_WRITERS),
    "kb:argument": (ONE, STUDY),
    "kb:argument_edit": (ONE, STUDY_WRITERS),
    "kb:argument_card": (ONE | {"capacity": "<capacity>"}, STUDY_WRITERS),
    "kb:argument_delete": (ONE, STUDY_WRITERS),
    "kb:argument_history": (ONE, STUDY),
    "kb:argument_revert": (ONE | {"kind": "argument", "version": "<version>"}, STUDY_WRITERS),
    "kb:argument_support": (ONE, POST_ONLY),
    "kb:argument_remark": (ONE, POST_ONLY),
    "kb:argument_remark_delete": (ONE | {"pk": "<remark>"}, POST_ONLY),
    "kb:argument_source": (ONE, POST_ONLY),
    "kb:argument_source_delete": (ONE | {"pk": "<citation>"}, POST_ONLY),
}
POST: Writes = {
    "kb:board": STUDY_FORM,
    "kb:board_move": STUDY_DONE,  # asked for nothing, it moves nothing
    "kb:argument_new": STUDY_FORM,
    "kb:argument_edit": STUDY_FORM,
    "kb:argument_card": STUDY_FORM,
    "kb:argument_delete": STUDY_FORM,  # what is deleted must have been seen as it stands
    "kb:argument_revert": STUDY_FORM,
    "kb:argument_support": ASKED,
    "kb:argument_remark": ASKED,
    "kb:argument_remark_delete": (302, 403, 403, 403, 404, 302),  # the owner wrote it
    "kb:argument_source": STUDY_FORM,
    "kb:argument_source_delete": STUDY_DONE,
}


def things() -> dict[str, Any]:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    capacity, _made = Capacity.objects.get_or_create(code="probe", defaults={"name": "Proef"})
    seat_municipalities(study)
    values = {"text": "Wat iedereen mag lezen", "polarity": "pro", "capacities": [capacity]}
    argument = add_argument(study=study, values=values, by=by)
    return {
        "<argument>": argument.code,
        "<capacity>": capacity.code,
        "<version>": argument.history.get().history_id,
        "<remark>": remark(argument=argument, text="Ja", by=by).pk,
        "<citation>": cite(argument=argument, source=Source.objects.all()[0], by=by).pk,
    }
