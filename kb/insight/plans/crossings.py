"""Which agreements a scenario brings over the border of a reference region, or back within one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kb.analysis import graphs
from kb.analysis.plans import whatif
from kb.analysis.reading import Reading
from kb.analysis.regions import alignment
from kb.insight.plans.whatif import steps
from kb.insight.regions.borders import RULE
from kb.insight.scenes import Scene, kept, scene
from kb.models import Rule, Scenario, Study


@dataclass(frozen=True)
class Crossings:
    """Of the agreements of the study in a form that the rule covers: those that cross, by id and name.

    ``unplaced`` are new municipalities whose parts lie in different regions, so that theirs is not known;
    ``ruled`` says whether there is such a rule at all.
    """

    ruled: bool
    today: dict[int, str]
    then: dict[int, str]
    unplaced: tuple[str, ...]

    @property
    def new(self) -> list[str]:
        return sorted(name for pk, name in self.then.items() if pk not in self.today)

    @property
    def gone(self) -> list[str]:
        return sorted(name for pk, name in self.today.items() if pk not in self.then)


def crossings(study: Study, scenario: Scenario, on: date | None, today: date) -> Crossings:
    """Over all known members wherever they lie, with the steps of ``scenario`` carried out on them."""
    view = scene(study, Reading(scope="all", on=on, include_incomplete=True), today)
    key = f"{view.key}:{scenario.pk}"
    return kept("crossings", key, view.version, lambda: _crossings(view, scenario))


def _crossings(view: Scene, scenario: Scenario) -> Crossings:
    changes, _outside = steps(view, scenario)
    after = whatif.play(view.ties, view.municipalities, changes)
    group = {after.heirs[pk] for pk in view.study if pk in after.heirs}
    forms = list(Rule.objects.filter(code=RULE).values_list("forms__code", flat=True))
    bound = view.agreements[view.agreements["form"].isin(forms)].set_index("id")["name"]
    towns = after.municipalities
    unplaced = towns[(towns["id"] < 0) & (towns["reference_region"] == "")]["name"]
    return Crossings(
        bool(forms),
        _crossing(view.ties, view.municipalities, set(view.study), bound),
        _crossing(after.memberships, towns, group, bound),
        tuple(unplaced),
    )


def _crossing(ties: pd.DataFrame, towns: pd.DataFrame, group: set[int], bound: pd.Series) -> dict[int, str]:
    ours = ties.loc[ties["municipality"].isin(group), "agreement"]
    mine = ties[ties["agreement"].isin(ours) & ties["agreement"].isin(bound.index)]
    inc = graphs.incidence(mine, towns["id"])
    found = alignment.crossing(inc, towns["reference_region"])["agreement"]
    return {int(pk): bound[pk] for pk in found}
