from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.studies import change_study, create_study
from kb.forms.studies import StudyForm, candidate_rows, typed
from kb.guards import study_view
from kb.models import Municipality, Study, StudyAccess
from kb.rules import STUDY_WRITERS
from kb.views.inplace import sent, status_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    mine = StudyAccess.objects.filter(user=request.user, study=OuterRef("pk"))
    members = Prefetch("municipalities", Municipality.objects.in_order())
    studies = Study.objects.open_to(request.user).annotate(role=Subquery(mine.values("role")[:1]))
    roles = dict(StudyAccess.Role.choices)
    cards = [
        {
            "study": study,
            "members": list(study.municipalities.all()),
            "role": roles[study.role],
            "may_edit": study.role in STUDY_WRITERS,
        }
        for study in studies.select_related("compared_with").prefetch_related(members)
    ]
    return render(request, "kb/study/home.html", {"cards": cards})


def create(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study) -> HttpResponse:
    return _form(request, study)


def _form(request: HttpRequest, study: Study | None) -> HttpResponse:
    """The same page for a new study and an existing one; searching and adding rows save nothing."""
    looking = not {"more", "find"}.isdisjoint(request.POST)
    row = study or Study()
    form = (
        StudyForm(initial=typed(request.POST), instance=row)
        if looking
        else StudyForm(sent(request), instance=row)
    )
    candidates = candidate_rows(study, sent(request), more="more" in request.POST)
    if request.method == "POST" and not looking:
        if saved := _save(request, study, form, candidates):
            messages.success(request, _("The study is saved."))
            return redirect(saved)
        candidates = candidate_rows(study, form.data)  # with what somebody else saved meanwhile
    context = {"form": form, "candidates": candidates, "edited": study}
    status = 200 if looking else max(status_of(form), status_of(candidates))
    return render(request, "kb/study/form.html", context, status=status)


def _save(request: HttpRequest, study: Study | None, form: StudyForm, candidates: Any) -> Study | None:
    if not (form.is_valid() and candidates.is_valid()):
        return None
    known = {"municipalities": form.cleaned_data["municipalities"], "candidates": candidates.values()}
    if study is None:
        return create_study(values=form.values(), by=request.user, **known)
    return form.run(change_study, study=study, by=request.user, **known)
