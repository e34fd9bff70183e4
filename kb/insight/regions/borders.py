"""Which agreements cross the border of a reference region, and what the rule asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from django.db.models import Exists, OuterRef, Prefetch, Q

from kb.analysis.reading import Reading
from kb.analysis.regions import alignment
from kb.insight.regions import doubts
from kb.insight.scenes import Scene, in_scope, kept, scene
from kb.models import (
    Exemption,
    LegalForm,
    Membership,
    Municipality,
    Rule,
    RuleException,
    Study,
)

RULE = "regiodecreet"
CROSSES = ("mend", "exempted", "form_unknown", "not_covered")


@dataclass(frozen=True)
class Borders:
    """``rows``: an agreement each; ``pairs``: an agreement and a region in which it has members each.

    ``ours`` says of a row that a studied municipality is a member.
    """

    rows: pd.DataFrame
    pairs: pd.DataFrame
    unplaced: int

    def count(self, status: str) -> int:
        """Of our own region-bound agreements."""
        return int((self.bound["status"] == status).sum())

    @property
    def bound(self) -> pd.DataFrame:
        return self.rows[self.rows["ours"] & self.rows["covered"]]

    @property
    def perhaps(self) -> int:
        """Of those to mend: for how many an exception may hold."""
        return int((self.bound["hint"] != "").sum())

    @property
    def everywhere(self) -> dict[str, int]:
        """Of all region-bound agreements that are known: how many, and how many cross."""
        covered = self.rows[self.rows["covered"]]
        return {"bound": len(covered), "crossing": int((covered["regions"] > 1).sum())}

    @property
    def unsure(self) -> int:
        return self.count("incomplete")

    @property
    def crossing(self) -> int:
        return int((self.bound["regions"] > 1).sum())


@dataclass(frozen=True)
class Partner:
    """A municipality that might join, and the studied ones with which an association would cross a border."""

    municipality: Municipality
    candidate: bool
    crosses: list[str]
    within: list[str]
    unknown: bool


def rule() -> Rule | None:
    exceptions = Prefetch("exceptions", RuleException.objects.select_related("source"))
    return Rule.objects.filter(code=RULE).select_related("source").prefetch_related(exceptions).first()


def legal_forms() -> list[LegalForm]:
    """All of them; ``covered`` by the rule or not."""
    covering = Rule.objects.filter(code=RULE, forms=OuterRef("pk"))
    return list(LegalForm.objects.annotate(covered=Exists(covering)))


def borders(study: Study, on: date | None, today: date, forms: Iterable[LegalForm]) -> tuple[Scene, Borders]:
    """Every agreement known on the day that is read, with all its confirmed members, wherever they lie."""
    view = scene(study, Reading(scope="all", on=on, include_incomplete=True), today)
    covered = {form.code for form in forms if form.covered}  # type: ignore[attr-defined]
    return view, kept("borders", view.key, view.version, lambda: _compute(view, covered))


def _compute(view: Scene, covered: set[str]) -> Borders:
    regions = view.municipalities["reference_region"]
    pairs = alignment.alignment(view.incidence, regions).rename(columns={"agreement": "id"})
    rows = alignment.homes(view.incidence, regions).rename(columns={"agreement": "id"})
    rows = rows.merge(view.agreements[["id", "code", "name", "form", "theme", "theme_name"]], on="id")
    rows["ours"] = rows["id"].isin(view.ties.loc[view.ties["municipality"].isin(view.study), "agreement"])
    rows["covered"] = rows["form"].isin(covered)
    home = rows.set_index("id")["home"]
    for name, said in (("elsewhere", _elsewhere(view, home)), ("by_region", _by_region(pairs, home))):
        rows[name] = [said.get(pk, "") for pk in rows["id"]]
    reasons = dict(Exemption.objects.filter(rule__code=RULE).values_list("agreement_id", "reason"))
    rows["reason"] = [reasons.get(pk, "") for pk in rows["id"]]
    rows["status"] = _status(view, rows)
    exceptions, against = doubts.possible_exceptions(RULE), doubts.disputed(view)
    rows["hint"] = [exceptions.get(theme, "") for theme in rows["theme"].where(rows["status"] == "mend", -1)]
    rows["disputed"] = [against.get(pk, 0) for pk in rows["id"]]
    pairs = pairs.merge(rows[["id", "code", "name", "form", "theme_name", "ours"]], on="id")
    return Borders(rows, pairs, int((regions == "").sum()))


def _status(view: Scene, rows: pd.DataFrame) -> pd.Series:
    """What the rule asks of each agreement; of what seems to stay within, whether we know it well enough."""
    unsure = view.unsure | _doubtful(view, rows)
    status = pd.Series("within", index=rows.index)
    status[rows["id"].isin(unsure) | (rows["unknown"] > 0)] = "incomplete"
    crosses = rows["regions"] > 1
    status[crosses] = "not_covered"
    status[crosses & (rows["form"] == "")] = "form_unknown"
    status[crosses & rows["covered"]] = "mend"
    status[crosses & rows["covered"] & (rows["reason"] != "")] = "exempted"
    return status


def _doubtful(view: Scene, rows: pd.DataFrame) -> set[int]:
    """Agreements with a tie to check outside their home: if it is right, they cross."""
    asked = Membership.objects.in_reading(Reading(on=view.reading.on, include_to_check=True))
    to_check = asked.filter(status=Membership.Status.TO_CHECK)
    ties = to_check.values_list("agreement_id", "municipality__reference_region__name")
    homes = dict(zip(rows["id"], rows["home"], strict=True))
    return {agreement for agreement, region in ties if agreement in homes and region != homes[agreement]}


def _elsewhere(view: Scene, home: pd.Series) -> dict[int, str]:
    """The members outside the home by name: ``Diest (Oost-Brabant), Ranst (Regio Antwerpen)``."""
    places = view.municipalities.set_index("id")[["name", "reference_region"]]
    placed = view.ties.join(places, on="municipality").join(home, on="agreement")
    placed = placed.rename(columns={"reference_region": "region"})
    outside = placed[(placed["region"] != "") & (placed["region"] != placed["home"])]
    outside = outside.sort_values(["agreement", "region", "name"])
    said = outside["name"].astype(str) + " (" + outside["region"].astype(str) + ")"
    return dict(said.groupby(outside["agreement"]).agg(", ".join))


def _by_region(pairs: pd.DataFrame, home: pd.Series) -> dict[int, str]:
    """The regions outside the home with their members: ``Kempen 26, Oost-Brabant 1``, most first."""
    outside = pairs[pairs["region"] != pairs["id"].map(home)]
    outside = outside.sort_values(["id", "inside", "region"], ascending=[True, False, True])
    said = outside["region"].astype(str) + " " + outside["inside"].astype(str)
    return dict(said.groupby(outside["id"]).agg(", ".join))


def partners(study: Study, view: Scene) -> list[Partner]:
    """Candidates first, then other neighbours: what a region-bound association with them would do."""
    here = Q(municipality=OuterRef("pk")) | Q(municipality__successors=OuterRef("pk"))
    around = in_scope(study, "around").on(view.reading.on).exclude(pk__in=view.study)
    named = around.annotate(named=Exists(study.candidates.filter(here)))
    found = named.select_related("province", "reference_region").prefetch_related("successors").in_order()
    ours = view.municipalities[view.municipalities["id"].isin(view.study)]
    mine = list(zip(ours["name"], ours["reference_region"], strict=True))
    every = [_partner(row, row.named, mine) for row in found]
    return sorted(every, key=lambda one: not one.candidate)


def _partner(row: Municipality, candidate: bool, mine: list[tuple[str, str]]) -> Partner:
    region = row.reference_region.name if row.reference_region else ""
    crosses = [name for name, of in mine if region and of and of != region]
    within = [name for name, of in mine if region and of == region]
    return Partner(row, candidate, crosses, within, not region)


def choose(rows: pd.DataFrame, wanted: dict[str, Any]) -> pd.DataFrame:
    """The rows that the filters of the page leave: whose, form, status (also ``crosses``), q."""
    if wanted.get("whose") != "all":
        rows = rows[rows["ours"]]
    if form := wanted.get("form"):
        rows = rows[rows["form"] == ("" if form == "unknown" else form)]
    if words := wanted.get("q"):
        rows = rows[rows["name"].str.contains(words, case=False, regex=False)]
    status = wanted.get("status")
    if status and "status" in rows:
        rows = rows[rows["status"].isin(CROSSES if status == "crosses" else (status,))]
    return rows
