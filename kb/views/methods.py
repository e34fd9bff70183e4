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

DOCS: Path = settings.BASE_DIR / "docs" / "methods"
CHAPTERS = (
    "memberships",
    "overlap",
    "above-chance",
    "clusters",
    "structure",
    "territory",
    "regions",
    "comparison",
    "snapshots",
    "partners",
    "what-if",
    "deliberation",
    "services",
    "weighing",
    "connections",
    "scale",
)
ID = re.compile(r"\s*\{#([a-z-]+)\}$")

Chapter = tuple[str, list[tuple[str, str]]]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    body, contents = read(get_language() or settings.LANGUAGE_CODE)
    return render(request, "kb/methods/show.html", {"body": body, "contents": contents})


@cache
def read(language: str) -> tuple[SafeString, list[Chapter]]:
    """The chapters as one HTML text, and their titles with the headings below each."""
    folder = DOCS / ("nl" if language.startswith("nl") else "en")
    parts, contents = [_html((folder / "introduction.md").read_text(encoding="utf-8"))[0]], []
    for name in CHAPTERS:
        title, _end, text = (folder / f"{name}.md").read_text(encoding="utf-8").partition("\n")
        body, headings = _html(text)
        parts.append(body)
        contents.append((title.removeprefix("# "), headings))
    return mark_safe("".join(parts)), contents


def _html(text: str) -> tuple[str, list[tuple[str, str]]]:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.before("inline", "dress", _dress)
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", lambda *_rest: "</table>\n</div>\n")
    env: dict[str, Any] = {"headings": []}
    return reader.render(text, env), env["headings"]


def _dress(state: Any) -> None:
    """`## Jaccard {#jaccard}`: an address that stays the same in both languages."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open" or not (found := ID.search(inline.content)):
            continue
        inline.content = inline.content[: found.start()]
        opening.attrSet("id", found[1])
        if opening.tag == "h2":
            state.env["headings"].append((found[1], inline.content))


def _open_table(*_rest: Any) -> str:
    """In our style, and scrolling by itself where it is wider than the page."""
    return '<div class="table-scroll" tabindex="0"><table class="table">\n'
