from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.framework.questions import ask_question, change_question, move_question, withdraw_question
from kb.forms.framework.deliberation import QuestionForm
from kb.forms.whatif import MoveForm
from kb.guards import study_view
from kb.insight.deliberation.answers import answer_table
from kb.insight.deliberation.grounds import grounds
from kb.insight.deliberation.leaving import goes_with
from kb.models import Question, Study
from kb.tables.deliberation import answer_rows
from kb.views.confirming import confirmed
from kb.views.files import table_file
from kb.views.inplace import sent, status_of


def named(study: Study, code: str) -> Question:
    return get_object_or_404(study.questions.select_related("study", "source"), code=code)


@require_safe
@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    """The core questions with what each option answers, and the other questions below."""
    questions = list(study.questions.all())
    table = answer_table(study, questions, study.options.all())
    core = [question for question in questions if question.core]
    others = [(each, table.of(each)) for each in questions if not each.core]
    context = {"table": table.about(core), "core": core, "others": others}
    return render(request, "kb/questions/list.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """A row an option for each question, core questions first."""
    questions = study.questions.order_by("-core", "order", "pk")
    table = answer_table(study, questions, study.options.all())
    return table_file(*answer_rows(table), form, f"{study.slug}-vragen", "vragen")


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    question = get_object_or_404(
        study.questions.select_related("study", "source").prefetch_related(grounds()), code=code
    )
    context = {
        "subject": question,
        "question": question,
        "arguments": question.arguments.all(),
        "table": answer_table(study, [question], study.options.all()),
    }
    return render(request, "kb/questions/show.html", context)


@study_view("kb.edit_study")
def create(request: HttpRequest, study: Study) -> HttpResponse:
    start = {"core": request.GET.get("core") == "1"}
    form = QuestionForm(sent(request), instance=Question(study=study), initial=start)
    if request.method == "POST" and (made := form.make(ask_question, study=study, by=request.user)):
        messages.success(request, _("The question is added."))
        return redirect(made)
    return _form(request, form, None)


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    question = named(study, code)
    form = QuestionForm(sent(request), instance=question)
    if request.method == "POST" and form.run(change_question, question=question, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(question)
    return _form(request, form, question)


def _form(request: HttpRequest, form: QuestionForm, question: Question | None) -> HttpResponse:
    context = {"form": form, "question": question}
    return render(request, "kb/questions/edit.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """Earlier or later; asked for anything else, the question stays where it is."""
    question = named(study, code)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_question(question=question, places=form.cleaned_data["places"], by=request.user)
    return redirect("kb:questions", slug=study.slug)


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    question = named(study, code)
    page = {
        "title": _("Delete this question?"),
        "text": _("“%(what)s”. This cannot be undone.") % {"what": question},
        "consequences": goes_with(question),
        "submit": _("Delete the question"),
    }
    said = _("Deleted: “%(what)s”.") % {"what": question}
    back = reverse("kb:questions", args=[study.slug])
    act = partial(withdraw_question, question=question)
    return confirmed(request, question, act, said=said, back=back, page=page)
