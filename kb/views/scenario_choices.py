from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kb.actions.scenarios import choose
from kb.actions.versions import version_of
from kb.forms.whatif import ChoiceForm
from kb.guards import study_view
from kb.insight.plans.choices import Choices, choices, question
from kb.insight.plans.whatif import plan
from kb.models import Choice, Scenario, Study
from kb.tables.choices import choice_rows
from kb.views.files import table_file
from kb.views.inplace import REFUSED, part_after
from kb.views.whatif import named, seen

CHANGED = "choices-changed"
PART = "kb/whatif/_question.html"


def _found(request: HttpRequest, study: Study, name: str) -> tuple[Scenario, Choices]:
    scenario = named(study, name)
    _form, view = seen(request, study)
    return scenario, choices(scenario, plan(view, scenario))


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    scenario, found = _found(request, study, name)
    return _page(request, scenario, found)


def _page(
    request: HttpRequest, scenario: Scenario, found: Choices, given: ChoiceForm | None = None
) -> HttpResponse:
    """The whole list; ``given`` is a form that was refused and keeps what was typed."""
    made = [one.choice.pk for one in found.questions if one.choice]
    latest = Choice.history.filter(id__in=made).order_by("history_id")  # type: ignore[attr-defined]
    versions = dict(latest.values_list("id", "history_id"))
    forms = {
        one.place: ChoiceForm(question=one, version=versions.get(one.choice.pk, 0) if one.choice else 0)
        for one in found.questions
    }
    if given is not None:
        forms[given.place] = given
    rows = [(asked, [(one, forms[one.place]) for one in asked.questions]) for asked in found.mergers]
    context = {
        "subject": scenario,
        "scenario": scenario,
        "choices": found,
        "mergers": rows,
        "query": request.GET.urlencode(),
    }
    return render(request, "kb/whatif/choices.html", context, status=REFUSED if given else 200)


@require_POST
@study_view("kb.edit_study")
def save(request: HttpRequest, study: Study, name: str, merger: int, theme: int) -> HttpResponse:
    scenario, found = _found(request, study, name)
    asked = question(found, merger, theme)
    if asked is None:
        raise Http404
    form = ChoiceForm(request.POST, question=asked)
    known = {"merger": asked.merger, "theme": asked.theme, "by": request.user}
    made = form.run(lambda: choose(values=form.values(), seen=form.cleaned_data["version"] or 0, **known))
    if not request.htmx:  # type: ignore[attr-defined]
        where = reverse("kb:scenario_choices", args=[study.slug, scenario.slug])
        return redirect(f"{where}#{asked.place}") if made else _page(request, scenario, found, form)
    context = {"scenario": scenario, "question": asked, "form": form}
    if made is None:
        return render(request, PART, context, status=REFUSED)
    asked.choice = made
    context["form"] = ChoiceForm(question=asked, version=version_of(made))
    return part_after(request, PART, context, CHANGED)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, name: str, form: str) -> HttpResponse:
    """The list of choices with the exit terms, for a note to the councils."""
    scenario, found = _found(request, study, name)
    return table_file(*choice_rows(found), form, f"{scenario.slug}-keuzes", "keuzes")
