from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.actions.vision.texts import answer_prompt, withdraw_answer
from kb.forms.acting import DecisionForm
from kb.forms.vision.texts import AnswerForm
from kb.guards import study_view
from kb.insight.parties import voices
from kb.insight.vision.section import said_by
from kb.models import Party, Study, VisionAnswer, VisionPrompt
from kb.views.inplace import page_or_part, part_after, sent, status_of
from kb.views.vision.texts import at, known

CHANGED = "answers-changed"


def _asked(
    request: HttpRequest, study: Study, section: str, code: str, pk: int
) -> tuple[VisionPrompt, Party]:
    """The question and the party, for somebody who may speak for it."""
    prompt = get_object_or_404(VisionPrompt, section=known(section), code=code, tip=False)
    party = get_object_or_404(study.parties, pk=pk)
    if party not in voices(request.user, study):
        raise PermissionDenied
    return prompt, party


@study_view("kb.speak_study")
def answer(request: HttpRequest, study: Study, section: str, prompt: str, party: int) -> HttpResponse:
    """What a party answers to a question; in its place on the page where htmx asks."""
    asked, who = _asked(request, study, section, prompt, party)
    row = study.vision_answers.filter(prompt=asked, party=who).first()
    form = AnswerForm(sent(request), instance=row or VisionAnswer(study=study, prompt=asked, party=who))
    here = {"section": section, "prompt": asked, "back": at(study, section, f"answer-{asked.code}-{who.pk}")}
    if request.method == "POST" and form.run(answer_prompt, party=who, prompt=asked, by=request.user):
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("The answer of %(party)s is saved.") % {"party": who})
            return redirect(here["back"])
        context = here | {"said": said_by(study, asked, who), "may_speak": True}
        return part_after(request, "kb/vision/_answer.html", context, CHANGED)
    if request.GET.get("part") == "answer":
        context = here | {"said": said_by(study, asked, who), "may_speak": True}
        return render(request, "kb/vision/_answer.html", context)
    context = here | {"party": who, "answer": row, "form": form}
    return page_or_part(request, "vision", "answer_form", context, status_of(form))


@study_view("kb.speak_study")
def withdraw(request: HttpRequest, study: Study, section: str, prompt: str, party: int) -> HttpResponse:
    asked, who = _asked(request, study, section, prompt, party)
    row = get_object_or_404(study.vision_answers, prompt=asked, party=who)
    form = DecisionForm(sent(request), row=row)
    back = at(study, section, f"prompt-{asked.code}")
    known_as = {"answer": row, "by": request.user}
    if request.method == "POST" and form.run(lambda: withdraw_answer(**known_as, **form.deciding) or True):
        messages.success(request, _("The answer of %(party)s is withdrawn.") % {"party": who})
        return redirect(back)
    context = {
        "title": _("Withdraw the answer of %(party)s?") % {"party": who},
        "text": asked.text,
        "consequences": [row.text],
        "submit": _("Withdraw the answer"),
        "cancel_url": reverse("kb:vision_answer", args=[study.slug, section, asked.code, who.pk]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
