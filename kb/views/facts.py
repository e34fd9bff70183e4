from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.exchange.outgoing import membership_rows
from kb.exchange.vocabulary import heading, spoken
from kb.models import Agreement
from kb.tables.facts import FACTS, FactTable, Rows
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.parts import chips

PER_PAGE = 50


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    cards = [
        {
            "title": fact.title,
            "about": fact.about,
            "n": fact.rows().count(),
            "url": reverse("kb:facts_table", args=[slug]),
        }
        for slug, fact in FACTS.items()
    ]
    return render(request, "kb/facts/index.html", {"cards": cards})


@require_safe
def table(request: HttpRequest, table: str) -> HttpResponse:
    fact = _fact(table)
    found = fact.filters(request.GET, queryset=fact.rows())
    shown = fact.table(found.qs)
    paged(request, shown, PER_PAGE)
    context = {
        "slug": table,
        "fact": fact,
        "filter": found,
        "table": shown,
        "chips": chips(request, found.form),
        "query": request.GET.urlencode(),
    }
    return render(request, "kb/facts/table.html", context)


@require_safe
def export(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """The filtered table, every page of it. Memberships leave in the form in which they can come back."""
    fact = _fact(table)
    rows = fact.filters(request.GET, queryset=fact.rows()).qs
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
