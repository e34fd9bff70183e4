from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.forms.snapshots import KINDS, SnapshotsForm
from kb.guards import study_view
from kb.insight.regions.snapshots import Compared, beside_recorded, compared
from kb.insight.regions.taking import DAY, SCENARIO, SOURCE, Chosen
from kb.models import ScenarioChange, Study
from kb.tables.framed import FrameData
from kb.tables.paging import paged
from kb.tables.snapshots import BADGES, SharedThenTable, listed, snapshot_rows
from kb.views.files import table_file
from kb.views.parts import chips, with_query

PER_PAGE = 25


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    form, today = SnapshotsForm(request.GET, study=study), timezone.localdate()
    then, now = form.chosen("then", today), form.chosen("now", today)
    found = compared(study, then, now, today)
    table, pairs = listed(form.rows(found.rows)), SharedThenTable(FrameData(found.pairs))
    paged(request, table, PER_PAGE)
    paged(request, pairs, PER_PAGE)
    context = {
        "form": form,
        "found": found,
        "then": {"label": form.said("then", today), "rows_url": _rows(study, then)},
        "now": {"label": form.said("now", today), "rows_url": _rows(study, now)},
        "same_picture": then == now,
        "of_days": DAY in {then.kind, now.kind},
        "merges": _merges(study, then, now),
        "table": table,
        "pairs": pairs,
        "counters": _counters(request, found),
        "recorded": beside_recorded(study, found),
        "chips": chips(request, form),
        "query": request.GET.urlencode(),
    }
    return render(request, "kb/snapshots/show.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    asked, today = SnapshotsForm(request.GET, study=study), timezone.localdate()
    found = compared(study, asked.chosen("then", today), asked.chosen("now", today), today)
    return table_file(*snapshot_rows(asked.rows(found.rows)), form, f"{study.slug}-snapshots")


def _merges(study: Study, *chosen: Chosen) -> bool:
    """Whether a picture is of a plan with a merger."""
    plans = [one.code for one in chosen if one.kind == SCENARIO]
    return ScenarioChange.objects.filter(
        scenario__study=study, scenario__slug__in=plans, kind="merge"
    ).exists()


def _rows(study: Study, chosen: Chosen) -> str:
    """Where the ties stand that a picture holds."""
    matrix = reverse("kb:matrix", args=[study.slug])
    if chosen.kind == SCENARIO:
        return reverse("kb:scenario", args=[study.slug, chosen.code])
    if chosen.kind == SOURCE:
        return f"{matrix}?source={chosen.code}"
    return f"{matrix}?on={chosen.on}" if chosen.on else matrix


def _counters(request: HttpRequest, found: Compared) -> list[dict[str, Any]]:
    """Every kind, also one that does not occur: nothing dropped is worth saying."""
    return [
        {
            "badge": BADGES[kind],
            "label": said,
            "n": found.count(kind),
            "url": f"{with_query(request, kind=kind)}#results",
        }
        for kind, said in KINDS.items()
    ]
