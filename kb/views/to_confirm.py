from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.actions.memberships import confirm_memberships
from kb.forms.to_confirm import ConfirmAllForm
from kb.guards import study_view
from kb.insight.standing import A_YEAR, open_ties
from kb.models import Membership, Municipality, Study
from kb.views.inplace import sent
from kb.views.memberships import tied
from kb.views.parts import with_query

PER_PAGE = 50
LISTS = ("disputed", "to_check", "unconfirmed")


@dataclass(frozen=True)
class Waiting:
    """The ties that ask for somebody, each in one list."""

    disputed: list[Membership]
    to_check: list[Membership]
    unconfirmed: list[Membership]

    @property
    def n(self) -> int:
        return len(self.disputed) + len(self.to_check) + len(self.unconfirmed)


@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    members = list(study.municipalities.in_order())
    chosen = next((one for one in members if one.nis == request.GET.get("municipality")), None)
    today = timezone.localdate()
    waiting = _waiting(study, chosen, today)
    if request.method == "POST" or request.GET.get("confirm"):
        return _confirm_all(request, study, _page(request, "unconfirmed", waiting.unconfirmed))
    context = {
        "members": members,
        "chosen": chosen,
        "waiting": waiting,
        "pages": {name: _page(request, name, getattr(waiting, name)) for name in LISTS},
        "since": today - A_YEAR,
        "next": request.get_full_path(),
        "confirm_url": with_query(request, confirm="1"),
    }
    return render(request, "kb/to_confirm/show.html", context)


def _waiting(study: Study, chosen: Municipality | None, today: date) -> Waiting:
    """Read once for the three lists; the same ties as the overview counts."""
    found = tied(open_ties(study, today))
    rows = found.filter(municipality=chosen) if chosen else found
    lists: dict[str, list[Membership]] = {name: [] for name in LISTS}
    for row in rows.order_by("municipality__name", "municipality__nis", "agreement__name", "pk"):
        lists[row.asks].append(row)
    return Waiting(**lists)


def _page(request: HttpRequest, name: str, rows: list[Membership]) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get(f"{name}-page"))


def _confirm_all(request: HttpRequest, study: Study, page: Page) -> HttpResponse:
    """Asks first, then confirms what was shown; a tie that changed meanwhile is left alone."""
    if not request.user.has_perm("kb.edit_facts"):
        raise PermissionDenied
    shown = list(page)
    form = ConfirmAllForm(sent(request), shown=shown)
    if request.method == "POST" and form.is_valid():
        done = confirm_memberships(memberships=form.cleaned_data["rows"], by=request.user)
        said = ngettext("%(n)s membership is confirmed.", "%(n)s memberships are confirmed.", len(done))
        messages.success(request, said % {"n": len(done)})
        return redirect("kb:to_confirm", slug=study.slug)
    n = len(shown)
    context: dict[str, Any] = {
        "title": ngettext("Confirm %(n)s membership?", "Confirm %(n)s memberships?", n) % {"n": n},
        "text": _("You say that each of these is right today. Disputed ones and those to check stay out."),
        "consequences": [f"{row} (OCMW)" if row.body == "ocmw" else str(row) for row in shown],
        "submit": _("Confirm them all"),
        "cancel_url": f"{request.path}#unconfirmed",
        "form": form,
    }
    return render(request, "components/confirm.html", context)
