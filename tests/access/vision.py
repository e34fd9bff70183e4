"""The shared vision of a study, and the homework for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from kb.actions.versions import version_of
from kb.actions.vision.homework import give_homework
from kb.actions.vision.parties import add_party
from kb.actions.vision.texts import add_point, answer_prompt, write_text
from kb.models import Study, VisionPrompt
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

ONE = SLUG | {"section": "ambition"}
ANSWER = ONE | {"prompt": "<prompt>", "party": "<speaking>"}
POINT = ONE | {"pk": "<point>"}
HOMEWORK = SLUG | {"pk": "<homework>"}

GET: Looks = {
    "kb:vision": (SLUG, STUDY),
    "kb:vision_export": (SLUG | {"form": "docx"}, STUDY),
    "kb:vision_section": (ONE, STUDY),
    "kb:vision_settle": (ONE, STUDY_WRITERS),
    "kb:vision_unsettle": (ONE, POST_ONLY),
    "kb:vision_history": (ONE, STUDY),
    "kb:vision_restore": (ONE | {"version": "<version>"}, STUDY_WRITERS),
    "kb:vision_answer": (ANSWER, STUDY_WRITERS),  # a reader speaks for one party only, and not for this one
    "kb:vision_withdraw": (ANSWER, STUDY_WRITERS),
    "kb:vision_point_add": (ONE, POST_ONLY),
    "kb:vision_point": (POINT, STUDY_WRITERS),
    "kb:vision_point_settle": (POINT, STUDY_WRITERS),
    "kb:vision_point_reopen": (POINT, POST_ONLY),
    "kb:vision_point_remove": (POINT, STUDY_WRITERS),
    "kb:homework": (SLUG, STUDY),
    "kb:homework_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:homework_new": (SLUG, STUDY_WRITERS),
    "kb:homework_change": (HOMEWORK, STUDY_WRITERS),
    "kb:homework_done": (HOMEWORK, STUDY_WRITERS),
    "kb:homework_reopen": (HOMEWORK, POST_ONLY),
    "kb:homework_remove": (HOMEWORK, STUDY_WRITERS),
}
POST: Writes = {
    "kb:vision_section": STUDY_FORM,  # what is saved must have been seen as it stands
    "kb:vision_settle": STUDY_FORM,
    "kb:vision_unsettle": STUDY_FORM,
    "kb:vision_restore": STUDY_FORM,
    "kb:vision_answer": STUDY_FORM,
    "kb:vision_withdraw": STUDY_FORM,
    "kb:vision_point_add": STUDY_FORM,
    "kb:vision_point": STUDY_FORM,
    "kb:vision_point_settle": STUDY_FORM,
    "kb:vision_point_reopen": STUDY_DONE,
    "kb:vision_point_remove": STUDY_FORM,
    "kb:homework_new": STUDY_FORM,
    "kb:homework_change": STUDY_FORM,
    "kb:homework_done": STUDY_FORM,
    "kb:homework_reopen": STUDY_DONE,
    "kb:homework_remove": STUDY_FORM,
}


def things() -> dict[str, Any]:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    prompt = VisionPrompt.objects.create(code="toets", section="ambition", text="Waarom samen?")
    party = add_party(study=study, name="De colleges", by=by)
    answer_prompt(party=party, prompt=prompt, values={"text": "Daarom"}, by=by)
    text = write_text(study=study, section="ambition", values={"text": "Samen"}, by=by)
    homework = {"text": "Lezen", "party": party, "person": None, "prompt": None, "due_on": date(2026, 1, 1)}
    return {
        "<prompt>": prompt.code,
        "<speaking>": party.pk,
        "<version>": version_of(text),
        "<point>": add_point(study=study, section="ambition", values={"text": "Geld"}, by=by).pk,
        "<homework>": give_homework(study=study, values=homework, by=by).pk,
    }
