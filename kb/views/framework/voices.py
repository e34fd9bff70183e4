"""Speaking about an argument: support in the name of a party, remarks, sources."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.framework.arguments import cite, uncite
from kb.actions.framework.voices import delete_remark, remark, share, withdraw
from kb.forms.framework.voices import CiteForm, RemarkForm, ShareForm
from kb.guards import study_view
from kb.insight.support import spoken_for
from kb.models import Argument, Study
from kb.views.framework.arguments import named, page


def _back(argument: Argument, place: str) -> HttpResponse:
    return redirect(f"{argument.get_absolute_url()}#{place}")


@require_POST
@study_view("kb.speak_study")
def support(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """The answer of this person; it may be changed, and withdrawn."""
    argument = named(study, code)
    if request.POST.get("answer") == "withdraw":
        withdraw(argument=argument, by=request.user)
        return _back(argument, "support")
    voice = spoken_for(request.user, argument)
    form = ShareForm(request.POST, parties=voice.parties, said=voice.said)
    known: dict[str, Any] = {"argument": argument, "by": request.user}
    if form.run(lambda: share(**known, **form.values())):
        return _back(argument, "support")
    return page(request, study, argument, share=form)


@require_POST
@study_view("kb.speak_study")
def comment(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    argument = named(study, code)
    form = RemarkForm(request.POST)
    if form.run(lambda: remark(argument=argument, text=form.cleaned_data["text"], by=request.user)):
        return _back(argument, "remarks")
    return page(request, study, argument, remark=form)


@require_POST
@study_view("kb.speak_study")
def uncomment(request: HttpRequest, study: Study, code: str, pk: int) -> HttpResponse:
    """Everybody takes back their own words only."""
    argument = named(study, code)
    row = get_object_or_404(argument.comments, pk=pk)
    if row.author_id != request.user.pk:
        raise PermissionDenied
    delete_remark(comment=row, by=request.user)
    messages.success(request, _("Your remark is deleted."))
    return _back(argument, "remarks")


@require_POST
@study_view("kb.edit_study")
def source(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    argument = named(study, code)
    form = CiteForm(request.POST)
    if form.run(lambda: cite(argument=argument, by=request.user, **form.values())):
        return _back(argument, "sources")
    return page(request, study, argument, cite=form)


@require_POST
@study_view("kb.edit_study")
def unsource(request: HttpRequest, study: Study, code: str, pk: int) -> HttpResponse:
    argument = named(study, code)
    uncite(citation=get_object_or_404(argument.citations, pk=pk), by=request.user)
    return _back(argument, "sources")
