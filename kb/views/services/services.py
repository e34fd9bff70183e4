from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kb.actions.services.services import add_service, adopt_services, change_service
from kb.filters.services import ServiceFilter
from kb.forms.services.services import AdoptForm, ServiceForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.services import drawn
from kb.insight.services.catalogue import Catalogue, Entry, catalogue
from kb.insight.services.roadmap import roadmap
from kb.models import Service, Study
from kb.tables.paging import paged
from kb.tables.services import PriorityTable, ServiceTable, catalogue_file
from kb.views.files import chart_file, table_file
from kb.views.inplace import page_or_part, part_after, sent, status_of
from kb.views.parts import chips


def _shown(request: HttpRequest, study: Study, whole: Catalogue) -> tuple[ServiceFilter, set[int]]:
    """The filters, and the services that pass them."""
    found = ServiceFilter(request.GET, study=study)
    passing = set(found.qs.values_list("pk", flat=True))
    if found.only_differing:
        passing &= {entry.service.pk for entry in whole.differing}
    return found, passing


@require_safe
@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    whole = catalogue(study)
    found, passing = _shown(request, study, whole)
    groups = [(group, ServiceTable.of(group)) for group in whole.groups(passing)]
    twin = PriorityTable.of(whole.entries)
    for table in [*(table for _group, table in groups), twin]:
        paged(request, table, 50)
    context = {
        "catalogue": whole,
        "filter": found,
        "chips": chips(request, found.form),
        "groups": groups,
        "n": len(passing),
        "drawn": drawings.figure(drawn.starts(whole.entries)),
        "twin": twin,
        "query": request.GET.urlencode(),
        "adopting": None if whole.entries else AdoptForm(study=study),
    }
    return render(request, "kb/services/list.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The listed services, as the page is filtered."""
    whole = catalogue(study)
    _found, passing = _shown(request, study, whole)
    rows = [entry for entry in whole.entries if entry.service.pk in passing]
    return table_file(*catalogue_file(rows), form, f"{study.slug}-diensten", _("Services"))


@require_safe
@study_view()
def picture(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    return chart_file(drawn.starts(catalogue(study).entries).chart, form, f"{study.slug}-diensten")


def named(study: Study, code: str) -> Service:
    return get_object_or_404(study.services.select_related("study"), code=code)


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    entry = catalogue(study).of(named(study, code))
    context = {
        "subject": entry.service,
        **_facts(study, entry),
        "arguments": entry.service.arguments.shown(),
    }
    return render(request, "kb/services/show.html", context)


def _facts(study: Study, entry: Entry) -> dict[str, Any]:
    cards = {card.service.pk: card for card in roadmap(study, timezone.localdate()).cards}
    return {"entry": entry, "service": entry.service, "card": cards[entry.service.pk]}


@study_view("kb.edit_study")
def create(request: HttpRequest, study: Study) -> HttpResponse:
    form = ServiceForm(sent(request), instance=Service(study=study), study=study)
    if request.method == "POST":
        made = form.make(add_service, study=study, by=request.user)
        if made:
            messages.success(request, _("The service is in the catalogue."))
            return redirect(made)
    return render(request, "kb/services/new.html", {"form": form}, status=status_of(form))


@study_view("kb.edit_study")
def adopt(request: HttpRequest, study: Study) -> HttpResponse:
    """Copies of services of the standard set."""
    form = AdoptForm(sent(request), study=study)
    known = {"study": study, "by": request.user}
    made = None
    if request.method == "POST":
        made = form.run(lambda: adopt_services(services=form.cleaned_data["services"], **known))
    if made is None:
        return render(request, "kb/services/adopt.html", {"form": form}, status=status_of(form))
    said = ngettext("%(n)s service is taken over.", "%(n)s services are taken over.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("kb:services", slug=study.slug)


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    service = named(study, code)
    form = ServiceForm(sent(request), instance=service, study=study)
    if request.method == "POST" and form.run(change_service, service=service, by=request.user):
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect(service)
        context = _facts(study, catalogue(study).of(service))
        return part_after(request, "kb/services/_facts.html", context, "facts-changed")
    context = {"subject": service, "service": service, "form": form}
    return page_or_part(request, "services", "edit", context, status_of(form))
