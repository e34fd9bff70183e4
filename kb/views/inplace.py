"""Editing in place: the same view answers htmx with a part and a plain browser with a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

REFUSED = 422


def page_or_part(
    request: HttpRequest, folder: str, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """`kb/folder/name.html`, or `kb/folder/_name.html` where htmx asks for the part alone."""
    part = f"_{name}" if request.htmx else name  # type: ignore[attr-defined]
    response = render(request, f"kb/{folder}/{part}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def part_after(request: HttpRequest, template: str, context: dict[str, Any], event: str) -> HttpResponse:
    """The part as it now stands; ``event`` tells the rest of the page to look again."""
    response = render(request, template, context)
    response.headers["HX-Trigger"] = event
    patch_vary_headers(response, ["HX-Request"])
    return response


def status_of(form: Any) -> int:
    """Of a form or a set of forms: 422 where something in it is refused."""
    return REFUSED if form.is_bound and not form.is_valid() else 200


def sent(request: HttpRequest) -> Any:
    """What a form was sent with; also when it has no fields, and then nothing at all is sent."""
    return request.POST if request.method == "POST" else None
