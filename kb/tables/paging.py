"""A table on the page that the address asks for."""

from __future__ import annotations

import django_tables2 as tables
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import HttpRequest


def paged(request: HttpRequest, table: tables.Table, per_page: int) -> None:
    """Sort and page; how many rows a page has is ours to say, and a page that is not there is the nearest."""
    tables.RequestConfig(request, paginate=False).configure(table)
    try:
        table.paginate(page=request.GET.get(table.prefixed_page_field, 1), per_page=per_page)
    except PageNotAnInteger:
        table.page = table.paginator.page(1)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)
