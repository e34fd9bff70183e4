"""Where a study and a region stand on a growth path: a step counts only when something linked shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from kb.analysis.reading import Reading
from kb.analysis.regions.perimeter import perimeter
from kb.insight.scenes import Scene, kept, scene
from kb.models import Agreement, Evidence, Ladder, Region, Step, Study

SUGGESTIONS = 5
CHANGES = 20


@dataclass(frozen=True)
class Foot:
    """What one of the two has on one step."""

    evidence: list[Evidence]

    @property
    def state(self) -> str:
        """``shown`` by something linked, only ``said``, or ``open``: nothing is known."""
        if any(each.shows for each in self.evidence):
            return "shown"
        return "said" if self.evidence else "open"


@dataclass(frozen=True)
class Rung:
    step: Step
    study: Foot
    region: Foot


@dataclass(frozen=True)
class Position:
    """How many of ``total`` steps are shown, and said; ``next`` is the first that is not shown."""

    total: int
    shown: int
    said: int
    next: Step | None


@dataclass(frozen=True)
class Change:
    when: datetime
    who: Any
    act: str
    step: str
    what: str


def ladder_of(region: Region | None) -> Ladder | None:
    """The growth path that the region followed; without a region the first there is."""
    if region is not None and region.ladder is not None:
        return region.ladder
    return Ladder.objects.first()


def of_parties(study: Study, region: Region | None) -> QuerySet[Evidence]:
    """What is written down for the two, and for nobody else."""
    return Evidence.objects.filter(Q(study=study) | Q(region=region, region__isnull=False))


def climbed(ladder: Ladder, study: Study, region: Region | None) -> list[Rung]:
    found: dict[tuple[int, bool], list[Evidence]] = defaultdict(list)
    rows = of_parties(study, region).filter(step__ladder=ladder)
    for row in rows.select_related("step", "agreement__theme", "agreement__legal_form", "source"):
        found[row.step_id, row.study_id is not None].append(row)
    return [
        Rung(step, Foot(found[step.pk, True]), Foot(found[step.pk, False])) for step in ladder.steps.all()
    ]


def position(rungs: list[Rung], whose: str) -> Position:
    """``whose`` is ``study`` or ``region``."""
    states = [(rung.step, getattr(rung, whose).state) for rung in rungs]
    ahead = (step for step, state in states if state != "shown")
    said = [state for _step, state in states]
    return Position(len(states), said.count("shown"), said.count("said"), next(ahead, None))


def step_rows(rungs: list[Rung], study: Study, region: Region | None) -> list[list[str]]:
    """Step, who, state, agreement, note, source: a row a piece of evidence, one for a step without any."""
    rows = []
    for rung in rungs:
        for party, foot in ((study.title, rung.study), (region and region.name, rung.region)):
            if party:
                start = [str(rung.step), party, foot.state]
                rows += [[*start, *_written(each)] for each in foot.evidence] or [[*start, "", "", ""]]
    return rows


def _written(each: Evidence) -> list[str]:
    return [str(each.agreement or ""), each.note, str(each.source or "")]


def suggestions(study: Study, rungs: list[Rung], today: date) -> list[Agreement]:
    """Agreements of all municipalities of the study that show no step yet, those with fewest others first."""
    view = scene(study, Reading(scope="all", include_incomplete=True), today)
    common = kept("common", view.key, view.version, lambda: _common(view))
    used = {row.agreement_id for rung in rungs for row in rung.study.evidence}
    wanted = [pk for pk in common if pk not in used][:SUGGESTIONS]
    found = Agreement.objects.select_related("theme", "legal_form").in_bulk(wanted)
    return [found[pk] for pk in wanted]


def _common(view: Scene) -> list[int]:
    tables = perimeter(view.ties, view.municipalities, view.study).tables
    voluntary = view.agreements.set_index("id")["obligation"] == "voluntary"
    every = tables[tables["inside"] == len(view.study)]
    ranked = every.assign(voluntary=every["agreement"].map(voluntary)).sort_values(
        ["voluntary", "outside", "agreement"], ascending=[False, True, True]
    )
    return list(ranked["agreement"]) if view.study else []


def changes(study: Study, region: Region | None) -> list[Change]:
    """The latest changes of the evidence of both, newest first."""
    past: Any = Evidence.history  # type: ignore[attr-defined]
    mine = Q(study_id=study.pk) | Q(region_id=region.pk if region else None, region_id__isnull=False)
    rows = list(past.filter(mine).select_related("history_user")[:CHANGES])
    steps = Step.objects.in_bulk({row.step_id for row in rows})
    agreements = Agreement.objects.in_bulk({row.agreement_id for row in rows if row.agreement_id})
    return [
        Change(
            row.history_date,
            row.history_user,
            row.history_type,
            str(steps.get(row.step_id, "")),
            str(agreements.get(row.agreement_id) or row.note),
        )
        for row in rows
    ]
