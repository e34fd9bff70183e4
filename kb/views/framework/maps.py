from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kb.charts.arguments.keys import height, keys
from kb.charts.arguments.look import LINES, MARGIN
from kb.charts.arguments.pictures import png
from kb.exchange.argdown import argdown
from kb.forms.framework.argument_map import DrawForm, TieForm
from kb.guards import study_view
from kb.insight.arguments.deliberation import Deliberation, deliberation
from kb.insight.arguments.outline import outline
from kb.insight.arguments.picture import picture
from kb.insight.arguments.view import View, view_of, wants_everything
from kb.insight.arguments.words import legend
from kb.models import DataVersion, Polarity, Question, Study
from kb.views.files import attachment

PART = "kb/map/_map.html"


def named(study: Study, code: str) -> Question:
    return get_object_or_404(study.questions.select_related("study"), code=code)


def found_in(request: HttpRequest, question: Question) -> Deliberation:
    return deliberation(question, everything=wants_everything(request.GET))


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    return answer(request, study, code, "kb/map/show.html")


@require_safe
@study_view()
def screen(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """For the projector: the drawing alone, as wide as the wall."""
    return answer(request, study, code, "kb/map/screen.html", bare=True)


def answer(request: HttpRequest, study: Study, code: str, page: str, *, bare: bool = False) -> HttpResponse:
    """The page; to whoever follows the map the part that changes, or 304 while nothing did."""
    known = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"').split(".")
    here = request.get_full_path()
    tag = [DataVersion.stamp(), look_of(request, study, here)]
    if known[:2] == tag:
        return unchanged(known)
    found = found_in(request, named(study, code))
    tag.append(found.digest)
    if known[1:] == tag[1:]:  # something changed, but not in this map
        return unchanged(tag)
    view = view_of(request.GET.dict(), found)
    context = context_of(request, found, view) | {"bare": bare, "tag": ".".join(tag), "url": here}
    response = render(request, PART if request.htmx else page, context)  # type: ignore[attr-defined]
    patch_vary_headers(response, ["HX-Request"])
    return response


def look_of(request: HttpRequest, study: Study, url: str) -> str:
    """Names what else the answer depends on: the address, the language, and who may write."""
    parts = [url, get_language(), request.user.has_perm("kb.edit_study", study)]
    return sha256(repr(parts).encode()).hexdigest()[:12]


def unchanged(tag: list[str]) -> HttpResponse:
    response = HttpResponseNotModified()
    response.headers["ETag"] = f'"{".".join(tag)}"'
    return response


def tag_of(request: HttpRequest, found: Deliberation, url: str) -> str:
    look = look_of(request, found.question.study, url)
    return ".".join([DataVersion.stamp(), look, found.digest])


def context_of(request: HttpRequest, found: Deliberation, view: View, **forms: Any) -> dict[str, Any]:
    """What every face of the map shows; ``forms`` are those that were refused."""
    given, drawn = {"found": found, "at": view.at}, picture(found, view)
    signs = Counter(row.polarity for row in found.of("argument"))
    return {
        "subject": found.question,
        "question": found.question,
        "found": found,
        "signs": {sign: signs[sign] for sign in Polarity.values},
        "n": {kind: len(found.of(kind)) for kind in ("option", "argument")},
        "view": view,
        "whole": f"?{View(view.at, frozenset(), everything=view.everything).query()}",
        "chosen": found.rows[view.at],
        "drawn": drawn,
        "legend": [(LINES.get(relation), word) for relation, word in legend(drawn)],
        "size": (drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN),
        "items": outline(found),
        "draw": forms.get("draw") or DrawForm(**given),
        "tie": forms.get("tie") or TieForm(**given),
        "undoable": bool(request.session.get("drawn", {}).get(str(found.question.pk))),
    }


@require_safe
@study_view()
def text(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """Argdown to copy."""
    question = named(study, code)
    found = found_in(request, question)
    context = {"subject": question, "question": question, "text": argdown(found)}
    return render(request, "kb/map/text.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, code: str, form: str) -> HttpResponse:
    """The picture as it is looked at; Argdown always whole."""
    found = found_in(request, named(study, code))
    if form == "argdown":
        return attachment(argdown(found).encode(), f"{code}.argdown")
    if form not in {"svg", "png"}:
        raise Http404
    drawn = picture(found, view_of(request.GET.dict(), found))
    below = keys(drawn, legend(drawn))
    context = {"drawn": drawn, "alone": True, "question": found.question, "keys": below}
    size = drawn.width + 2 * MARGIN, height(below, drawn) + MARGIN
    svg = render_to_string("kb/map/_drawing.html", context | {"size": size})
    return attachment(png(svg, *size) if form == "png" else svg.encode(), f"{code}.{form}")
