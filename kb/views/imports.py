"""Bringing a file in: upload, look at what it would do, apply, take back."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.actions.imports import begin, choose_conflicts, receive_import, undo_import
from kb.actions.undoing import Blocker, UndoRefusedError
from kb.exchange.progress import is_silent, progress_of
from kb.exchange.runs import carry_out, prepare, start
from kb.exchange.template import template_xlsx
from kb.forms.imports import UploadForm
from kb.guards import edits_facts
from kb.models import Domain, ImportRun, LegalForm, Municipality, Theme
from kb.tables.imports import OUTCOMES, RowTable, RunTable, kind_label
from kb.tables.paging import paged
from kb.views.files import attachment

State = ImportRun.State
STAGES = {
    State.READ: "preview",
    State.REFUSED: "refused",
    State.APPLIED: "result",
    State.UNDONE: "result",
}
LOOK_AGAIN = "3"


@edits_facts
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("source_title", "source_date")}
        run = receive_import(files=form.contents(), by=request.user, **about)
        start(prepare, run=run)
        return redirect(run)
    table = RunTable(ImportRun.objects.select_related("by").defer("preview", "counts"))
    paged(request, table, 10)
    context = {"form": form, "table": table}
    return render(request, "kb/import/index.html", context, status=422 if request.method == "POST" else 200)


@edits_facts
@require_safe
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    stage = STAGES.get(State(run.state)) or ("interrupted" if is_silent(run) else "working")
    polled = bool(request.htmx) and request.htmx.target == "import-progress"
    if polled and stage != "working":
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"run": run, "progress": progress_of(run)}
    if stage in {"preview", "result"}:
        context |= _rows(request, run)
    page = "kb/import/_progress.html" if polled else f"kb/import/{stage}.html"
    response = render(request, page, context)
    if stage == "working" and not polled:
        response["Refresh"] = LOOK_AGAIN
    return response


@edits_facts
@require_POST
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """One form for the choices on the page, for all choices at once, and for the step itself."""
    run = get_object_or_404(ImportRun, pk=pk)
    wanted = request.POST.get("do", "")
    if wanted == "restart":
        _restart(request, run)
    elif run.state == State.READ:
        _choose(request, run, wanted)
        if wanted == "apply" and begin(run=run, since=[State.READ], to=State.APPLYING):
            start(partial(carry_out, by=request.user), run=run)
            return redirect(run)
    return _back(request, run)


@edits_facts
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun, pk=pk)
    asked_twice = request.method == "POST" and run.state == State.UNDONE
    if run.state != State.APPLIED and not asked_twice:
        return redirect(run)
    blockers: list[Blocker] = []
    if request.method == "POST":
        try:
            undone = undo_import(run=run, by=request.user, reason=f"undo:{run.pk}")
            said = _("The import is undone.") if undone else _("This import was undone already.")
            messages.success(request, said)
            return redirect(run)
        except UndoRefusedError as refused:
            blockers = refused.blockers
    context = {"run": run, "blockers": blockers}
    return render(request, "kb/import/undo.html", context, status=409 if blockers else 200)


@edits_facts
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    themes = Theme.objects.values_list("domain__name", "name")
    names = Municipality.objects.in_order().values_list("name", flat=True)
    body = template_xlsx(
        domains=list(Domain.objects.values_list("name", flat=True)),
        themes=list(themes),
        forms=list(LegalForm.objects.values_list("name", flat=True)),
        municipalities=list(dict.fromkeys(names)),
    )
    return attachment(body, "samenwijzer-sjabloon.xlsx")


def _rows(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """The rows that the address asks for, and how many there are of each sort."""
    kind, outcome = request.GET.get("kind", ""), request.GET.get("outcome", "")
    rows = [
        row
        for row in run.preview
        if (not kind or row["kind"] == kind) and (not outcome or row["outcome"] == outcome)
    ]
    table = RowTable(rows, taken=frozenset(run.take_file), open_=run.state == State.READ)
    paged(request, table, 50)
    counts = run.counts["kinds"]
    totals = sum((Counter(each) for each in counts.values()), Counter())
    return {
        "table": table,
        "outcomes": OUTCOMES.items(),
        "grid": [(kind_label(name, run.preview), name, _cells(each)) for name, each in counts.items()],
        "totals": totals,
        "useless": 0 < totals["refused"] == totals.total(),
        "shown": {"kind": kind_label(kind, run.preview), "outcome": OUTCOMES.get(outcome)},
        "cut": sum(totals.values()) - len(run.preview),
        "choices": _choices(run),
    }


def _cells(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(outcome, counts[outcome]) for outcome in OUTCOMES]


def _choose(request: HttpRequest, run: ImportRun, wanted: str) -> None:
    shown = request.POST.getlist("shown")
    taken = [choice for choice in shown if request.POST.get(f"choice:{choice}") == "file"]
    if wanted in {"all_file", "all_ours"}:
        disputed = _disputed(run)
        shown = [*shown, *disputed]
        taken = [*(set(taken) - set(disputed)), *(disputed if wanted == "all_file" else [])]
    choose_conflicts(run=run, taken=taken, shown=shown)


def _disputed(run: ImportRun) -> list[str]:
    """What may be decided at once; whether two bodies are one is asked of each pair apart."""
    doubts = set(run.counts["doubts"])
    return [choice for choice in run.counts["choosable"] if choice not in doubts]


def _choices(run: ImportRun) -> dict[str, int]:
    disputed, taken = set(_disputed(run)), set(run.take_file)
    doubts = set(run.counts["doubts"])
    return {
        "disputed": len(disputed),
        "file_wins": len(disputed & taken),
        "doubts": len(doubts),
        "others": len(doubts & taken),
    }


def _restart(request: HttpRequest, run: ImportRun) -> None:
    """An import whose worker fell silent changed nothing, so that it can simply be done again."""
    works = {State.RECEIVED: prepare, State.APPLYING: partial(carry_out, by=request.user)}
    work = works.get(State(run.state))
    if work and is_silent(run) and begin(run=run, since=[run.state], to=run.state):
        start(work, run=run)


def _back(request: HttpRequest, run: ImportRun) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    return redirect(f"{run.get_absolute_url()}{'?' if query else ''}{query}")
