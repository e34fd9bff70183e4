from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kb.actions.services.roadmap import add_phase, change_phase, move_phase, remove_phase
from kb.forms.acting import DecisionForm
from kb.forms.services.roadmap import PhaseForm, ShiftForm
from kb.guards import study_view
from kb.models import Phase, Study
from kb.views.inplace import sent, status_of
from kb.views.services import roadmap


@require_POST
@study_view("kb.edit_study")
def add(request: HttpRequest, study: Study) -> HttpResponse:
    form = PhaseForm(request.POST, instance=Phase(study=study))
    made = form.make(lambda values: add_phase(study=study, values=values, by=request.user))
    if made is None:
        return roadmap.page(request, study, form)
    if request.htmx:  # type: ignore[attr-defined]
        return roadmap.page(request, study, said=_("The phase “%(phase)s” is added.") % {"phase": made})
    return redirect(f"{reverse('kb:roadmap', args=[study.slug])}#phase-{made.pk}")


def _phase(study: Study, pk: int) -> Phase:
    return get_object_or_404(study.phases.select_related("study"), pk=pk)


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    phase = _phase(study, pk)
    form = PhaseForm(sent(request), instance=phase)
    if request.method == "POST" and form.run(change_phase, phase=phase, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("kb:roadmap", slug=study.slug)
    context = {"phase": phase, "form": form}
    return render(request, "kb/roadmap/phase.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """Earlier or later among the phases; asked for anything else, it stays where it is."""
    phase, form = _phase(study, pk), ShiftForm(request.POST)
    if form.is_valid():
        move_phase(phase=phase, places=form.cleaned_data["places"], by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return roadmap.page(request, study, said=_("“%(phase)s” has another place.") % {"phase": phase})
    return redirect("kb:roadmap", slug=study.slug)


@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    phase = _phase(study, pk)
    form = DecisionForm(sent(request), row=phase)
    known = {"phase": phase, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_phase(**known, **form.deciding) or True):
        messages.success(request, _("Removed: %(phase)s.") % {"phase": phase})
        return redirect("kb:roadmap", slug=study.slug)
    n = phase.services.count()
    back = ngettext("%(n)s service is no longer planned.", "%(n)s services are no longer planned.", n)
    context = {
        "title": _("Remove the phase “%(phase)s”?") % {"phase": phase},
        "text": _("Its services stay in the catalogue. This cannot be undone."),
        "consequences": [back % {"n": n}] if n else [],
        "submit": _("Remove the phase"),
        "cancel_url": reverse("kb:roadmap", args=[study.slug]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
