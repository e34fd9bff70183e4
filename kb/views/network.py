from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.forms.network import measure_of, view_of
from kb.forms.reading import ReadingForm, reading_form
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.pictures import Picture, picture
from kb.insight.scenes import Scene, kept, scene
from kb.models import Boundary, Study
from kb.tables.network import MEASURES, NodeTable, PairTable, pair_rows
from kb.tables.paging import paged
from kb.views.files import chart_file, graph_file, table_file
from kb.views.parts import chips, with_query


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    form, view, found = _read(request, study)
    how, measure = view_of(request.GET, has_map=_has_map(view)), measure_of(request.GET)
    key = f"{view.key}:{how}:{measure}:{get_language()}"
    drawn = kept("figure", key, view.version, lambda: drawings.figure(_drawing(view, found, how, measure)))
    pairs, nodes = PairTable.of(found), NodeTable.of(found)
    for table in (pairs, nodes):
        paged(request, table, 15)
    context = {
        "form": form,
        "view": view,
        "picture": found,
        "how": how,
        "measure": measure,
        "measures": MEASURES.items(),
        "drawn": drawn,
        "pairs": pairs,
        "nodes": nodes,
        "chips": chips(request, form),
        "tabs": _tabs(request, how),
        "query": request.GET.urlencode(),
    }
    return render(request, "kb/network/show.html", context)


@require_safe
@study_view()
def picture_file(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The picture as it stands on the page, for a report."""
    _form, view, found = _read(request, study)
    how = view_of(request.GET, has_map=_has_map(view))
    drawn = _drawing(view, found, how, measure_of(request.GET))
    return chart_file(drawn.chart, form, f"{study.slug}-network")


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The pairs as a table, or the two-mode graph for other programs."""
    _form, view, found = _read(request, study)
    if form in {"graphml", "gexf"}:
        return graph_file(view, form, study.slug)
    return table_file(*pair_rows(found), form, f"{study.slug}-pairs")


def _read(request: HttpRequest, study: Study) -> tuple[ReadingForm, Scene, Picture]:
    form = reading_form(request.GET)
    view = scene(study, form.reading(), timezone.localdate())
    return form, view, picture(view)


def _has_map(view: Scene) -> bool:
    return Boundary.objects.filter(municipality__in=view.municipalities["id"].tolist()).exists()


def _drawing(view: Scene, found: Picture, how: str, measure: str) -> drawings.Drawing:
    if how == "heatmap":
        return drawings.heatmap(found, measure, str(MEASURES[measure]))
    return drawings.clusters_on_map(found) if how == "map" else drawings.clusters_by_force(view, found)


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    views = {"map": _("Map"), "force": _("By strength of tie"), "heatmap": _("Heatmap")}
    return [
        {"label": label, "url": with_query(request, view=name), "current": name == current}
        for name, label in views.items()
    ]
