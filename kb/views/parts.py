"""Small parts that several pages share."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest


def chips(request: HttpRequest, form: BaseForm) -> list[dict[str, str]]:
    """The filters that are on, each with the address of the page without it."""
    found = []
    for name, field in form.fields.items():
        value = request.GET.get(name, "")
        if not value or name in form.errors or value == str(field.initial):
            continue
        said = dict(getattr(field, "choices", [])).get(value, value)
        label = field.label if value in {"on", "1"} else f"{field.label}: {said}"
        found.append({"label": str(label), "remove_url": without(request, name)})
    return found


def without(request: HttpRequest, *names: str) -> str:
    """This address without some of its query, and back on the first page."""
    rest = request.GET.copy()
    for name in (*names, "page"):
        rest.pop(name, None)
    query = rest.urlencode()
    return f"{request.path}?{query}" if query else request.path


def with_query(request: HttpRequest, **values: Any) -> str:
    """This address with some of its query changed."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = str(value)
    return f"{request.path}?{query.urlencode()}"
