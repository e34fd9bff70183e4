from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kb.actions.weighing.weighings import add_criterion, change_criterion, move_criterion, remove_criterion
from kb.forms.acting import DecisionForm
from kb.forms.weighing.weighings import CriterionForm, NewCriterionForm
from kb.forms.whatif import MoveForm
from kb.guards import study_view
from kb.models import Criterion, Study, Weighing
from kb.views.inplace import sent, status_of
from kb.views.weighing.weighings import named


def _back(weighing: Weighing) -> str:
    return reverse("kb:weighing_criteria", args=[weighing.study.slug, weighing.slug])


def _criterion(study: Study, name: str, pk: int) -> Criterion:
    rows = named(study, name).criteria.select_related("weighing__study", "capacity")
    return get_object_or_404(rows, pk=pk)


@study_view("kb.edit_study")
def listing(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """The criteria in their order, and the form of the next."""
    weighing = named(study, name)
    form = NewCriterionForm(sent(request), weighing=weighing)
    known = {"weighing": weighing, "by": request.user}
    if request.method == "POST" and form.run(lambda: add_criterion(values=form.values(), **known)):
        return redirect(f"{_back(weighing)}#list")
    counts = {f"n_{name}": Count(name, distinct=True) for name in ("scores", "weights")}
    context = {
        "subject": weighing,
        "weighing": weighing,
        "criteria": weighing.criteria.select_related("capacity").annotate(**counts),
        "form": form,
    }
    return render(request, "kb/weighing/criteria.html", context, status=status_of(form))


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, name: str, pk: int) -> HttpResponse:
    criterion = _criterion(study, name, pk)
    form = CriterionForm(sent(request), instance=criterion)
    if request.method == "POST" and form.run(change_criterion, criterion=criterion, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_back(criterion.weighing))
    context = {"weighing": criterion.weighing, "criterion": criterion, "form": form}
    return render(request, "kb/weighing/criterion.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, name: str, pk: int) -> HttpResponse:
    """Up or down; asked for anything else, the criterion stays where it is."""
    criterion = _criterion(study, name, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_criterion(criterion=criterion, places=form.cleaned_data["places"], by=request.user)
    return redirect(f"{_back(criterion.weighing)}#list")


@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, name: str, pk: int) -> HttpResponse:
    criterion = _criterion(study, name, pk)
    form = DecisionForm(sent(request), row=criterion)
    known = {"criterion": criterion, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_criterion(**known, **form.deciding)):
        messages.success(request, _("Removed: %(criterion)s.") % {"criterion": criterion})
        return redirect(_back(criterion.weighing))
    context = {
        "title": _("Remove this criterion?"),
        "text": _("“%(criterion)s” no longer counts in this weighing. This cannot be undone.")
        % {"criterion": criterion},
        "consequences": _consequences(criterion),
        "submit": _("Remove the criterion"),
        "cancel_url": _back(criterion.weighing),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def _consequences(criterion: Criterion) -> list[Any]:
    weights, scores = criterion.weights.count(), criterion.scores.count()
    said = []
    if weights:
        words = ngettext(
            "%(n)s party loses its weight for it.", "%(n)s parties lose their weight for it.", weights
        )
        said.append(words % {"n": weights})
    if scores:
        words = ngettext("%(n)s score by hand goes with it.", "%(n)s scores by hand go with it.", scores)
        said.append(words % {"n": scores})
    return said
