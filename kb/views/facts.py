from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kb.actions.agreements import give_theme
from kb.context import user_edits
from kb.exchange.outgoing import membership_rows
from kb.exchange.vocabulary import heading, spoken
from kb.forms.agreements import GiveThemeForm
from kb.models import Agreement
from kb.tables.columns import FactTable, Rows, counted, ticks
from kb.tables.facts import FACTS
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.inplace import sent, status_of
from kb.views.parts import chips, without

PER_PAGE = 50


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    counts = counted(FACTS)
    cards = [
        {
            "title": fact.title,
            "about": fact.about,
            "n": counts.get(slug, 0),
            "url": reverse("kb:facts_table", args=[slug]),
        }
        for slug, fact in FACTS.items()
    ]
    return render(request, "kb/facts/index.html", {"cards": cards})


@require_safe
def table(request: HttpRequest, table: str) -> HttpResponse:
    return _page(request, table)


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest) -> HttpResponse:
    """The table of agreements, in which editors give a theme to those that have none."""
    form = GiveThemeForm(sent(request)) if user_edits(request) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        given = form.run(lambda: give_theme(by=request.user, **form.values()))
        if given is not None:
            n = len(given)
            said = ngettext("%(n)s agreement has a theme now.", "%(n)s agreements have a theme now.", n)
            messages.success(request, said % {"n": n})
            return redirect(without(request))
    return _page(request, "agreements", form)


def _page(request: HttpRequest, slug: str, form: GiveThemeForm | None = None) -> HttpResponse:
    """A table with its filters; with ``form``, the rows without a theme can be ticked."""
    fact = _fact(slug)
    found = fact.filters(request.GET, queryset=fact.rows(), request=request)
    asks = form is not None and (form.is_bound or found.is_work_list)
    more = {"tick": ticks(form.ticked, "give-theme")} if asks else {}
    shown = fact.table(found.qs, **more)
    paged(request, shown, PER_PAGE)
    context = {
        "slug": slug,
        "fact": fact,
        "filter": found,
        "table": shown,
        "chips": chips(request, found.form),
        "query": request.GET.urlencode(),
        "form": form if asks else None,
    }
    return render(request, "kb/facts/table.html", context, status=status_of(form) if asks else 200)


@require_safe
def export(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """The filtered table, every page of it. Memberships leave in the form in which they can come back."""
    fact = _fact(table)
    rows = fact.filters(request.GET, queryset=fact.rows(), request=request).qs
    if table == "memberships":
        return table_file(*_long(rows), form, table)
    return table_file(fact.headings(), fact.values(rows), form, table)


def _fact(slug: str) -> FactTable:
    if slug not in FACTS:
        raise Http404
    return FACTS[slug]


def _long(rows: Rows) -> tuple[Sequence[str], list[tuple[object, ...]]]:
    """Of the agreements concerned, the ties that the filters left."""
    concerned = Agreement.objects.filter(pk__in=rows.order_by().values("agreement"))
    headings, lines = membership_rows(concerned)
    code, nis, body = (headings.index(heading(name)) for name in ("code", "nis", "body"))
    wanted = {(row.agreement.code, row.municipality.nis, spoken("body", row.body)) for row in rows}
    return headings, [line for line in lines if (line[code], line[nis], line[body]) in wanted]
