"""What-if scenarios of a study: made, changed step by step, copied, and what the team chooses in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from kb.actions.base import action
from kb.actions.naming import save_under_free_name
from kb.actions.titles import free_slug, free_title, refuse_title
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Choice, Municipality, Scenario, ScenarioChange, Study, Theme


@action
def create_scenario(*, study: Study, title: str, first: Mapping[str, Any], by: Any) -> Scenario:
    """A scenario with its ``first`` step: kind, agreement, name, municipalities."""
    refuse_title(locked(study).scenarios, title)
    scenario = Scenario(study=study, title=title, made_by=by)
    save_under_free_name(scenario, "slug", lambda: free_slug(study.scenarios, title, "plan"))
    _append(scenario, **first)
    return scenario


@action
def change_scenario(*, scenario: Scenario, values: Mapping[str, Any], seen: int, by: Any) -> Scenario:
    if "title" in values:
        refuse_title(scenario.study.scenarios, values["title"], but=scenario)
    return write(scenario, values, seen=seen)


@action
def copy_scenario(*, scenario: Scenario, by: Any) -> Scenario:
    """The same steps and choices under a new name, to try something else beside it."""
    rows = scenario.study.scenarios
    title = free_title(rows, scenario.title)
    copy = Scenario(study=scenario.study, title=title, note=scenario.note, made_by=by)
    save_under_free_name(copy, "slug", lambda: free_slug(rows, title, "plan"))
    for step in scenario.changes.prefetch_related("municipalities", "choices"):
        known = {"kind": step.kind, "agreement": step.agreement, "name": step.name}
        made = _append(copy, municipalities=step.municipalities.all(), **known)
        for choice in step.choices.all():
            chosen = {name: getattr(choice, name) for name in ("theme_id", "outcome", "keeps_id", "note")}
            Choice.objects.create(merger=made, **chosen)
    return copy


@action
def delete_scenario(*, scenario: Scenario, by: Any, seen: int | None = None, reason: str = "") -> None:
    refuse_outdated(locked(scenario), seen)
    scenario.delete()


@action
def add_step(*, scenario: Scenario, step: Mapping[str, Any], by: Any) -> ScenarioChange:
    locked(scenario)
    return _append(scenario, **step)


def _append(
    scenario: Scenario, *, kind: str, agreement: Any, name: str, municipalities: Iterable[Municipality]
) -> ScenarioChange:
    last = scenario.changes.aggregate(last=Max("order"))["last"] or 0
    step = ScenarioChange(scenario=scenario, kind=kind, agreement=agreement, name=name, order=last + 1)
    step.full_clean()
    step.save()
    step.municipalities.set(municipalities)
    return step


@action
def remove_step(*, step: ScenarioChange, by: Any) -> None:
    step.delete()


@action
def move_step(*, step: ScenarioChange, places: int, by: Any) -> None:
    """Carry out ``step`` so many places later, or earlier where ``places`` is negative."""
    scenario = locked(step.scenario)
    steps = [row for row in scenario.changes.all() if row.pk != step.pk]
    at = [row.pk for row in scenario.changes.all()].index(step.pk)
    steps.insert(min(max(at + places, 0), len(steps)), step)
    for order, row in enumerate(steps, start=1):
        if row.order != order:
            row.order = order
            row.save()


@action
def choose(
    *, merger: ScenarioChange, theme: Theme, values: Mapping[str, Any], by: Any, seen: int | None = None
) -> Choice:
    """What the team would do in ``theme`` under this merger; ``values``: outcome, keeps, note."""
    locked(merger)  # two people who choose first at the same moment make one row, not two
    known = Choice.objects.filter(merger=merger, theme=theme).first()
    if known is not None:
        return write(known, values, seen=seen)
    choice = Choice(merger=merger, theme=theme, **values)
    choice.full_clean()
    choice.save()
    return choice
