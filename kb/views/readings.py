from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.forms.readings import MEASURES, ReadingsForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.overlap import readings_drawn
from kb.insight.overlap.readings import FourReadings, by_domain, four_readings, of_pair
from kb.insight.overlap.standouts import Standouts, standouts
from kb.insight.scenes import kept
from kb.models import Study
from kb.tables.paging import paged
from kb.tables.readings import AgreementTable, DomainTable, ReadingTable, reading_rows
from kb.views.files import chart_file, table_file
from kb.views.parts import chips, with_query

VIEWS = ("pairs", "squares")


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    form, found, told = _read(request, study)
    view, query = _view_of(request), _query(request)
    pairs = ReadingTable.of(told, found, _valued(form), (study.slug, query))
    paged(request, pairs, 15)
    key = f"{found.key}:{get_language()}:{view}:{sha256(query.encode()).hexdigest()}"
    make = partial(_drawing, study, form, found, told, view, query)
    context = {
        "form": form,
        "found": found,
        "view": found.whole,
        "told": told,
        "how": view,
        "drawn": kept("readings-figure", key, found.whole.version, lambda: drawings.figure(make())),
        "pairs": pairs,
        "chips": chips(request, form),
        "tabs": _tabs(request, view),
        "query": query,
    }
    return render(request, "kb/readings/show.html", context)


@require_safe
@study_view()
def pair(request: HttpRequest, study: Study, a: str, b: str) -> HttpResponse:
    """The agreements behind one pair; both must stand in this view."""
    form, found, _told = _read(request, study)
    one = found.pairs[found.pairs["a_nis"].isin([a, b]) & found.pairs["b_nis"].isin([a, b])]
    if len(one) != 1:
        raise Http404
    row = one.iloc[0]
    rows = of_pair(found, row["a"], row["b"])
    table = AgreementTable.of(rows, found, (row["a_name"], row["b_name"]))
    domains = DomainTable.of(by_domain(found, row["a"], row["b"]), (row["a_name"], row["b_name"]))
    paged(request, table, 50)
    paged(request, domains, 30)
    context = {
        "form": form,
        "found": found,
        "view": found.whole,
        "pair": row.to_dict(),
        "agreements": table,
        "domains": domains,
        "query": _query(request),
    }
    return render(request, "kb/readings/pair.html", context)


@require_safe
@study_view()
def picture_file(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The picture as it stands on the page, for a report."""
    drawn = _drawing(study, *_read(request, study), _view_of(request), _query(request))
    return chart_file(drawn.chart, form, f"{study.slug}-readings")


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    asked, found, told = _read(request, study)
    return table_file(*reading_rows(told, found, _valued(asked)), form, f"{study.slug}-readings")


def _read(request: HttpRequest, study: Study) -> tuple[ReadingsForm, FourReadings, Standouts]:
    form = ReadingsForm(request.GET)
    measure = form.asked("measure")
    valued = "jaccard" if measure == "shared" else measure
    alpha = float(form.asked("alpha"))
    found = four_readings(study, form.reading(), timezone.localdate(), measure=valued, alpha=alpha)
    return form, found, standouts(found, measure, form.asked("whose"))


def _valued(form: ReadingsForm) -> str:
    """What the columns of values are called: beside the shared agreements always a ratio or a weight."""
    measure = form.asked("measure")
    return str(dict(MEASURES)["jaccard" if measure == "shared" else measure])


def _drawing(
    study: Study, form: ReadingsForm, found: FourReadings, told: Standouts, view: str, query: str
) -> drawings.Drawing:
    measure = form.asked("measure")
    return readings_drawn.drawn(study, found, told, view, (measure, str(dict(MEASURES)[measure])), query)


def _query(request: HttpRequest) -> str:
    """What is read, without how the table is sorted and paged."""
    asked = request.GET.copy()
    for name in [name for name in asked if name.startswith("pair-")]:
        del asked[name]
    return asked.urlencode()


def _view_of(request: HttpRequest) -> str:
    asked = request.GET.get("view", "")
    return asked if asked in VIEWS else VIEWS[0]


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    views = {"pairs": _("Strongest pairs"), "squares": _("Four heatmaps")}
    return [
        {"label": label, "url": with_query(request, view=name), "current": name == current}
        for name, label in views.items()
    ]
