"""The list of choices of a merger: what competes, what stays, and what follows."""

from __future__ import annotations

import csv
import io
import re

import pytest

from kb.actions.scenarios import add_step
from kb.models import Agreement, Choice, DataVersion, Membership, Municipality
from tests.kb.views.test_whatif import SEVEN, merger, owner, theme

__all__ = ["merger", "owner"]  # fixtures
pytestmark = pytest.mark.django_db


def at(merger, theme):
    """Where what stays in this theme is chosen, under the first merger of the scenario."""
    return f"{merger.get_absolute_url()}choices/{merger.changes.first().pk}/{theme.pk}/"


def test_the_seven_themes_of_a_merger_of_the_three(owner, merger):
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    assert [question.theme.code for question in found.questions] == SEVEN
    assert (found.decided, found.n, found.loose) == (0, 7, 0)


def test_who_is_in_what_and_how_a_member_leaves(owner, merger):
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    zones = next(one for one in found.questions if one.theme.code == "eerstelijnszones")
    assert {rival.agreement.name: rival.members for rival in zones.rivals} == {
        "MidWestLim": ["Halen", "Lummen"],
        "Herkenrode": ["Herk-de-Stad"],
    }
    assert {rival.leaving for rival in zones.rivals} == {zones.rivals[0].agreement.legal_form.leaving}
    assert "voorkeur" in zones.rivals[0].leaving
    body = owner.get(f"{merger.get_absolute_url()}choices/").content.decode()
    assert "Draaiboek fusies" in body


def test_who_is_silent_in_a_theme_is_asked_first(owner, merger):
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    silent = {question.theme.code: question.silent for question in found.questions if question.silent}
    assert silent == {"onroerend-erfgoed": ["Herk-de-Stad"], "uitpas": ["Halen"]}


def test_choosing_one_is_saved_at_once_and_says_what_follows(owner, merger):
    heritage, kept = (
        theme("onroerend-erfgoed"),
        Agreement.objects.get(code="onroerend-erfgoed-lage-kempen"),
    )
    address = at(merger, heritage)
    part = owner.post(address, {"outcome": kept.pk, "note": "met Herk"}, headers={"HX-Request": "true"})
    assert part.headers["HX-Trigger"] == "choices-changed"
    question = part.context["question"]
    assert [(one.leaves, one.who) for one in question.consequences] == [(False, ["Herk-de-Stad"])]
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    assert (found.decided, found.questions[0].choice.note) == (1, "met Herk")


@pytest.mark.parametrize(
    ("outcome", "follows"),
    [
        ("none", [(True, ["Halen", "Lummen"]), (True, ["Herk-de-Stad"])]),
        ("all", [(False, ["Herk-de-Stad"]), (False, ["Halen", "Lummen"])]),
    ],
)
def test_all_may_stay_and_none(owner, merger, outcome, follows):
    landscapes = theme("regionale-landschappen")
    owner.post(at(merger, landscapes), {"outcome": outcome})
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    question = next(one for one in found.questions if one.theme == landscapes)
    assert sorted((one.leaves, one.who) for one in question.consequences) == sorted(follows)


def test_without_javascript_it_leads_back_to_the_theme(owner, merger):
    answer = owner.post(at(merger, theme("uitpas")), {"outcome": "none"})
    place = f"theme-{merger.changes.get().pk}-{theme('uitpas').pk}"
    assert answer["Location"] == f"{merger.get_absolute_url()}choices/#{place}"
    assert f'id="{place}"' in owner.get(f"{merger.get_absolute_url()}choices/").text


def test_two_people_do_not_overwrite_each_other(owner, client_of, merger):
    address = at(merger, theme("uitpas"))
    owner.post(address, {"outcome": "none", "version": "0"})
    late = client_of("editor").post(address, {"outcome": "open", "version": "0"})
    assert late.status_code == 422
    assert Choice.objects.get().outcome == "none"
    again = {"outcome": "open", "version": Choice.objects.get().history.first().history_id}
    assert client_of("editor").post(address, again).status_code == 302


def test_what_does_not_compete_cannot_be_chosen(owner, merger):
    address = at(merger, theme("uitpas"))
    cipal = Agreement.objects.get(name="Cipal")
    assert owner.post(address, {"outcome": cipal.pk}).status_code == 422
    aligned = at(merger, theme("hr-ict"))
    assert owner.post(aligned, {"outcome": "none"}).status_code == 404


