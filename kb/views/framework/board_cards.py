"""One card on a board: changed in its place, or put in another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.framework.arguments import change_argument, move_argument
from kb.forms.framework.arguments import InPlaceForm, MoveForm, QuickForm
from kb.guards import study_view
from kb.insight.boards import placed
from kb.models import Argument, Capacity, Study
from kb.views.framework.boards import page
from kb.views.inplace import page_or_part, part_after, sent, status_of

CHANGED = "board-changed"


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str, capacity: str) -> HttpResponse:
    """The form in the place of the card, and the card again; another sign is another column."""
    about = get_object_or_404(Capacity, code=capacity)
    argument = get_object_or_404(study.arguments.filter(capacities=about), code=code)
    form, sign = InPlaceForm(sent(request), instance=argument), argument.polarity
    context = {"subject": argument, "argument": argument, "capacity": about, "form": form}
    context["query"] = query = request.GET.urlencode()
    if request.method == "POST" and form.run(change_argument, argument=argument, by=request.user):
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect(f"{_board(study, about)}?{query}#argument-{code}")
        row = placed(about, study.arguments.shown().get(pk=argument.pk))
        context |= {"row": row, "study": study, "may_edit": True}
        return part_after(
            request, "kb/board/_row.html", context, CHANGED if row.argument.polarity != sign else ""
        )
    return page_or_part(request, "board", "card", context, status_of(form))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, capacity: str) -> HttpResponse:
    """Before or after another, by button, keyboard or hand; the board as it then stands."""
    about = get_object_or_404(Capacity, code=capacity)
    form = MoveForm(request.POST)
    if form.is_valid():
        one, after, other = form.moving
        rows: dict[int, Argument] = study.arguments.in_bulk([one, other])
        if len(rows) < 2:
            raise Http404
        move_argument(argument=rows[one], beside=rows[other], after=after, by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, study, about, QuickForm())
    return redirect(f"{_board(study, about)}?{request.GET.urlencode()}#board")


def _board(study: Study, about: Capacity) -> str:
    return reverse("kb:board", args=[study.slug, about.code])
