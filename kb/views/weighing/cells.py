from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.versions import version_of
from kb.actions.weighing.ballots import score_by_arguments, score_by_hand
from kb.forms.acting import DecisionForm
from kb.forms.weighing.weighings import ScoreForm
from kb.guards import study_view
from kb.insight.weighing import weighed
from kb.models import Criterion, Option, Score, Stance, Study, Weighing
from kb.views.inplace import sent, status_of
from kb.views.weighing.weighings import named


def _cell(study: Study, name: str, option: str, pk: int) -> tuple[Weighing, Option, Criterion, Score | None]:
    weighing = named(study, name)
    chosen = get_object_or_404(weighing.options, code=option)
    criterion = get_object_or_404(weighing.criteria.select_related("capacity"), pk=pk)
    return weighing, chosen, criterion, Score.objects.filter(criterion=criterion, option=chosen).first()


@study_view()
def show(request: HttpRequest, study: Study, name: str, option: str, pk: int) -> HttpResponse:
    """The arguments of one option on one criterion, and the score that the team gives by hand."""
    weighing, chosen, criterion, score = _cell(study, name, option, pk)
    may_edit = request.user.has_perm("kb.edit_study", study)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = ScoreForm(sent(request), score=score, initial=_asked(request))
    known = {"criterion": criterion, "option": chosen, "by": request.user}
    if request.method == "POST" and form.run(lambda: score_by_hand(**form.values(), **known)):
        messages.success(request, _("This score is now given by hand."))
        return redirect(f"{weighing.get_absolute_url()}#scores")
    context = {
        "subject": chosen,
        "weighing": weighing,
        "option": chosen,
        "criterion": criterion,
        "score": score,
        "version": version_of(score) if score else 0,
        "form": form,
        "may_edit": may_edit,
        **_argued(weighing, chosen, criterion),
    }
    return render(request, "kb/weighing/cell.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """A score that was forgotten, offered again by its address."""
    return {name: request.GET[name] for name in ("low", "high", "note") if name in request.GET}


def _argued(weighing: Weighing, option: Option, criterion: Criterion) -> dict[str, Any]:
    found = weighed(weighing)
    rows, reasons = found.cells, found.grounds
    cell = rows[(rows["option"] == option.pk) & (rows["criterion"] == criterion.pk)]
    mine = reasons[(reasons["option"] == option.pk) & (reasons["criterion"] == criterion.pk)]
    stances = Stance.objects.filter(option=option, argument__in=mine["argument"].tolist())
    return {
        "cell": next(cell.itertuples()),
        "stances": stances.select_related("argument").prefetch_related("argument__citations"),
    }


@require_POST
@study_view("kb.edit_study")
def reset(request: HttpRequest, study: Study, name: str, option: str, pk: int) -> HttpResponse:
    """Back to what the arguments say; the way back to the score by hand is in the message."""
    weighing, chosen, criterion, score = _cell(study, name, option, pk)
    if score is None:
        raise Http404
    page = reverse("kb:weighing_cell", args=[study.slug, weighing.slug, chosen.code, criterion.pk])
    form = DecisionForm(request.POST, row=score)
    known = {"score": score, "by": request.user}
    if form.run(lambda: score_by_arguments(**known, **form.deciding) or True):
        before = urlencode({"low": score.low, "high": score.high, "note": score.note})
        said = _("The arguments give this score again.")
        link = format_html('<a href="{}?{}">{}</a>', page, before, _("Look at the score before this."))
        messages.success(request, format_html("{} {}", said, link))
    else:
        messages.error(request, _("Somebody changed this score meanwhile. Look again before you go on."))
    return redirect(page)
