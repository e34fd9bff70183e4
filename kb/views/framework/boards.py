"""The boards of the framework: a capacity each, filled and put in order during a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.framework.arguments import add_argument
from kb.filters.arguments import BoardFilter
from kb.forms.framework.arguments import QuickForm
from kb.guards import study_view
from kb.insight import boards
from kb.models import Argument, Basis, Capacity, Study
from kb.views.inplace import REFUSED, status_of
from kb.views.parts import chips


@require_safe
@study_view()
def index(request: HttpRequest, study: Study) -> HttpResponse:
    """The capacities beside each other, in short."""
    found = boards.boards(study)
    context = {"boards": found, "n": study.arguments.count(), "empty": not any(board.n for board in found)}
    return render(request, "kb/board/index.html", context)


@study_view()
def show(request: HttpRequest, study: Study, capacity: str) -> HttpResponse:
    """Everybody of the study reads the board; who writes in it adds a line."""
    about = get_object_or_404(Capacity, code=capacity)
    if request.method != "POST":
        return page(request, study, about, QuickForm())
    if not request.user.has_perm("kb.edit_study", study):
        raise PermissionDenied
    form = QuickForm(request.POST)
    made = form.run(lambda: _add(request, study, about, form.values()))
    if made is None:
        return _refused(request, study, about, form)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Added: %(argument)s") % {"argument": made})
        return redirect(f"{request.get_full_path()}#quick")
    return page(request, study, about, QuickForm(), made=made)


def _refused(request: HttpRequest, study: Study, about: Capacity, form: QuickForm) -> HttpResponse:
    """With htmx the word of it alone: the quick line keeps what was typed."""
    if not request.htmx:  # type: ignore[attr-defined]
        return page(request, study, about, form)
    response = render(request, "kb/board/_said.html", {"form": form}, status=REFUSED)
    response.headers["HX-Retarget"] = "#quick-said"
    return response


def _add(request: HttpRequest, study: Study, about: Capacity, values: dict[str, Any]) -> Argument:
    """What is written on a filtered board is about what it shows."""
    asked = request.GET.get
    links = {
        "capacities": [about],
        "municipalities": study.municipalities.filter(nis=asked("municipality", "")),
        "services": study.services.filter(code=asked("service", "")),
    }
    basis = asked("basis") if asked("basis") in Basis.values else Basis.OPEN
    stances = dict.fromkeys(study.options.filter(code=asked("option", "")), values["polarity"])
    known = {"study": study, "stances": stances, "by": request.user}
    return add_argument(values=values | links | {"basis": basis}, **known)


def page(
    request: HttpRequest, study: Study, about: Capacity, form: QuickForm, made: Argument | None = None
) -> HttpResponse:
    """The whole board, or with htmx what changes on it."""
    every = study.arguments.filter(capacities=about)
    found = BoardFilter(request.GET, queryset=every.shown(), study=study)
    filtered = chips(request, found.form)
    shown = list(found.qs)
    whole = every.count() if filtered else None
    context = {
        "subject": about,
        "tabs": _tabs(study, about),
        "board": boards.board(about, shown, study.parties.count(), whole),
        "filter": found,
        "chips": filtered,
        "query": request.GET.urlencode(),
        "form": form,
        "made": made,
        "hidden": made is not None and made not in shown,
    }
    part = "_board" if request.htmx and request.method == "POST" else "show"  # type: ignore[attr-defined]
    response = render(request, f"kb/board/{part}.html", context, status=status_of(form))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _tabs(study: Study, about: Capacity) -> list[dict[str, object]]:
    return [
        {"label": each, "url": reverse("kb:board", args=[study.slug, each.code]), "current": each == about}
        for each in Capacity.objects.all()
    ]
