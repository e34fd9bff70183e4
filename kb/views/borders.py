from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.forms.borders import BordersForm
from kb.guards import study_view
from kb.insight import borders as insight
from kb.models import Rule, Study
from kb.tables.borders import BorderTable, RegionTable, border_rows, form_names, region_rows
from kb.tables.framed import FrameData
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.parts import chips

PER_PAGE = 25


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    form, today = BordersForm(request.GET), timezone.localdate()
    view, found = insight.borders(study, form.wanted.get("on"), today)
    how = _how(request)
    rows = insight.choose(found.pairs if how == "regions" else found.rows, form.wanted)
    edits = request.user.has_perm("kb.edit_facts")
    regions = how == "regions"
    table = (
        RegionTable(FrameData(rows), forms=form_names())
        if regions
        else BorderTable.of(rows, study, edits=edits)
    )
    paged(request, table, PER_PAGE)
    context = {
        "form": form,
        "view": view,
        "found": found,
        "how": how,
        "table": table,
        "counters": _counters(found, request.path, form),
        "partners": insight.partners(study, view),
        "chips": chips(request, form),
        "tabs": _tabs(study, how, form),
        "query": request.GET.urlencode(),
        **deadline(insight.rule(), today),
    }
    return render(request, "kb/borders/show.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The rows as they are filtered, with the names of all members outside."""
    wanted = BordersForm(request.GET).wanted
    _view, found = insight.borders(study, wanted.get("on"), timezone.localdate())
    if _how(request) == "regions":
        columns = region_rows(insight.choose(found.pairs, wanted))
    else:
        columns = border_rows(insight.choose(found.rows, wanted))
    return table_file(*columns, form, f"{study.slug}-borders")


def deadline(rule: Rule | None, today: date) -> dict[str, Any]:
    """The rule, and how many days are left until the day on which everybody keeps it."""
    due = rule.deadline_on if rule else None
    return {"rule": rule, "days_left": (due - today).days if due else None}


def _counters(found: insight.Borders, path: str, form: BordersForm) -> list[dict[str, Any]]:
    """Of our own region-bound agreements: what the rule asks of how many."""
    said = {
        "mend": _("cross the border and must be mended"),
        "exempted": _("cross it with a recorded reason"),
        "within": _("lie within one region"),
        "incomplete": _("are to check: their members are not all known"),
    }
    of = _("of %(n)s region-bound cooperations") % {"n": len(found.bound)}
    return [
        {
            "value": found.count(status),
            "label": label,
            "note": of,
            "rows_url": f"{path}?status={status}{_day(form)}#results",
        }
        for status, label in said.items()
    ]


def _day(form: BordersForm) -> str:
    on = form.wanted.get("on")
    return f"&on={on}" if on else ""


def _how(request: HttpRequest) -> str:
    return "regions" if request.GET.get("view") == "regions" else "border"


def _tabs(study: Study, current: str, form: BordersForm) -> list[dict[str, object]]:
    """The day that is read stays; the other filters belong to the rows of one view."""
    url = reverse("kb:borders", args=[study.slug])
    views = {"border": _("Across the border"), "regions": _("Coverage and purity")}
    return [
        {"label": label, "url": f"{url}?view={name}{_day(form)}", "current": name == current}
        for name, label in views.items()
    ]
