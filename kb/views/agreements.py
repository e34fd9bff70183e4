from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kb.actions.agreements import change_agreement, create_agreement, delete_agreement
from kb.filters.facts import MembersFilter
from kb.forms.acting import DecisionForm
from kb.forms.agreements import AgreementFields, AgreementForm, latest_expiry
from kb.guards import edits_facts
from kb.models import Agreement, Membership, Rule, Source
from kb.views.files import membership_file
from kb.views.inplace import page_or_part, part_after, sent, status_of
from kb.views.memberships import tied
from kb.views.parts import chips

PER_PAGE = 25


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _agreement(pk)
    ties = tied(agreement.memberships.all()).order_by("municipality__name", "municipality__nis", "body")
    every = list(ties)
    context = {
        "subject": agreement,
        **_facts(agreement),
        **_members(request, ties, every),
        "known": _municipalities(every, Membership.Status.CONFIRMED),
        "to_check": _municipalities(every, Membership.Status.TO_CHECK),
        "disputed": [row for row in every if row.disputed],
        "participations": agreement.participations.select_related("stakeholder", "source"),
        "related": _related(agreement),
        "exemptions": agreement.exemptions.select_related("rule", "ground", "source"),
        "rule_covers": Rule.objects.filter(forms__agreement=agreement).exists(),
    }
    return render(request, "kb/agreement/show.html", context)


def _members(request: HttpRequest, ties: QuerySet[Membership], every: list[Membership]) -> dict[str, Any]:
    """One page of the members; a short list needs no filters."""
    found = MembersFilter(request.GET, queryset=ties)
    filtered = chips(request, found.form)
    rows = list(found.qs) if filtered else every
    return {
        "page": Paginator(rows, PER_PAGE).get_page(_page_number(request, rows)),
        "filter": found if filtered or len(every) > PER_PAGE else None,
        "chips": filtered,
    }


def _page_number(request: HttpRequest, rows: list[Membership]) -> int | str:
    """The page that was asked for, else the one on which the tie ``member`` stands."""
    keys = [str(row.pk) for row in rows]
    wanted = request.GET.get("member")
    at = keys.index(wanted) // PER_PAGE + 1 if wanted in keys else 1
    return request.GET.get("page", at)


@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    agreement = _agreement(pk)
    return membership_file(Agreement.objects.filter(pk=pk), form, agreement.code)


def _agreement(pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.select_related("theme__domain", "legal_form"), pk=pk)


def _facts(agreement: Agreement) -> dict[str, Any]:
    return {
        "agreement": agreement,
        "identifiers": agreement.identifiers.all(),
        "sources": Source.objects.filter(claims__membership__agreement=agreement).distinct(),
        "latest": latest_expiry(agreement),
        "today": timezone.localdate(),
    }


def _municipalities(rows: list[Membership], status: str) -> set[int]:
    """Town hall and OCMW of one municipality are one."""
    return {row.municipality_id for row in rows if row.status == status}


def _related(agreement: Agreement) -> Any:
    if agreement.theme is None:
        return Agreement.objects.none()
    return agreement.theme.agreements.exclude(pk=agreement.pk).annotate_size().order_by("name", "code")


@edits_facts
def create(request: HttpRequest) -> HttpResponse:
    form = AgreementFields(sent(request))
    if request.method == "POST":
        agreement = form.run(lambda: create_agreement(values=form.values(), by=request.user))
        if agreement:
            messages.success(request, _("The agreement is in the knowledge base. Now add its members."))
            return redirect(agreement)
    return render(request, "kb/agreement/new.html", {"form": form}, status=status_of(form))


@edits_facts
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _agreement(pk)
    form = AgreementForm(sent(request), instance=agreement)
    if request.method == "POST" and form.run(change_agreement, agreement=agreement, by=request.user):
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect(agreement)
        return part_after(request, "kb/agreement/_facts.html", _facts(_agreement(pk)), "facts-changed")
    context = {"subject": agreement, "agreement": agreement, "form": form}
    return page_or_part(request, "agreement", "edit", context, status_of(form))


@edits_facts
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _agreement(pk)
    form = DecisionForm(sent(request), row=agreement)
    known = {"agreement": agreement, "by": request.user}
    if request.method == "POST" and form.run(lambda: delete_agreement(**known, **form.deciding) or True):
        messages.success(request, _("Deleted. It can be restored here."))
        return redirect("kb:agreement_history", pk=pk)
    context = {
        "title": _("Delete “%(agreement)s”?") % {"agreement": agreement},
        "text": _("Its members and what the sources say of them go with it. The history keeps everything."),
        "consequences": _consequences(agreement),
        "submit": _("Delete the agreement"),
        "cancel_url": agreement.get_absolute_url(),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def _consequences(agreement: Agreement) -> list[str]:
    n = agreement.memberships.count()
    found = [ngettext("%(n)s membership is deleted.", "%(n)s memberships are deleted.", n) % {"n": n}]
    return found + [
        _("The region %(region)s no longer names it as the agreement that carries it.") % {"region": region}
        for region in agreement.region_set.all()
    ]
