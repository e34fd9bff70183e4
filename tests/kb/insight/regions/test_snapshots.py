"""Pictures of a source, a day, all sources and a plan, laid beside each other."""

from __future__ import annotations

from datetime import date

import pytest

from kb.insight.regions.snapshots import beside_recorded, compared
from kb.insight.regions.taking import Chosen, sources
from kb.models import (
    Agreement,
    Claim,
    DataVersion,
    Membership,
    Municipality,
    Scenario,
    ScenarioChange,
    Source,
    Study,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DECK, REGISTER, ALL = Chosen("source", "analyse-2022"), Chosen("source", "abb-register-2023"), Chosen("all")


def kinds(study: Study, then: Chosen, now: Chosen) -> dict[str, set[str]]:
    DataVersion.raise_it()
    rows = compared(study, then, now, TODAY).rows
    return {kind: set(part["name"]) for kind, part in rows.groupby("kind")}


def says(name: str, who: str, what: str) -> None:
    tie = Membership.objects.get(agreement__name=name, municipality__name=who)
    source = Source.objects.get(code="abb-register-2023")
    Claim.objects.create(membership=tie, source=source, says=what, recorded_at="2026-01-01T00:00Z")


def test_what_the_register_does_not_name_is_not_dropped(demo: Study) -> None:
    found = kinds(demo, DECK, REGISTER)
    assert found["same"] == {"Audio"}
    assert set(found) == {"same", "not_named"}


def test_a_list_that_denies_what_another_says_contradicts_it(demo: Study) -> None:
    says("Cipal", "Halen", "member")
    says("Cipal", "Lummen", "member")
    says("Cipal", "Herk-de-Stad", "not_member")
    says("Haspengouw & Voeren", "Herk-de-Stad", "not_member")
    both = {"Cipal", "Haspengouw & Voeren"}
    found = kinds(demo, DECK, REGISTER)
    assert (found["contradicted"], set(found)) == (both, {"contradicted", "same", "not_named"})
    assert kinds(demo, REGISTER, DECK)["contradicted"] == both


def test_a_list_that_denies_what_is_known_to_have_ended_narrows(demo: Study) -> None:
    for name, what in (("Halen", "member"), ("Lummen", "member"), ("Herk-de-Stad", "not_member")):
        says("Cipal", name, what)
    tie = Membership.objects.filter(agreement__name="Cipal", municipality__name="Herk-de-Stad")
    tie.update(until="2022-12-31")
    assert kinds(demo, DECK, REGISTER)["narrowed"] == {"Cipal"}
    assert kinds(demo, REGISTER, DECK)["widened"] == {"Cipal"}


def test_what_ended_is_said_to_have_ended(demo: Study) -> None:
    Agreement.objects.filter(name="Vooruitzien").update(status="ended", ended_on="2023-01-01")
    assert kinds(demo, DECK, ALL)["ended"] == {"Vooruitzien"}
    before = Chosen("on", on=date(2022, 12, 31))
    assert kinds(demo, before, ALL)["ended"] == {"Vooruitzien"}


def test_a_register_keeps_ended_bodies_out_of_its_picture(demo: Study) -> None:
    says("Vooruitzien", "Lummen", "member")
    Agreement.objects.filter(name="Vooruitzien").update(status="ended")
    assert kinds(demo, DECK, REGISTER)["ended"] == {"Vooruitzien"}


def test_a_tie_to_check_is_neither_held_nor_denied(demo: Study) -> None:
    assert kinds(demo, DECK, ALL)["not_named"] == {"Audio"}
    Membership.objects.filter(agreement__name="Audio").update(
        status="rejected", settled_at="2026-11-01T00:00Z"
    )
    assert kinds(demo, DECK, ALL)["dropped"] == {"Audio"}


def test_two_days_differ_by_the_dates_of_the_ties(demo: Study) -> None:
    Membership.objects.filter(agreement__name="Reling", municipality__name="Halen").update(until="2023-12-31")
    Membership.objects.filter(agreement__name="Nuhma", municipality__name="Halen").update(since="2024-01-01")
    then, now = Chosen("on", on=date(2022, 1, 1)), Chosen("on", on=date(2024, 6, 1))
    found = kinds(demo, then, now)
    assert (found["narrowed"], found["widened"]) == ({"Reling"}, {"Nuhma"})
    assert len(found["same"]) > 20
    pairs = compared(demo, then, now, TODAY).pairs.set_index(["a_name", "b_name"])
    assert pairs.loc[("Halen", "Lummen"), ["then", "now", "change"]].tolist() == [23, 23, 0]


def test_ties_without_dates_are_counted(demo: Study) -> None:
    Membership.objects.filter(agreement__name="Reling", municipality__name="Halen").update(until="2023-12-31")
    DataVersion.raise_it()
    found = compared(demo, Chosen("on", on=date(1990, 1, 1)), ALL, TODAY)
    assert found.ties - found.undated == 1


def test_a_plan_widens_what_a_third_partner_joins(demo: Study) -> None:
    scenario = Scenario.objects.create(study=demo, slug="derde", title="Met drie")
    agreement = Agreement.objects.get(name="Herk-de-Stad & Lummen")
    change = ScenarioChange.objects.create(scenario=scenario, kind="join", agreement=agreement)
    change.municipalities.set([Municipality.objects.get(name="Halen")])
    plan = Chosen("scenario", "derde")
    today = Chosen("on", on=date(2022, 12, 31))
    found = kinds(demo, today, plan)
    assert found["widened"] == {"Herk-de-Stad & Lummen"}
    assert set(found) == {"widened", "same"}


def test_what_a_merger_brings_holds_for_each_of_its_parts(demo: Study) -> None:
    scenario = Scenario.objects.create(study=demo, slug="fusie", title="Fusie")
    change = ScenarioChange.objects.create(scenario=scenario, kind="merge", name="Halen-Lummen")
    change.municipalities.set(Municipality.objects.filter(name__in=["Halen", "Lummen"]))
    found = kinds(demo, Chosen("on", on=date(2022, 12, 31)), Chosen("scenario", "fusie"))
    assert {"Herk-de-Stad & Lummen", "Kleine Landeigendom", "Vooruitzien"} <= found["widened"]
    assert set(found) == {"widened", "same"}


def test_counts_of_2012_stand_beside_with_their_shares(demo: Study) -> None:
    found = compared(demo, DECK, ALL, TODAY)
    rows = [(row.recorded.count, row.of, row.then, row.then_of) for row in beside_recorded(demo, found)]
    assert rows == [(51, 51, 27, None), (45, 51, 22, 27), (42, 51, 21, 27)]


def test_only_sources_that_speak_of_the_study_are_offered(demo: Study) -> None:
    assert [source.code for source in sources(demo)] == ["analyse-2022", "abb-register-2023"]
    lonely = Study.objects.create(slug="leeg", title="Leeg")
    assert sources(lonely) == []
    assert compared(lonely, ALL, ALL, TODAY).rows.empty
