from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kb.actions.services.roadmap import Moved, move_back, move_service, plan_services, shift_service
from kb.forms.services.roadmap import MoveForm, PhaseForm, ProposalForm, TargetsForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.services import drawn
from kb.insight.services.proposal import proposal
from kb.insight.services.roadmap import Roadmap, roadmap
from kb.models import Phase, Study
from kb.tables.paging import paged
from kb.tables.services import TimelineTable, roadmap_file
from kb.views.files import chart_file, table_file
from kb.views.inplace import REFUSED, sent, status_of

LAST = "roadmap_last"  # in the session: the last step of this person, so that it can be undone


def found(study: Study) -> Roadmap:
    return roadmap(study, timezone.localdate())


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    return page(request, study)


def page(
    request: HttpRequest, study: Study, form: PhaseForm | None = None, *, said: str = "", wrong: str = ""
) -> HttpResponse:
    """The board; ``said`` is what was done, ``wrong`` what was refused. To htmx the board alone."""
    context = {
        "roadmap": found(study),
        "form": form or PhaseForm(instance=Phase(study=study)),
        "said": said,
        "wrong": wrong,
        "can_undo": request.session.get(LAST, {}).get("study") == study.pk,
        "tabs": _tabs(study, "roadmap"),
    }
    part = request.htmx and request.method == "POST"  # type: ignore[attr-defined]
    status = REFUSED if wrong else status_of(form) if form else 200
    response = render(request, f"kb/roadmap/{'_board' if part else 'show'}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _tabs(study: Study, current: str) -> list[dict[str, Any]]:
    views = {"roadmap": _("Board"), "roadmap_timeline": _("Timeline")}
    return [
        {"label": label, "url": reverse(f"kb:{name}", args=[study.slug]), "current": name == current}
        for name, label in views.items()
    ]


@require_safe
@study_view()
def timeline(request: HttpRequest, study: Study) -> HttpResponse:
    road = found(study)
    table = TimelineTable.of(road)
    paged(request, table, 50)
    figure = drawings.figure(drawn.over_time(road, timezone.localdate()))
    context = {"roadmap": road, "drawn": figure, "table": table, "tabs": _tabs(study, "roadmap_timeline")}
    return render(request, "kb/roadmap/timeline.html", context)


@require_safe
@study_view()
def picture(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    chart = drawn.over_time(found(study), timezone.localdate()).chart
    return chart_file(chart, form, f"{study.slug}-tijdlijn")


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    return table_file(*roadmap_file(found(study)), form, f"{study.slug}-stappenplan", _("Roadmap"))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study) -> HttpResponse:
    """A service to a phase, or up and down in its own."""
    form = MoveForm(request.POST, study=study)
    done = form.run(lambda: _move(request, study, form.cleaned_data))
    if done is None:
        return page(request, study, wrong=form.said)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("kb:roadmap", slug=study.slug)
    return page(request, study, said=done)


def _move(request: HttpRequest, study: Study, asked: dict[str, Any]) -> str:
    service, places = asked["service"], asked["places"]
    if places:
        shift_service(service=service, places=places, by=request.user)
        return _("“%(service)s” has another place in its phase.") % {"service": service}
    known = {name: asked[name] for name in ("phase", "before", "seen")}
    moved = move_service(service=service, by=request.user, **known)
    _remember(request, study, moved)
    where = asked["phase"] or _("Not planned yet")
    return _("“%(service)s” now stands in “%(phase)s”.") % {"service": service, "phase": where}


def _remember(request: HttpRequest, study: Study, moved: Moved) -> None:
    """JSON knows no numbers as names."""
    steps = [[pk, *place, *moved.after.get(pk, place)] for pk, place in moved.before.items()]
    request.session[LAST] = {"study": study.pk, "steps": steps, "made": moved.made}


def _remembered(request: HttpRequest, study: Study) -> Moved | None:
    last = request.session.get(LAST, {})
    if last.get("study") != study.pk:
        return None
    before = {pk: (phase, order) for pk, phase, order, _then, _place in last["steps"]}
    after = {pk: (phase, order) for pk, _was, _place, phase, order in last["steps"]}
    return Moved(before, after, last["made"])


@require_POST
@study_view("kb.edit_study")
def back(request: HttpRequest, study: Study) -> HttpResponse:
    """The last step of this person undone, but for what others moved since."""
    last = _remembered(request, study)
    if last is None:
        return page(request, study, wrong=_("There is nothing to undo."))
    stayed = move_back(study=study, moved=last, by=request.user)
    del request.session[LAST]
    said = _("Undone.")
    if stayed:
        names = ", ".join(str(service) for service in stayed)
        said = _("Undone, but for what somebody else moved since: %(names)s.") % {"names": names}
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, study, said=said)
    messages.success(request, said)
    return redirect("kb:roadmap", slug=study.slug)


@study_view("kb.edit_study")
def propose(request: HttpRequest, study: Study) -> HttpResponse:
    """What a policy-neutral start would look like; nothing moves before somebody says so."""
    usual = proposal(study)
    chosen = TargetsForm(request.GET or None, study=study, usual=usual.targets)
    proposed = proposal(study, chosen.targets) if chosen.is_valid() else usual
    form = ProposalForm(sent(request), proposed=proposed)
    known = {"study": study, "by": request.user}
    moved = None
    if request.method == "POST":
        moved = form.run(lambda: plan_services(stages=form.stages, **known))
    if moved is None:
        context = {"proposal": proposed, "form": form, "chosen": chosen, "has_phases": study.phases.exists()}
        return render(request, "kb/roadmap/proposal.html", context, status=status_of(form))
    _remember(request, study, moved)
    n = len(form.cleaned_data["services"])
    said = ngettext("%(n)s service is planned.", "%(n)s services are planned.", n) % {"n": n}
    messages.success(request, said)
    return redirect("kb:roadmap", slug=study.slug)
