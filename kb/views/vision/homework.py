from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.vision.homework import (
    change_homework,
    finish_homework,
    give_homework,
    remove_homework,
    reopen_homework,
)
from kb.filters.homework import HomeworkFilter
from kb.forms.acting import DecisionForm
from kb.forms.vision.homework import HomeworkForm, NewHomeworkForm, ResultForm
from kb.guards import study_view
from kb.insight.parties import voices
from kb.models import Homework, Study, VisionPrompt
from kb.tables.homework import HomeworkTable, homework_rows
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.inplace import sent, status_of
from kb.views.parts import chips

PER_PAGE = 25


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    today = timezone.localdate()
    found = HomeworkFilter(request.GET, study=study, today=today)
    edits = request.user.has_perm("kb.edit_study", study)
    table = HomeworkTable(found.qs, today=today, mine=_mine(request, study), edits=edits)
    paged(request, table, PER_PAGE)
    context = {
        "filter": found,
        "table": table,
        "chips": chips(request, found.form),
        "query": request.GET.urlencode(),
        "all": study.homework.count(),
        "waiting": study.homework.waiting().count(),
        "overdue": study.homework.overdue(today).count(),
    }
    return render(request, "kb/homework/show.html", context)


def _mine(request: HttpRequest, study: Study) -> set[int]:
    """The assignments of somebody or of the parties they speak for: those they may report on."""
    parties = voices(request.user, study)
    rows = study.homework.filter(person=request.user) | study.homework.filter(party__in=parties)
    return set(rows.values_list("pk", flat=True))


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The list as it is filtered."""
    today = timezone.localdate()
    rows = HomeworkFilter(request.GET, study=study, today=today).qs
    return table_file(*homework_rows(rows, today), form, f"{study.slug}-huiswerk", "huiswerk")


@study_view("kb.edit_study")
def give(request: HttpRequest, study: Study) -> HttpResponse:
    prompt = VisionPrompt.objects.filter(code=request.GET.get("question", "")).first()
    form = NewHomeworkForm(
        sent(request), study=study, instance=Homework(study=study), initial={"prompt": prompt}
    )
    if request.method == "POST":
        given = form.run(lambda: give_homework(study=study, values=form.values(), by=request.user))
        if given:
            messages.success(request, _("The assignment is given."))
            return redirect("kb:homework", slug=study.slug)
    return _form_page(request, study, form, _("New assignment"))


@study_view("kb.edit_study")
def change(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    row = get_object_or_404(study.homework, pk=pk)
    form = HomeworkForm(sent(request), study=study, instance=row)
    if request.method == "POST" and form.run(change_homework, homework=row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("kb:homework", slug=study.slug)
    return _form_page(request, study, form, _("Change the assignment"), row)


@study_view("kb.speak_study")
def done(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """Whoever prepared it says what came of it, or an editor does."""
    row = get_object_or_404(study.homework, pk=pk)
    if not request.user.has_perm("kb.edit_study", study) and row.pk not in _mine(request, study):
        raise PermissionDenied
    form = ResultForm(sent(request), instance=row)
    given = {"homework": row, "on": timezone.localdate(), "by": request.user}
    if request.method == "POST" and form.run(finish_homework, **given):
        messages.success(request, _("The assignment is done."))
        return redirect("kb:homework", slug=study.slug)
    return _form_page(request, study, form, _("What came of it?"), row)


def _form_page(
    request: HttpRequest,
    study: Study,
    form: NewHomeworkForm | HomeworkForm | ResultForm,
    title: str,
    row: Homework | None = None,
) -> HttpResponse:
    back = reverse("kb:homework", args=[study.slug])
    context = {"form": form, "title": title, "homework": row, "back": back}
    return render(request, "kb/homework/form.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def reopen(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    row = get_object_or_404(study.homework, pk=pk)
    reopen_homework(homework=row, by=request.user)
    messages.success(request, _("The assignment is to do again; its result can still be read."))
    return redirect("kb:homework", slug=study.slug)


@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    row = get_object_or_404(study.homework, pk=pk)
    form = DecisionForm(sent(request), row=row)
    given = {"homework": row, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_homework(**given, **form.deciding) or True):
        messages.success(request, _("The assignment is removed."))
        return redirect("kb:homework", slug=study.slug)
    context = {
        "title": _("Remove this assignment?"),
        "text": row.text,
        "consequences": [_("Its result goes with it: %(result)s") % {"result": row.result}]
        if row.result
        else [],
        "submit": _("Remove the assignment"),
        "cancel_url": reverse("kb:homework", args=[study.slug]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
