from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.municipalities import change_municipality
from kb.filters.facts import PortfolioFilter
from kb.forms.municipalities import MunicipalityForm
from kb.guards import edits_facts
from kb.insight.partners import strongest_partners
from kb.models import Membership, Municipality, RecordedOverlap
from kb.views.inplace import page_or_part, part_after, sent, status_of
from kb.views.memberships import tied
from kb.views.parts import chips

LONG = 15


@require_safe
def show(request: HttpRequest, nis: str) -> HttpResponse:
    municipality = _municipality(nis)
    predecessors = list(municipality.predecessors.in_order())
    ties = Membership.objects.filter(municipality__in=[municipality, *predecessors])
    found = PortfolioFilter(request.GET, queryset=tied(ties))
    rows, filtered = list(found.qs), chips(request, found.form)
    on = _day(municipality)
    context = {
        "subject": municipality,
        "municipality": municipality,
        "predecessors": predecessors,
        "parts": _parts(municipality, predecessors),
        "successors": municipality.successors.in_order(),
        "neighbours": municipality.neighbours.in_order(),
        "regions": municipality.regions.all(),
        "domains": _by_domain(rows),
        "filter": found if filtered or len(rows) > LONG else None,
        "chips": filtered,
        "on": on,
        "partners": strongest_partners(municipality, on),
        "recorded": _recorded(municipality),
    }
    return render(request, "kb/municipality/show.html", context)


def _municipality(nis: str) -> Municipality:
    return get_object_or_404(Municipality.objects.select_related("province", "reference_region"), nis=nis)


def _parts(municipality: Municipality, predecessors: list[Municipality]) -> dict[str, Any] | None:
    """What its predecessors had together, where its own inhabitants are not known and all of theirs are."""
    known = [part.population for part in predecessors if part.population is not None]
    if municipality.population is not None or not predecessors or len(known) < len(predecessors):
        return None
    return {"population": sum(known), "municipalities": predecessors}


def _day(municipality: Municipality) -> date:
    """Today, or the last day of a municipality that is no more."""
    today = timezone.localdate()
    return min(today, municipality.valid_until or today)


def _by_domain(rows: Any) -> list[dict[str, Any]]:
    """The ties under their domain, in the order of the domains; without a known theme last."""
    ordered = sorted(rows, key=_place)
    return [{"name": name, "rows": list(group)} for name, group in groupby(ordered, key=_domain)]


def _domain(row: Membership) -> str:
    theme = row.agreement.theme
    return theme.domain.name if theme else ""


def _place(row: Membership) -> tuple[Any, ...]:
    theme = row.agreement.theme
    order = (theme.domain.order, theme.domain.name, theme.order, theme.name) if theme else (10_000, "", 0, "")
    return (*order, row.agreement.name, row.pk)


def _recorded(municipality: Municipality) -> Any:
    rows = RecordedOverlap.objects.filter(municipality=municipality)
    return rows.select_related("partner", "source").order_by("year", "-count")


@edits_facts
def edit(request: HttpRequest, nis: str) -> HttpResponse:
    municipality = _municipality(nis)
    form = MunicipalityForm(sent(request), instance=municipality)
    if request.method == "POST" and form.run(change_municipality, municipality=municipality, by=request.user):
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect(municipality)
        saved = _municipality(nis)
        parts = _parts(saved, list(saved.predecessors.in_order()))
        context = {"municipality": saved, "parts": parts}
        return part_after(request, "kb/municipality/_facts.html", context, "facts-changed")
    context = {"subject": municipality, "municipality": municipality, "form": form}
    return page_or_part(request, "municipality", "edit", context, status_of(form))
