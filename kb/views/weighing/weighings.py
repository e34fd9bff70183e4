from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.weighing.weighings import change_weighing, copy_weighing, create_weighing, delete_weighing
from kb.forms.weighing.weighings import NewWeighingForm, WeighingForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.scenes import kept
from kb.insight.weighing import Weighed, drawn, told, weighed
from kb.insight.weighing.finding import finding
from kb.insight.weighing.outcome import SEED
from kb.models import DataVersion, Study, Weighing
from kb.tables.weighing import by_party, grid, place_rows
from kb.views.confirming import confirmed
from kb.views.inplace import sent, status_of


def named(study: Study, name: str) -> Weighing:
    return get_object_or_404(study.weighings.select_related("made_by"), slug=name)


@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    """Everybody of the study sees the weighings; who writes in it adds one."""
    if request.method == "POST" and not request.user.has_perm("kb.edit_study", study):
        raise PermissionDenied
    form = NewWeighingForm(sent(request), study=study)
    known = {"study": study, "by": request.user}
    if request.method == "POST" and (made := form.run(lambda: create_weighing(**form.values(), **known))):
        messages.success(request, _("The weighing is saved. Now say what each criterion is worth to you."))
        return redirect(made)
    counted = study.weighings.select_related("made_by").annotate(
        n_options=Count("options", distinct=True), n_ballots=Count("ballots", distinct=True)
    )
    context = {"weighings": counted, "n_options": study.options.count(), "form": form}
    return render(request, "kb/weighing/list.html", context, status=status_of(form))


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Advice with its reasons; what takes long asks for itself."""
    weighing = named(study, name)
    found = weighed(weighing)
    opening = finding(found)
    context = {"subject": weighing, "weighing": weighing, "found": found, "finding": opening}
    if opening.state != "few":
        context |= _worked_out(weighing, found)
    return render(request, "kb/weighing/show.html", context)


def _worked_out(weighing: Weighing, found: Weighed) -> dict[str, Any]:
    heads, sums = by_party(found)
    figures = {"winners": drawn.winners, "places": drawn.places, "swings": drawn.swung}
    key, version = f"{weighing.pk}:{get_language()}", DataVersion.stamp()
    return {
        "heads": heads,
        "sums": sums,
        "grid": grid(found, weighing),
        "turns": told.turns(found),
        "unsettled": told.unsettled(found),
        "leader": told.leader(found),
        "is_sure": told.is_sure(found),
        "absences": told.absences(found, found.outcome.relative),
        "place_rows": place_rows(found),
        "seed": SEED,
        "largest_error": 100 * found.outcome.ranks.error.max(),
        "swing_rows": drawn.swing_rows(found),
        **{
            name: kept(f"weighing-{name}", key, version, _figure(draw, found))
            for name, draw in figures.items()
        },
    }


def _figure(draw: Callable[[Weighed], drawings.Drawing], found: Weighed) -> Callable[[], drawings.Figure]:
    return lambda: drawings.figure(draw(found))


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    weighing = named(study, name)
    form = WeighingForm(sent(request), instance=weighing)
    if request.method == "POST" and form.run(change_weighing, weighing=weighing, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(weighing)
    context = {"subject": weighing, "weighing": weighing, "form": form}
    return render(request, "kb/weighing/edit.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def copy(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    made = copy_weighing(weighing=named(study, name), by=request.user)
    messages.success(request, _("Copied, with its criteria, weights and scores."))
    return redirect(made)


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    weighing = named(study, name)
    page = {
        "title": _("Delete this weighing?"),
        "text": _("“%(weighing)s”, its weights and its scores by hand. This cannot be undone.")
        % {"weighing": weighing},
        "submit": _("Delete the weighing"),
    }
    said = _("Deleted: %(weighing)s.") % {"weighing": weighing}
    back = reverse("kb:weighings", args=[study.slug])
    act = partial(delete_weighing, weighing=weighing)
    return confirmed(request, weighing, act, said=said, back=back, page=page)
