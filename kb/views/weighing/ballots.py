from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.versions import version_of
from kb.actions.weighing.ballots import cast_ballot, withdraw_ballot
from kb.forms.acting import DecisionForm
from kb.forms.weighing.ballots import BallotForm
from kb.guards import study_view
from kb.insight.parties import voices
from kb.insight.weighing import weighed
from kb.insight.weighing.finding import finding
from kb.models import Ballot, DataVersion, Party, Study, Weighing
from kb.tables.weighing import by_party
from kb.views.inplace import REFUSED, part_after, sent, status_of
from kb.views.weighing.weighings import named

CHANGED = "weights-changed"
SAVED_PART = "kb/weighing/_ballot_state.html"
WHOLE_PART = "kb/weighing/_ballot.html"
NO_CONTENT = 204


def may_weigh_for(request: HttpRequest, study: Study) -> set[int]:
    return {party.pk for party in voices(request.user, study)}


def _address(weighing: Weighing, party: Party | None = None) -> str:
    at = [weighing.study.slug, weighing.slug]
    page = reverse("kb:weighing_weights", args=at)
    return f"{page}#party-{party.pk}" if party else page


@require_safe
@study_view("kb.speak_study")
def listing(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Every party at the table with its weights; those one may fill in first, as a form."""
    prefetch_related_objects([study], "parties")
    weighing, open_to = named(study, name), may_weigh_for(request, study)
    criteria = list(weighing.criteria.all())
    ballots = {row.party_id: row for row in weighing.ballots.prefetch_related("weights")}
    past: Any = Ballot.history  # type: ignore[attr-defined]
    latest = past.filter(weighing_id=weighing.pk).order_by().values("id").annotate(last=Max("history_id"))
    versions = dict(latest.values_list("id", "last"))
    forms = []
    for party in study.parties.all():
        ballot = ballots.get(party.pk)
        version = versions.get(ballot.pk, 0) if ballot else 0
        forms.append(BallotForm(party=party, criteria=criteria, ballot=ballot, version=version))
    context = {
        "subject": weighing,
        "weighing": weighing,
        "criteria": criteria,
        "forms": sorted(((form, form.party.pk in open_to) for form in forms), key=lambda pair: not pair[1]),
        **_standing(weighing),
    }
    return render(request, "kb/weighing/weights.html", context)


def _standing(weighing: Weighing) -> dict[str, Any]:
    found = weighed(weighing)
    heads, sums = by_party(found)
    return {"finding": finding(found), "heads": heads, "sums": sums, "version": DataVersion.stamp()}


@require_safe
@study_view("kb.speak_study")
def standing(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Who is ahead under whose weights, asked for again and again; nothing where nothing changed."""
    if request.GET.get("version") == DataVersion.stamp():
        return HttpResponse(status=NO_CONTENT)
    weighing = named(study, name)
    context = {"subject": weighing, "weighing": weighing, **_standing(weighing)}
    part = "_standing" if request.htmx else "standing"  # type: ignore[attr-defined]
    response = render(request, f"kb/weighing/{part}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@study_view("kb.speak_study")
def one(request: HttpRequest, study: Study, name: str, party: int) -> HttpResponse:
    """The weights of one party, on the phone of who speaks for it."""
    weighing, weigher = named(study, name), get_object_or_404(study.parties, pk=party)
    may_fill_in = party in may_weigh_for(request, study)
    if request.method == "POST" and not may_fill_in:
        raise PermissionDenied
    form = _form(request, weighing, weigher)
    known = {"weighing": weighing, "party": weigher, "by": request.user}
    made = form.run(lambda: cast_ballot(**form.values(), **known)) if request.method == "POST" else None
    if request.htmx and request.method == "POST":  # type: ignore[attr-defined]
        return _state(request, weighing, form, made)
    if made:
        messages.success(request, _("The weights of %(party)s are saved.") % {"party": weigher})
        return redirect(_address(weighing, weigher))
    context = {"subject": weighing, "weighing": weighing, "form": form, "may_fill_in": may_fill_in}
    part = "_ballot" if request.htmx else "ballot"  # type: ignore[attr-defined]
    response = render(request, f"kb/weighing/{part}.html", context, status=status_of(form))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _form(request: HttpRequest, weighing: Weighing, party: Party) -> BallotForm:
    ballot = weighing.ballots.filter(party=party).prefetch_related("weights").first()
    return BallotForm(
        sent(request),
        party=party,
        criteria=list(weighing.criteria.all()),
        ballot=ballot,
        version=version_of(ballot) if ballot else 0,
        manner=request.GET.get("manner", ""),
    )


def _state(request: HttpRequest, weighing: Weighing, form: BallotForm, made: Ballot | None) -> HttpResponse:
    """What became of the weights; the fields stay as they are, unless somebody else moved some of them."""
    context = {"weighing": weighing, "form": form, "may_fill_in": True, "taken_from": None}
    part = WHOLE_PART if form.taken_from else SAVED_PART
    if made is None:
        response = render(request, part, context, status=REFUSED)
    else:
        fresh = _form_as_saved(weighing, form, made)
        context |= {"form": fresh, "just_saved": True, "taken_from": form.taken_from}
        response = part_after(request, part, context, CHANGED)
    if part == WHOLE_PART:
        response.headers["HX-Retarget"] = f"#party-{form.party.pk}"
    return response


def _form_as_saved(weighing: Weighing, form: BallotForm, made: Ballot) -> BallotForm:
    return BallotForm(party=form.party, criteria=form.criteria, ballot=made, version=version_of(made))


@study_view("kb.speak_study")
def withdraw(request: HttpRequest, study: Study, name: str, party: int) -> HttpResponse:
    """The party has not weighed yet, as before it did."""
    weighing = named(study, name)
    ballot = get_object_or_404(weighing.ballots.select_related("party"), party=party)
    if party not in may_weigh_for(request, study):
        raise PermissionDenied
    form = DecisionForm(sent(request), row=ballot)
    known = {"ballot": ballot, "by": request.user}
    if request.method == "POST" and form.run(lambda: withdraw_ballot(**known, **form.deciding) or True):
        messages.success(request, _("%(party)s has not weighed yet.") % {"party": ballot.party})
        return redirect(_address(weighing, ballot.party))
    context = {
        "title": _("Withdraw these weights?"),
        "text": _("The weights of %(party)s no longer count. This cannot be undone.")
        % {"party": ballot.party},
        "submit": _("Withdraw the weights"),
        "cancel_url": _address(weighing, ballot.party),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
