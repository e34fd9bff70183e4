from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.forms.borders import VIEWS, BordersForm
from kb.guards import study_view
from kb.insight.regions import borders as insight
from kb.insight.regions import doubts
from kb.models import LegalForm, Rule, Study
from kb.tables.borders import BorderTable, RegionTable, border_rows, region_rows
from kb.tables.framed import FrameData
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.parts import chips

PER_PAGE = 25


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    forms, today = insight.legal_forms(), timezone.localdate()
    form = BordersForm(request.GET, forms=forms)
    view, found = insight.borders(study, form.wanted.get("on"), today, forms)
    table = _table(request, study, found, form, forms)
    paged(request, table, PER_PAGE)
    context = {
        "form": form,
        "view": view,
        "found": found,
        "how": form.how,
        "dates": doubts.undated(view) if form.wanted.get("on") else None,
        "table": table,
        "covered": [one for one in forms if one.covered],  # type: ignore[attr-defined]
        "counters": _counters(found, request.path, form),
        "partners": insight.partners(study, view),
        "chips": chips(request, form),
        "tabs": _tabs(study, form),
        "query": request.GET.urlencode(),
        **deadline(insight.rule(), today, form.wanted.get("on")),
    }
    return render(request, "kb/borders/show.html", context)


def _table(
    request: HttpRequest, study: Study, found: insight.Borders, form: BordersForm, forms: list[LegalForm]
) -> BorderTable | RegionTable:
    if form.how == "regions":
        return RegionTable(FrameData(insight.choose(found.pairs, form.wanted)), forms=_names(forms))
    rows = FrameData(insight.choose(found.rows, form.wanted))
    edits = request.user.has_perm("kb.edit_facts")
    return BorderTable(rows, study=study, edits=edits, forms=_names(forms))


def _names(forms: list[LegalForm]) -> dict[str, str]:
    return {one.code: str(one) for one in forms}


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The rows as they are filtered, with the names of all members outside."""
    forms = insight.legal_forms()
    asked = BordersForm(request.GET, forms=forms)
    wanted = asked.wanted
    _view, found = insight.borders(study, wanted.get("on"), timezone.localdate(), forms)
    if asked.how == "regions":
        columns = region_rows(insight.choose(found.pairs, wanted), _names(forms))
    else:
        columns = border_rows(insight.choose(found.rows, wanted), _names(forms))
    return table_file(*columns, form, f"{study.slug}-borders")


def deadline(rule: Rule | None, today: date, on: date | None = None) -> dict[str, Any]:
    """The rule, and how many days are left until the day on which everybody keeps it.

    ``not_yet``: the day that was asked for lies before the rule.
    """
    due = rule.deadline_on if rule else None
    not_yet = bool(rule and rule.in_force_on and on and on < rule.in_force_on)
    return {"rule": rule, "not_yet": not_yet, "days_left": (due - today).days if due else None}


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


def _tabs(study: Study, form: BordersForm) -> list[dict[str, object]]:
    """The day that is read stays; the other filters belong to the rows of one view."""
    url = reverse("kb:borders", args=[study.slug])
    return [
        {"label": label, "url": f"{url}?view={name}{_day(form)}", "current": name == form.how}
        for name, label in VIEWS
    ]
