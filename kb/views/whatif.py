from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.scenarios import change_scenario, copy_scenario, create_scenario, delete_scenario
from kb.forms.reading import ReadingForm, reading_form
from kb.forms.whatif import NewScenarioForm, ScenarioForm, StepForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.plans import planned
from kb.insight.plans.choices import choices
from kb.insight.plans.crossings import crossings
from kb.insight.plans.doubts import doubts
from kb.insight.plans.starts import starts
from kb.insight.plans.whatif import Plan, clusters_then, clusters_today, plan, steps_of
from kb.insight.scenes import Scene, kept, scene
from kb.models import Scenario, Study
from kb.tables.paging import paged
from kb.tables.whatif import ChangedTable, ClusterTable, PlannedPairTable, figure_file, figure_rows
from kb.views.confirming import confirmed
from kb.views.files import table_file
from kb.views.inplace import sent, status_of
from kb.views.parts import chips

READS_NO = ("scope", "source", "resolution", "include_incomplete")
STARTS = 8


def seen(request: HttpRequest, study: Study) -> tuple[ReadingForm, Scene]:
    """Study, candidates and neighbours: whoever a scenario may speak of."""
    form = reading_form(request.GET, without=READS_NO)
    return form, scene(study, form.reading(scope="around", include_incomplete=True), timezone.localdate())


def named(study: Study, name: str) -> Scenario:
    return get_object_or_404(study.scenarios.select_related("made_by"), slug=name)


@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    """Everybody of the study sees the scenarios; who writes in it adds one."""
    today = timezone.localdate()
    if request.method != "POST":
        return _list(request, study, NewScenarioForm(initial=_asked(request), study=study, today=today))
    if not request.user.has_perm("kb.edit_study", study):
        raise PermissionDenied
    form = NewScenarioForm(request.POST, study=study, today=today)
    known = {"study": study, "by": request.user}
    made = form.run(lambda: create_scenario(title=form.cleaned_data["title"], first=form.step, **known))
    if made:
        messages.success(request, _("The scenario is saved. Today’s facts stay as they are."))
        return redirect(made)
    return _list(request, study, form)


def _list(request: HttpRequest, study: Study, form: NewScenarioForm) -> HttpResponse:
    _form, view = seen(request, study)
    extend, leave = starts(view)
    context = {
        "scenarios": study.scenarios.annotate(n=Count("changes")).select_related("made_by"),
        "form": form,
        "members": [pk for pk in view.study if pk in view.names],
        "extend": extend[:STARTS],
        "more": len(extend) - STARTS,
        "leave": leave[:STARTS],
    }
    return render(request, "kb/whatif/list.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """A starting point that was chosen, typed into the form."""
    given = {name: request.GET[name] for name in ("title", "kind", "agreement") if name in request.GET}
    return given | {"municipalities": request.GET.getlist("municipality")}


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    scenario = named(study, name)
    return page(request, study, scenario, StepForm(study=study, today=timezone.localdate()))


def page(request: HttpRequest, study: Study, scenario: Scenario, form: StepForm) -> HttpResponse:
    """The scenario beside today, with ``form`` for its next step."""
    filters, view = seen(request, study)
    found = plan(view, scenario)
    pairs, changed = PlannedPairTable.of(found, view.names), ChangedTable.of(found, view)
    for table in (pairs, changed):
        paged(request, table, 15)
    asked = choices(scenario, found)
    context = {
        "subject": scenario,
        "scenario": scenario,
        "plan": found,
        "doubts": doubts(found, view.reading.on or timezone.localdate()),
        "view": view,
        "steps": steps_of(scenario, found),
        "choices": asked,
        "figures": figure_rows(found, asked),
        "pairs": pairs,
        "changed": changed,
        "filters": filters,
        "chips": chips(request, filters),
        "form": form,
        "query": request.GET.urlencode(),
    }
    return render(request, "kb/whatif/show.html", context, status=status_of(form))


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, name: str, table: str, form: str) -> HttpResponse:
    """A table of the scenario, as its page is filtered."""
    scenario = named(study, name)
    _form, view = seen(request, study)
    found = plan(view, scenario)
    if table == "figures":
        return table_file(
            *figure_file(figure_rows(found, choices(scenario, found))), form, f"{name}-{table}", table
        )
    made = {"changed": ChangedTable.of(found, view), "pairs": PlannedPairTable.of(found, view.names)}
    if table not in made:
        raise Http404
    heads, *rows = made[table].as_values()
    return table_file(heads, rows, form, f"{name}-{table}", table)


@require_safe
@study_view()
def pictures(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Clusters of both situations, and borders; asked for by the page itself, because they take a moment."""
    scenario = named(study, name)
    _form, view = seen(request, study)
    found = plan(view, scenario)
    sides = [_drawn(view, found, scenario, then=then) for then in (False, True)]
    for side in sides:
        paged(request, side["table"], 15)
    crossing = crossings(study, scenario, view.reading.on, timezone.localdate())
    context = {"scenario": scenario, "sides": sides, "crossing": crossing}
    part = "_pictures" if request.htmx else "pictures"  # type: ignore[attr-defined]
    return render(request, f"kb/whatif/{part}.html", context)


def _drawn(view: Scene, found: Plan, scenario: Scenario, *, then: bool) -> dict[str, Any]:
    side = clusters_then(view, scenario) if then else clusters_today(view)
    heirs = found.after.heirs if then else {pk: pk for pk in found.after.heirs}
    name = "then" if then else "today"
    key = f"{view.key}:{scenario.pk}:{name}:{get_language()}"
    drawn = kept(
        "whatif-figure",
        key,
        view.version,
        lambda: drawings.figure(planned.drawing(side, heirs, scenario, then=then)),
    )
    return {"name": name, "drawn": drawn, "side": side, "table": ClusterTable.of(side, f"{name}-")}


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    scenario = named(study, name)
    form = ScenarioForm(sent(request), instance=scenario)
    if request.method == "POST" and form.run(change_scenario, scenario=scenario, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(scenario)
    context = {"subject": scenario, "scenario": scenario, "form": form}
    return render(request, "kb/whatif/edit.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def copy(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    made = copy_scenario(scenario=named(study, name), by=request.user)
    messages.success(request, _("Copied, with its steps and choices."))
    return redirect(made)


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    scenario = named(study, name)
    page = {
        "title": _("Delete this scenario?"),
        "text": _("“%(scenario)s” and the choices made in it. This cannot be undone.")
        % {"scenario": scenario},
        "submit": _("Delete the scenario"),
    }
    said = _("Deleted: %(scenario)s.") % {"scenario": scenario}
    back = reverse("kb:scenarios", args=[study.slug])
    act = partial(delete_scenario, scenario=scenario)
    return confirmed(request, scenario, act, said=said, back=back, page=page)
