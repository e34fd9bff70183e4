"""The map of a question, and the links between arguments."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.framework.argument_links import link_arguments, unlink_arguments
from kb.actions.framework.arguments import add_argument
from kb.actions.framework.questions import ask_question
from kb.models import Study
from tests.access.roles import (
    POST_ONLY,
    SLUG,
    STUDY,
    STUDY_DONE,
    STUDY_FORM,
    Looks,
    Writes,
)

MAP = SLUG | {"code": "<mapped>"}
LINKED = SLUG | {"code": "<linked>"}

GET: Looks = {
    "kb:map": (MAP, STUDY),
    "kb:map_screen": (MAP, STUDY),
    "kb:map_text": (MAP, STUDY),
    "kb:map_export": (MAP | {"form": "svg"}, STUDY),
    "kb:map_add": (MAP, POST_ONLY),
    "kb:map_link": (MAP, POST_ONLY),
    "kb:map_undo": (MAP, POST_ONLY),
    "kb:argument_links": (LINKED, STUDY),
    "kb:argument_link_remove": (LINKED | {"pk": "<link>"}, POST_ONLY),
    "kb:argument_link_restore": (LINKED | {"version": "<unlinked>"}, POST_ONLY),
}
POST: Writes = {
    "kb:map_add": STUDY_FORM,
    "kb:map_link": STUDY_FORM,
    "kb:map_undo": STUDY_DONE,
    "kb:argument_links": STUDY_FORM,
    "kb:argument_link_remove": STUDY_DONE,
    "kb:argument_link_restore": STUDY_DONE,
}


def things() -> dict[str, Any]:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="owner")
    question = ask_question(study=study, values={"text": "Wat tekenen we?"}, by=by)
    one, other = (
        add_argument(study=study, values={"text": text, "polarity": "pro"}, by=by)
        for text in ("Eerst", "Dan")
    )
    link = link_arguments(source=one, kind="supports", target=other, by=by)
    gone = link_arguments(source=one, kind="weakens", target=other, by=by)
    return {
        "<mapped>": question.code,
        "<linked>": one.code,
        "<link>": link.pk,
        "<unlinked>": unlink_arguments(link=gone, by=by),
    }
