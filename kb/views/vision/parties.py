from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.vision.parties import add_party, remove_party, rename_party, speak_for
from kb.forms.acting import DecisionForm
from kb.forms.vision.parties import NewPartyForm, PartyForm, SpeakerForm
from kb.guards import study_view
from kb.insight.parties import goes_with, table_of
from kb.models import Study
from kb.views.inplace import sent, status_of


@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    """Everybody of the study sees who sits at the table; who writes in it adds a party."""
    form = NewPartyForm(sent(request))
    if request.method == "POST":
        if not request.user.has_perm("kb.edit_study", study):
            raise PermissionDenied
        party = form.run(lambda: add_party(study=study, by=request.user, **form.values()))
        if party:
            messages.success(request, _("%(party)s sits at the table.") % {"party": party})
            return redirect("kb:parties", slug=study.slug)
    seats, people = table_of(study)
    heard = sum(bool(seat.speakers) for seat in seats)
    context = {"seats": seats, "people": people, "heard": heard, "form": form}
    return render(request, "kb/parties/show.html", context, status=status_of(form))


@study_view("kb.edit_study")
def rename(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    party = get_object_or_404(study.parties, pk=pk)
    form = PartyForm(sent(request), instance=party)

    def act(values: dict[str, str], seen: int) -> object:
        return rename_party(party=party, name=values["name"], seen=seen, by=request.user)

    if request.method == "POST" and form.run(act):
        messages.success(request, _("The name is saved."))
        return redirect("kb:parties", slug=study.slug)
    context = {"party": party, "form": form, "back": reverse("kb:parties", args=[study.slug])}
    return render(request, "kb/parties/rename.html", context, status=status_of(form))


@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """Says what goes with the party before anything goes."""
    party = get_object_or_404(study.parties, pk=pk)
    if study.municipalities.filter(pk=party.municipality_id).exists():
        messages.error(request, _("A municipality of the study always has a seat."))
        return redirect("kb:parties", slug=study.slug)
    form = DecisionForm(sent(request), row=party)
    known = {"party": party, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_party(**known, **form.deciding) or True):
        messages.success(request, _("%(party)s no longer sits at the table.") % {"party": party})
        return redirect("kb:parties", slug=study.slug)
    gone = goes_with(party)
    context = {
        "title": _("Remove %(party)s from the table?") % {"party": party},
        "text": _("This changes with it, for good:") if gone else _("It said nothing yet."),
        "consequences": gone,
        "submit": _("Remove the party"),
        "cancel_url": reverse("kb:parties", args=[study.slug]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def speaks(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    access = get_object_or_404(study.access.select_related("user"), pk=pk)
    form = SpeakerForm(request.POST, study=study)
    said = {"name": access.user.get_full_name() or access.user}
    if form.run(lambda: speak_for(access=access, by=request.user, **form.values()) or True):
        party = form.cleaned_data["party"]
        text = _("%(name)s speaks for %(party)s.") if party else _("%(name)s speaks for nobody now.")
        messages.success(request, text % {**said, "party": party})
    else:
        messages.error(request, _("This party no longer sits at the table."))
    return redirect("kb:parties", slug=study.slug)
