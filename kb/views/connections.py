"""What is a thing connected to, and how? One page for everything that the reader may know of."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.analysis.connections.knowledge import Knowledge, Node
from kb.exchange.knowledge import knowledge_graphml, knowledge_zip, section_rows
from kb.forms.connections import ConnectionsForm
from kb.insight.connections.connection_pictures import between, surroundings
from kb.insight.connections.connections import (
    Section,
    Shown,
    Way,
    around,
    census,
    find,
    meant,
    naming,
    near,
    node_at,
    shown,
    url_of,
    ways,
)
from kb.insight.connections.knowledge import knowledge_of
from kb.insight.drawings import Drawing, figure
from kb.views.files import attachment, table_file
from kb.views.parts import with_query, without

MOST = 8  # of each group, until all are asked for
MOST_IN_PASSING = 4  # on the page of the thing itself


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    known = _known(request)
    words = request.GET.get("q", "")
    found = find(known, words)
    if "of" not in request.GET:
        sure = meant(found, words)
        return redirect(sure.url) if sure else _start(request, known, found)
    node, other = _node(known, request, "of"), _node(known, request, "to")
    if node is None or ("to" in request.GET and other is None):
        context = {"of": node and shown(known, node), "found": found, "query": words}
        return render(request, "kb/connections/unknown.html", context, status=404)
    to = meant(found, words)
    if to and other is None:
        return redirect(url_of(request.GET["of"], to=to.address))
    return _page(request, known, node, other, found)


def _start(request: HttpRequest, known: Knowledge, found: list[Shown]) -> HttpResponse:
    counts = census(known)
    context = {
        "counts": counts,
        "n": sum(n for n, _kind in counts),
        "ties": known.graph.number_of_edges(),
        "found": found,
        "query": request.GET.get("q", ""),
    }
    return render(request, "kb/connections/start.html", context)


def _page(
    request: HttpRequest, known: Knowledge, node: Node, other: Node | None, found: list[Shown]
) -> HttpResponse:
    explained = ways(known, node, other) if other else []
    form = ConnectionsForm(request.GET)
    context = {
        "of": shown(known, node),
        "to": other and shown(known, other),
        "ways": explained,
        "drawn": figure(_drawing(known, node, explained)),
        "near": near(known, node),
        "naming": naming(known, node),
        "form": form,
        "found": found,
        "query": request.GET.get("q", ""),
        **_listed(request, known, node, form),
    }
    return render(request, "kb/connections/show.html", context)


def _listed(request: HttpRequest, known: Knowledge, node: Node, form: ConnectionsForm) -> dict[str, Any]:
    """The first of each group and the way to all of it; or all of the one group asked for."""
    whole = request.GET.get("all", "")
    sections = around(known, node, form.steps(), form.only(), None if whole else MOST)
    shown_ones = [section for section in sections if whole in {"", section.code}]
    return {
        "sections": [(section, with_query(request, all=section.code)) for section in shown_ones],
        "back": without(request, "all") if whole else "",
    }


def _drawing(known: Knowledge, node: Node, explained: list[Way]) -> Drawing:
    return between(explained) if explained else surroundings(known, node)


@require_safe
def around_thing(request: HttpRequest) -> HttpResponse:
    """What surrounds a thing, for its own page; a browser without htmx gets the page of connections."""
    known = _known(request)
    node = _node(known, request, "of")
    if node is None:
        raise Http404
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url_of(":".join(node)))
    context = {"of": shown(known, node), "sections": around(known, node, most=MOST_IN_PASSING)}
    return render(request, "kb/connections/_in_passing.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What may be meant, while somebody types."""
    known, words = _known(request), request.GET.get("q", "")
    node = _node(known, request, "of")
    context = {"of": node and shown(known, node), "found": find(known, words), "query": words}
    return render(request, "kb/connections/_found.html", context)


@require_safe
def list_file(request: HttpRequest, form: str) -> HttpResponse:
    """Everything around a thing, as its page is set."""
    known = _known(request)
    node = _node(known, request, "of")
    if node is None:
        raise Http404
    wanted = ConnectionsForm(request.GET)
    sections: list[Section] = around(known, node, wanted.steps(), wanted.only())
    name = "-".join(("connections", *node)).replace("/", "-")
    return table_file(*section_rows(sections), form, name, "connections")


@require_safe
def graph(request: HttpRequest, form: str) -> HttpResponse:
    """Everything that the reader may know of."""
    files = {"graphml": knowledge_graphml, "zip": knowledge_zip}
    if form not in files:
        raise Http404
    return attachment(files[form](_known(request)), f"knowledge.{form}")


def _known(request: HttpRequest) -> Knowledge:
    return knowledge_of(request.user, timezone.localdate())


def _node(known: Knowledge, request: HttpRequest, name: str) -> Node | None:
    return node_at(known, request.GET.get(name, ""))
