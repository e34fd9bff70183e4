from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.filters.cooperations import CooperationFilter
from kb.forms.reading import reading_form
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.matrix import matrix as build_matrix
from kb.insight.scenes import scene
from kb.insight.standing import studied
from kb.models import Agreement, Study
from kb.tables.cooperations import CooperationTable, MemberTable, SharedTable, with_counts
from kb.tables.framed import FrameData
from kb.tables.paging import paged
from kb.views.files import membership_file
from kb.views.parts import chips, with_query, without

MATRIX_HAS_NO = ("scope", "max_members", "resolution", "include_incomplete")


@require_safe
@study_view()
def matrix(request: HttpRequest, study: Study) -> HttpResponse:
    form = reading_form(request.GET, without=MATRIX_HAS_NO)
    view = scene(study, form.reading(scope="study"), timezone.localdate())
    whole = build_matrix(view, studied(study))
    only = request.GET.get("differences") == "1"
    context = {
        "form": form,
        "whole": whole,
        "matrix": whole.differences() if only else whole,
        "only": only,
        "toggle_url": without(request, "differences") if only else with_query(request, differences=1),
        "view": view,
        "chips": chips(request, form),
        "tabs": _tabs(study, "matrix"),
    }
    return render(request, "kb/cooperations/matrix.html", context)


@require_safe
@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    found = CooperationFilter(request.GET, study=study)
    table = CooperationTable(with_counts(found.qs, study), total=study.municipalities.count())
    paged(request, table, 25)
    context = {
        "filter": found,
        "table": table,
        "chips": chips(request, found.form),
        "query": request.GET.urlencode(),
        "tabs": _tabs(study, "cooperations"),
    }
    return render(request, "kb/cooperations/list.html", context)


@require_safe
@study_view()
def on_map(request: HttpRequest, study: Study) -> HttpResponse:
    """One agreement's members, or for each municipality how much it shares with the study."""
    asked = request.GET.get("agreement", "")
    choices = Agreement.objects.known_in(study).select_related("theme").order_by("name", "theme__name")
    chosen = choices.annotate_size().filter(pk=asked).first() if asked.isdecimal() else None
    drawn = (
        drawings.members(study, chosen, timezone.localdate())
        if chosen
        else drawings.shared(study, timezone.localdate())
    )
    twin = (MemberTable if chosen else SharedTable)(FrameData(drawn.rows))
    paged(request, twin, 15)
    context = {
        "chosen": chosen,
        "choices": choices,
        "drawn": drawings.figure(drawn),
        "twin": twin,
        "tabs": _tabs(study, "cooperations_map"),
    }
    return render(request, "kb/cooperations/map.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The ties of the listed cooperations in the long form, which imports again unchanged."""
    return membership_file(CooperationFilter(request.GET, study=study).qs, form, study.slug)


def _tabs(study: Study, current: str) -> list[dict[str, object]]:
    views = {"matrix": _("Matrix"), "cooperations": _("List"), "cooperations_map": _("Map")}
    return [
        {"label": label, "url": reverse(f"kb:{name}", args=[study.slug]), "current": name == current}
        for name, label in views.items()
    ]
