from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.scenarios import add_step, move_step, remove_step
from kb.forms.whatif import MoveForm, StepForm
from kb.guards import study_view
from kb.models import ScenarioChange, Study
from kb.views.whatif import named, page


@require_POST
@study_view("kb.edit_study")
def add(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    scenario = named(study, name)
    form = StepForm(request.POST, study=study, today=timezone.localdate())
    if form.run(lambda: add_step(scenario=scenario, step=form.step, by=request.user)):
        return redirect(f"{scenario.get_absolute_url()}#steps")
    return page(request, study, scenario, form)


def _step(study: Study, name: str, pk: int) -> ScenarioChange:
    return get_object_or_404(named(study, name).changes.select_related("scenario__study"), pk=pk)


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, name: str, pk: int) -> HttpResponse:
    """Earlier or later; asked for anything else, the step stays where it is."""
    step = _step(study, name, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_step(step=step, places=form.cleaned_data["places"], by=request.user)
    return redirect(f"{step.scenario.get_absolute_url()}#steps")


@require_POST
@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, name: str, pk: int) -> HttpResponse:
    step = _step(study, name, pk)
    remove_step(step=step, by=request.user)
    messages.success(request, _("The step is taken out."))
    return redirect(f"{step.scenario.get_absolute_url()}#steps")
