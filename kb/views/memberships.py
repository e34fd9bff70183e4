from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.memberships import (
    add_membership,
    change_membership,
    confirm_memberships,
    delete_membership,
    settle_membership,
)
from kb.forms.acting import DecisionForm
from kb.forms.memberships import MembershipForm, NewMembershipForm, SettleForm
from kb.guards import edits_facts
from kb.models import Agreement, Claim, Membership
from kb.views.inplace import page_or_part, part_after, sent, status_of

CHANGED = "members-changed"


def tied(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """Ties as the pages show them: with what each source says, and whether that was settled."""
    claims = Claim.objects.select_related("source").order_by("says", "source__title")
    shown = rows.annotate_disputed().select_related(
        "municipality", "agreement__theme__domain", "agreement__legal_form"
    )  # type: ignore[attr-defined]
    return shown.prefetch_related(Prefetch("claims", claims))


def _tie(pk: int) -> Membership:
    return get_object_or_404(tied(Membership.objects.all()), pk=pk)


def _back(request: HttpRequest, membership: Membership) -> str:
    """Where the person came from, else the row on the page of the agreement."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return f"{membership.agreement.get_absolute_url()}?member={membership.pk}#membership-{membership.pk}"


@edits_facts
def add(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement, pk=pk)
    form = NewMembershipForm(sent(request), instance=Membership(agreement=agreement))
    if request.method == "POST":
        made = form.run(lambda: add_membership(agreement=agreement, values=form.values(), by=request.user))
        if made:
            said = {"municipality": made.municipality, "agreement": agreement}
            messages.success(request, _("%(municipality)s is added to %(agreement)s.") % said)
            return redirect(_back(request, made))
    context = {"subject": agreement, "agreement": agreement, "form": form}
    return render(request, "kb/membership/add.html", context, status=status_of(form))


@edits_facts
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _tie(pk)
    form = MembershipForm(sent(request), instance=membership)
    if request.method == "POST" and form.run(change_membership, membership=membership, by=request.user):
        return _after(request, pk, _("Saved."))
    context = {"subject": membership.agreement, "row": membership, "form": form}
    return page_or_part(request, "membership", "edit", context, status_of(form))


def _after(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    """The row again, as its page shows it; without htmx back to where the person was."""
    membership = _tie(pk)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, said)
        return redirect(_back(request, membership))
    part = "to_confirm/_done" if request.POST.get("list") else "membership/_row"
    return part_after(request, f"kb/{part}.html", {"row": membership}, CHANGED)


@require_POST
@edits_facts
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _tie(pk)
    if confirm_memberships(memberships=[membership], by=request.user):
        return _after(request, pk, _("Confirmed: %(membership)s.") % {"membership": membership})
    return _after(request, pk, _("Not confirmed: somebody found meanwhile that it is not a member."))


@edits_facts
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _tie(pk)
    form = SettleForm(sent(request), row=membership, initial={"status": membership.status})
    known = {"membership": membership, "by": request.user}
    if request.method == "POST" and form.run(lambda: settle_membership(**known, **form.deciding)):
        messages.success(request, _("Settled: %(membership)s.") % {"membership": membership})
        return redirect(_back(request, membership))
    context = {
        "subject": membership.agreement,
        "row": membership,
        "form": form,
        "next": request.GET.get("next", ""),
    }
    return render(request, "kb/membership/settle.html", context, status=status_of(form))


@edits_facts
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _tie(pk)
    form = DecisionForm(sent(request), row=membership)
    known = {"membership": membership, "by": request.user}
    if request.method == "POST" and form.run(lambda: delete_membership(**known, **form.deciding) or True):
        messages.success(request, _("Deleted: %(membership)s.") % {"membership": membership})
        return redirect("kb:agreement_history", pk=membership.agreement_id)
    context: dict[str, Any] = {
        "title": _("Delete this membership?"),
        "text": _("%(membership)s. The history keeps it, and it can be restored.")
        % {"membership": membership},
        "consequences": [_("If it is known not to be a member, choose “not a member” instead.")],
        "submit": _("Delete the membership"),
        "cancel_url": membership.agreement.get_absolute_url(),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
