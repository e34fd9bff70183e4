from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.evidence import add_evidence, change_evidence, remove_evidence
from kb.forms.acting import DecisionForm
from kb.forms.evidence import EvidenceForm, NewEvidenceForm
from kb.guards import study_view
from kb.insight.regions.ladder import (
    changes,
    climbed,
    ladder_of,
    of_parties,
    position,
    step_rows,
    suggestions,
)
from kb.models import Evidence, Region, Step, Study
from kb.views.beside import region_beside, region_query
from kb.views.files import table_file
from kb.views.inplace import sent, status_of


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    region = region_beside(request, study)
    ladder = ladder_of(region)
    rungs = climbed(ladder, study, region) if ladder else []
    mine = position(rungs, "study")
    context = {
        "study": study,
        "region": region,
        "ladder": ladder,
        "rungs": rungs,
        "mine": mine,
        "theirs": position(rungs, "region"),
        "suggested": suggestions(study, rungs, timezone.localdate()) if mine.next else [],
        "changes": changes(study, region),
        "edits": {"study": _may_write(request, study), "region": region and _may_write(request, region)},
        "chosen": region_query(request),
    }
    return render(request, "kb/ladder/show.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """A row a piece of evidence of either, and one for each step without any."""
    region = region_beside(request, study)
    ladder = ladder_of(region)
    heads = [_("Step"), _("Who"), _("State"), _("Agreement"), _("Note"), _("Source")]
    rows = step_rows(climbed(ladder, study, region), study, region) if ladder else []
    return table_file(heads, rows, form, f"{study.slug}-ladder")


def _may_write(request: HttpRequest, party: Study | Region) -> bool:
    """The study is its writers'; a region is a fact for everybody."""
    if isinstance(party, Study):
        return bool(request.user.has_perm("kb.edit_study", party))
    return bool(request.user.has_perm("kb.edit_facts"))


def _refuse(request: HttpRequest, party: Study | Region) -> None:
    if not _may_write(request, party):
        raise PermissionDenied


def _back(request: HttpRequest, study: Study, step: Step) -> str:
    return f"{reverse('kb:ladder', args=[study.slug])}{region_query(request)}#step-{step.number}"


@study_view()
def add(request: HttpRequest, study: Study, number: int, whose: str) -> HttpResponse:
    region = region_beside(request, study)
    party = {"study": study, "region": region}.get(whose)
    if party is None:
        raise Http404
    _refuse(request, party)
    step = get_object_or_404(Step, ladder=ladder_of(region), number=number)
    start = {"agreement": request.GET.get("agreement", "")}
    form = NewEvidenceForm(sent(request), instance=Evidence(step=step), party=party, initial=start)
    known = {"step": step, "party": party, "by": request.user}
    if request.method == "POST" and form.run(lambda: add_evidence(**known, values=form.values())):
        messages.success(request, _("Added to step %(step)s.") % {"step": step})
        return redirect(_back(request, study, step))
    return _page(request, study, party, step, form)


def _page(request: HttpRequest, study: Study, party: Any, step: Step, form: Any) -> HttpResponse:
    context = {
        "study": study,
        "party": party,
        "step": step,
        "form": form,
        "back": _back(request, study, step),
    }
    return render(request, "kb/ladder/edit.html", context, status=status_of(form))


def _row(request: HttpRequest, study: Study, pk: int) -> tuple[Evidence, Study | Region]:
    """Evidence of this study or of the region beside it, and whose it is; nobody else's is reached here."""
    rows = of_parties(study, region_beside(request, study)).select_related(
        "step__ladder", "agreement", "region"
    )
    row = get_object_or_404(rows, pk=pk)
    party = study if row.study_id else row.region
    _refuse(request, party)
    return row, party


@study_view()
def change(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    row, party = _row(request, study, pk)
    form = EvidenceForm(sent(request), instance=row, party=party)
    if request.method == "POST" and form.run(change_evidence, evidence=row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_back(request, study, row.step))
    return _page(request, study, party, row.step, form)


@study_view()
def remove(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    row, _party = _row(request, study, pk)
    form = DecisionForm(sent(request), row=row)
    known = {"evidence": row, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_evidence(**known, **form.deciding) or True):
        messages.success(request, _("Removed from step %(step)s.") % {"step": row.step})
        return redirect(_back(request, study, row.step))
    context: dict[str, Any] = {
        "title": _("Remove this evidence?"),
        "text": _("Step %(step)s: %(what)s.") % {"step": row.step, "what": row.agreement or row.note},
        "consequences": [_("The step no longer counts, unless something else shows it.")]
        if row.shows
        else [],
        "submit": _("Remove the evidence"),
        "cancel_url": _back(request, study, row.step),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
