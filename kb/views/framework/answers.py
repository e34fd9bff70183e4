from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kb.actions.framework.options import answer_question, withdraw_answer
from kb.forms.acting import DecisionForm
from kb.forms.framework.deliberation import AnswerForm
from kb.guards import study_view
from kb.insight.deliberation.answers import Given, answer_table
from kb.models import OptionAnswer, Study
from kb.views.framework.questions import named
from kb.views.inplace import page_or_part, part_after, sent, status_of

CHANGED = "verdicts-changed"


def _given(study: Study, code: str, option: str) -> Given:
    question = named(study, code)
    road = get_object_or_404(study.options.select_related("study"), code=option)
    return answer_table(study, [question], [road]).every[0]


def _back(request: HttpRequest, given: Given) -> str:
    """The card on the page of the question, or on that of the option where somebody came from there."""
    of_option = request.GET.get("at") == "option"
    page = given.option if of_option else given.question
    return f"{page.get_absolute_url()}#{given.place}"


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str, option: str) -> HttpResponse:
    """What an option answers: in the place of its card, or on a page of its own."""
    given = _given(study, code, option)
    row = given.verdict or OptionAnswer(option=given.option, question=given.question)
    form = AnswerForm(sent(request), instance=row, study=study, auto_id=f"{given.place}-%s")
    known = {"option": given.option, "question": given.question, "by": request.user}
    context = {"form": form, "given": given, "at": request.GET.get("at"), "back": _back(request, given)}
    if request.method != "POST" or not form.run(answer_question, **known):
        return page_or_part(request, "questions", "answer_form", context, status_of(form))
    if request.htmx:  # type: ignore[attr-defined]
        context["given"] = _given(study, code, option)
        return part_after(request, "kb/questions/_answer.html", context, CHANGED)
    messages.success(request, _("Saved."))
    return redirect(context["back"])


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, code: str, option: str) -> HttpResponse:
    given = _given(study, code, option)
    if given.verdict is None:
        raise Http404
    form = DecisionForm(sent(request), row=given.verdict)
    known = {"answer": given.verdict, "by": request.user}
    if request.method == "POST" and form.run(lambda: withdraw_answer(**known, **form.deciding) or True):
        messages.success(request, _("The answer is deleted."))
        return redirect(_back(request, given))
    context = {
        "title": _("Delete this answer?"),
        "text": _("What “%(option)s” answers to “%(question)s”. This cannot be undone.")
        % {"option": given.option, "question": given.question},
        "consequences": [_("Its arguments stay on the board.")],
        "submit": _("Delete the answer"),
        "cancel_url": _back(request, given),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
