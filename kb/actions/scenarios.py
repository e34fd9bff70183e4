"""What-if scenarios of a study: made, changed step by step, copied, and what the team chooses in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.naming import first_free, save_under_free_name
from kb.actions.versions import locked, refuse_outdated, write
from kb.models import Choice, Municipality, Scenario, ScenarioChange, Study, Theme


@action
def create_scenario(*, study: Study, title: str, first: Mapping[str, Any], by: Any) -> Scenario:
    """A scenario with its ``first`` step: kind, agreement, name, municipalities."""
    refuse_title(locked(study), title)
    scenario = Scenario(study=study, title=title, made_by=by)
    save_under_free_name(scenario, "slug", lambda: free_slug(study, title))
    _append(scenario, **first)
    return scenario


def refuse_title(study: Study, title: str, but: Scenario | None = None) -> None:
    """A scenario is known by its title: one of each in a study, whatever the capitals."""
    if not any(sign.isalnum() for sign in title):
        raise ValidationError(_("A title needs a letter or a number."))
    others = study.scenarios.exclude(pk=but.pk if but else None)
    if title.strip().casefold() in {known.casefold() for known in others.values_list("title", flat=True)}:
        raise ValidationError(_("A scenario of this name exists. Choose another name."))


def free_slug(study: Study, title: str) -> str:
    stem = slugify(title)[:70].strip("-") or "plan"
    return first_free(stem, set(study.scenarios.values_list("slug", flat=True)))


@action
def change_scenario(*, scenario: Scenario, values: Mapping[str, Any], seen: int, by: Any) -> Scenario:
    if "title" in values:
        refuse_title(scenario.study, values["title"], but=scenario)
    return write(scenario, values, seen=seen)


@action
def copy_scenario(*, scenario: Scenario, by: Any) -> Scenario:
    """The same steps and choices under a new name, to try something else beside it."""
    title = free_title(scenario)
    copy = Scenario(study=scenario.study, title=title, note=scenario.note, made_by=by)
    save_under_free_name(copy, "slug", lambda: free_slug(scenario.study, title))
    for step in scenario.changes.prefetch_related("municipalities", "choices"):
        known = {"kind": step.kind, "agreement": step.agreement, "name": step.name}
        made = _append(copy, municipalities=step.municipalities.all(), **known)
        for choice in step.choices.all():
            chosen = {name: getattr(choice, name) for name in ("theme_id", "outcome", "keeps_id", "note")}
            Choice.objects.create(merger=made, **chosen)
    return copy


def free_title(scenario: Scenario) -> str:
    taken = {title.casefold() for title in scenario.study.scenarios.values_list("title", flat=True)}
    stem = scenario.title[:145]
    first = _("%(title)s (copy)") % {"title": stem}
    numbered = (_("%(title)s (copy %(n)s)") % {"title": stem, "n": n} for n in count(2))
    return next(title for title in chain([first], numbered) if title.casefold() not in taken)


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