def test_a_choice_for_an_agreement_that_left_the_theme_asks_again(owner, merger):
    kept = Agreement.objects.get(code="1-gezin-1-plan-1sgezind")
    family = theme("1-gezin-1-plan")
    owner.post(at(merger, family), {"outcome": kept.pk})
    kept.memberships.all().delete()
    DataVersion.raise_it()
    found = owner.get(f"{merger.get_absolute_url()}choices/").context["choices"]
    question = next(one for one in found.questions if one.theme == family)
    assert (question.stale, question.decided, found.decided) == (True, False, 0)


def test_agreements_without_a_theme_are_listed_apart_and_mandatory_ones_marked(owner, merger):
    zone = Agreement.objects.create(code="zone", name="Een zone", obligation="mandatory")
    Membership.objects.create(agreement=zone, municipality=Municipality.objects.get(nis="71020"))
    DataVersion.raise_it()
    page = owner.get(f"{merger.get_absolute_url()}choices/")
    (rival,) = page.context["choices"].mergers[0].loose
    assert (rival.agreement, rival.members, rival.by_law) == (zone, ["Halen"], True)
    assert rival.earliest is None


def test_the_list_as_a_file(owner, merger):
    kept = Agreement.objects.get(code="uitpas-herk-de-stad-lummen")
    owner.post(at(merger, theme("uitpas")), {"outcome": kept.pk})
    body = owner.get(f"{merger.get_absolute_url()}choices/export.csv").content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(body), delimiter=";"))
    assert len(found) == 1 + 13
    assert found[2][:6] == [
        "Halen + Herk-de-Stad + Lummen",
        "Erfgoed, cultuur, vrije tijd en jeugd",
        "UiTPAS-regio's",
        "Herk-de-Stad & Lummen",
        "Herk-de-Stad, Lummen",
        "Halen",
    ]
    assert owner.get(f"{merger.get_absolute_url()}choices/export.docx").status_code == 404


def test_a_scenario_without_a_merger_has_nothing_to_choose(owner, merger):
    merger.changes.all().delete()
    DataVersion.raise_it()
    page = owner.get(f"{merger.get_absolute_url()}choices/")
    assert (page.context["choices"].n, page.context["mergers"]) == (0, [])


@pytest.fixture
def again(cast, merger):
    """Halen and Herk-de-Stad become Halerk, which merges with Lummen: the zones are asked of both."""
    step = merger.changes.get()
    step.name = "Halerk"
    step.save()
    step.municipalities.set(Municipality.objects.filter(nis__in=["71020", "71024"]))
    more = {"kind": "merge", "agreement": None, "name": "Drieland"}
    third = Municipality.objects.filter(nis__in=["71020", "71037"])
    add_step(scenario=merger, step=more | {"municipalities": third}, by=cast["owner"])
    return merger


def test_every_merger_keeps_its_name_and_names_what_it_is_made_of(owner, again):
    found = owner.get(f"{again.get_absolute_url()}choices/").context["choices"]
    assert [(asked.name, asked.parts) for asked in found.mergers] == [
        ("Halerk", ["Halen", "Herk-de-Stad"]),
        ("Drieland", ["Halerk", "Lummen"]),
    ]
    body = owner.get(f"{again.get_absolute_url()}choices/export.csv").content.decode("utf-8-sig")
    named = {row[0] for row in list(csv.reader(io.StringIO(body), delimiter=";"))[1:]}
    assert named == {"Halerk", "Drieland"}


def test_two_mergers_of_one_scenario_choose_apart_in_one_theme(owner, again):
    first, second = again.changes.all()
    zones = theme("eerstelijnszones")
    owner.post(at(again, zones), {"outcome": "all"})
    found = owner.get(f"{again.get_absolute_url()}choices/").context["choices"]
    asked = [one for one in found.questions if one.theme == zones]
    assert [(one.merger, one.decided) for one in asked] == [(first, True), (second, False)]
    owner.post(at(again, zones).replace(f"/{first.pk}/", f"/{second.pk}/"), {"outcome": "none"})
    assert sorted(Choice.objects.values_list("merger", "outcome")) == sorted(
        [(first.pk, "all"), (second.pk, "none")]
    )


def test_no_two_places_on_the_page_have_one_name(owner, again):
    ids = re.findall(r' id="([^"]+)"', owner.get(f"{again.get_absolute_url()}choices/").text)
    assert sorted(ids) == sorted(set(ids))
