"""Questions, options with their answers, and assessments."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.framework.assessments import assess
from kb.actions.framework.options import add_option, answer_question
from kb.actions.framework.questions import ask_question
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

QUESTION = SLUG | {"code": "<question>"}
ANSWER = QUESTION | {"option": "<option>"}
OPTION = SLUG | {"code": "<option>"}
VERDICT = SLUG | {"who": "all", "what": "all"}
FILE = SLUG | {"form": "csv"}

GET: Looks = {
    "kb:questions": (SLUG, STUDY),
    "kb:question_new": (SLUG, STUDY_WRITERS),
    "kb:questions_export": (FILE, STUDY),
    "kb:question": (QUESTION, STUDY),
    "kb:question_edit": (QUESTION, STUDY_WRITERS),
    "kb:question_move": (QUESTION, POST_ONLY),
    "kb:question_history": (QUESTION, STUDY),
    "kb:question_delete": (QUESTION, STUDY_WRITERS),
    "kb:answer": (ANSWER, STUDY_WRITERS),
    "kb:answer_delete": (ANSWER, STUDY_WRITERS),
    "kb:options": (SLUG, STUDY),
    "kb:option_new": (SLUG, STUDY_WRITERS),
    "kb:options_compare": (SLUG, STUDY),
    "kb:options_export": (FILE, STUDY),
    "kb:option": (OPTION, STUDY),
    "kb:option_edit": (OPTION, STUDY_WRITERS),
    "kb:option_move": (OPTION, POST_ONLY),
    "kb:option_history": (OPTION, STUDY),
    "kb:option_delete": (OPTION, STUDY_WRITERS),
    "kb:assessments": (SLUG, STUDY),
    "kb:assessments_export": (FILE, STUDY),
    "kb:assessment": (VERDICT, STUDY_WRITERS),
    "kb:assessment_history": (VERDICT, STUDY),
    "kb:assessment_delete": (VERDICT, STUDY_WRITERS),
}
POST: Writes = {
    "kb:question_new": STUDY_FORM,
    "kb:question_edit": STUDY_FORM,
    "kb:question_move": STUDY_DONE,
    "kb:question_delete": STUDY_FORM,  # what is deleted must have been seen as it stands
    "kb:answer": STUDY_FORM,
    "kb:answer_delete": STUDY_FORM,
    "kb:option_new": STUDY_FORM,
    "kb:option_edit": STUDY_FORM,
    "kb:option_move": STUDY_DONE,
    "kb:option_delete": STUDY_FORM,
    "kb:assessment": STUDY_FORM,  # it was judged since
    "kb:assessment_delete": STUDY_FORM,
}


def things() -> dict[str, Any]:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    question = ask_question(study=study, values={"text": "Op welke schaal werken we?", "core": True}, by=by)
    option = add_option(study=study, values={"name": "Een eigen weg"}, by=by)
    answer = {"verdict": "partly", "text": "Voor een deel.", "arguments": []}
    answer_question(option=option, question=question, values=answer, seen=0, by=by)
    known = {"municipality": None, "capacity": None, "seen": None}
    assess(study=study, **known, values={"verdict": "just", "reason": "Net genoeg."}, by=by)
    return {"<question>": question.code, "<option>": option.code}
