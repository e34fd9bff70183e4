from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

DOCS: Path = settings.BASE_DIR / "docs"
ID = re.compile(r"\s*\{#([a-z-]+)\}$")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    body, contents = read(get_language() or settings.LANGUAGE_CODE)
    return render(request, "kb/methods/show.html", {"body": body, "contents": contents})


@cache
def read(language: str) -> tuple[SafeString, list[tuple[str, str]]]:
    """The text of the methods as HTML, and its headings; the title itself stands on the page already."""
    file = DOCS / ("methods.nl.md" if language.startswith("nl") else "methods.md")
    text = file.read_text(encoding="utf-8").partition("\n")[2]
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.before("inline", "dress", _dress)
    env: dict[str, Any] = {"headings": []}
    return mark_safe(reader.render(text, env)), env["headings"]


def _dress(state: Any) -> None:
    """Tables in our style; `## Jaccard {#jaccard}`: an address that stays the same in both languages."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "table_open":
            opening.attrSet("class", "table")
        if opening.type != "heading_open" or not (found := ID.search(inline.content)):
            continue
        inline.content = inline.content[: found.start()]
        opening.attrSet("id", found[1])
        if opening.tag == "h2":
            state.env["headings"].append((found[1], inline.content))
