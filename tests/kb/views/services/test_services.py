"""The catalogue of services: what a page says of them, and writing one."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.framework.arguments import add_argument
from kb.actions.services.services import add_service, change_service
from kb.actions.versions import version_of
from kb.models import Agreement, Capacity, Guideline, LegalForm, Service, Study, Theme

pytestmark = pytest.mark.django_db

LIST = "/studies/halen-herk-lummen/services/"
NEW = {"name": "Depot", "group": "support", "approach": "", "where": "", "version": "0"}


@pytest.fixture
def study(cast) -> Study:
    study = Study.objects.get(slug="halen-herk-lummen")
    study.services.all().delete()
    return study


@pytest.fixture
def owner(client_of, study) -> Client:
    browser = client_of("owner")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def add(study, cast):
    def added(name: str, group: str = "support", **values) -> Service:
        return add_service(study=study, values={"name": name, "group": group, **values}, by=cast["owner"])

    return added


def entries(page) -> dict[str, object]:
    return {entry.service.name: entry for entry in page.context["catalogue"].entries}


class TestCatalogue:
    def test_by_group_then_by_priority_and_what_is_not_judged_last(self, owner, add):
        add("Zorg", "person", potential=5)
        add("Bib", "person", neutrality=4, potential=2)
        add("Cultuur", "person", neutrality=4, potential=5)
        add("ICT", "support", neutrality=5)
        page = owner.get(LIST)
        assert [(row.service.name, row.priority) for row in page.context["catalogue"].entries] == [
            ("Cultuur", 2),
            ("Bib", 3),
            ("Zorg", None),
            ("ICT", 1),
        ]
        assert b"Policy-neutral and therefore first: ICT." in page.content

    def test_a_choice_beside_the_guideline(self, owner, add):
        Guideline.objects.filter(group="support").update(where="central")
        add("ICT", where="local"), add("HR", where="central"), add("Depot")
        page = owner.get(LIST)
        assert {name: entry.comparison for name, entry in entries(page).items()} == {
            "ICT": "differs",
            "HR": "same",
            "Depot": "undecided",
        }
        only = owner.get(LIST, {"differs": "on"})
        assert only.context["n"] == 1
        assert [len(group.entries) for group, _table in only.context["groups"]] == [1]

    def test_what_exists_in_its_themes_and_who_is_missing(self, owner, add):
        """UiTPAS of the inventory: Herk-de-Stad and Lummen take part, of Halen there is no evidence."""
        add("Cultuur", "person", themes=Theme.objects.filter(code="uitpas"))
        (one,) = entries(owner.get(LIST))["Cultuur"].existing
        assert one.agreement == Agreement.objects.get(code="uitpas-herk-de-stad-lummen")
        assert ([str(row) for row in one.absent], one.together, one.all, one.can_grow) == (
            ["Halen"],
            2,
            3,
            True,
        )

    def test_arguments_are_counted_by_sign(self, owner, add, study, cast):
        service = add("Bib", "person")
        for at, polarity in enumerate(["pro", "pro", "ambiguous", "risk"]):
            values = {"text": f"Reden {at}", "polarity": polarity, "services": [service]}
            add_argument(study=study, values=values, by=cast["owner"])
        counted = entries(owner.get(LIST))["Bib"].signs
        assert [(sign, n) for sign, _word, n in counted] == [("+", 2), ("±", 1), ("−", 1)]
        assert len(owner.get(service.get_absolute_url()).context["arguments"]) == 4

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"group": "land"}, {"Wegen"}),
            ({"approach": "none"}, {"ICT"}),
            ({"approach": "extend"}, {"Wegen"}),
            ({"q": "weg"}, {"Wegen"}),
            ({"phase": "null"}, {"Wegen", "ICT"}),
        ],
    )
    def test_filters_narrow_the_list_and_the_file(self, owner, add, asked, found):
        add("Wegen", "land", approach="extend"), add("ICT")
        body = owner.get(f"{LIST}export.csv", asked).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))
        assert {row["Service"] for row in rows} == found
        assert owner.get(LIST, asked).context["n"] == len(found)

    def test_a_name_that_is_a_formula_is_text_in_a_file(self, owner, add):
        add("=1+1")
        assert "\n" in (body := owner.get(f"{LIST}export.csv").content.decode())
        assert ";=1+1" not in body

    def test_queries_do_not_grow(self, owner, add, study):
        counted = []
        for n in (1, 6):
            for at in range(n):
                add(f"Dienst {n} {at}", "land", themes=Theme.objects.all()[:3], gains=Capacity.objects.all())
            owner.get(LIST)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                owner.get(LIST)
            counted.append(len(queries))
        assert counted[0] == counted[1] <= 20

    def test_nothing_yet_offers_the_standard_set(self, owner, study):
        page = owner.get(LIST)
        standard = page.context["adopting"]
        assert standard.n == Service.objects.filter(study=None).count()
        two = [row.pk for row in Service.objects.filter(study=None)[:2]]
        assert owner.post(f"{LIST}new/standard/", {"services": two}).status_code == 302
        assert study.services.count() == 2
        assert owner.post(f"{LIST}new/standard/", {"services": two}).status_code == 422

    def test_a_reader_sees_no_controls(self, client_of, add):
        service = add("ICT")
        for address in (LIST, service.get_absolute_url(), "/studies/halen-herk-lummen/roadmap/"):
            body = client_of("reader").get(address).content.decode()
            assert [word for word in ("/edit/", "/new/", 'name="phase" value') if word in body] == []


class TestWriting:
    def test_a_name_and_a_group_are_enough(self, owner, study):
        assert owner.post(f"{LIST}new/", NEW).url == f"{LIST}depot/"
        again = owner.post(f"{LIST}new/", NEW | {"name": "depot", "reason": "Mijn reden"})
        assert again.status_code == 422
        assert b"Mijn reden" in again.content

    def test_markup_is_text(self, owner, add):
        service = add("<script>alert(1)</script>", reason="<b>vet</b>")
        body = owner.get(service.get_absolute_url()).content
        assert (b"<script>alert" in body, b"<b>vet" in body) == (False, False)

    def test_a_reason_has_its_length(self, owner, add):
        service = add("Helpdesk")
        known = NEW | {"name": "Helpdesk", "version": version_of(service)}
        assert owner.post(f"{LIST}helpdesk/edit/", known | {"reason": "x" * 10_000}).status_code == 302
        refused = owner.post(f"{LIST}helpdesk/edit/", known | {"reason": "x" * 10_001})
        assert (refused.status_code, "x" * 10_001 in refused.content.decode()) == (422, True)

    def test_in_place_it_answers_with_the_facts(self, owner, add):
        service = add("Helpdesk")
        form = NEW | {"name": "Helpdesk", "where": "central", "version": version_of(service)}
        part = owner.post(f"{LIST}helpdesk/edit/", form, headers={"HX-Request": "true"})
        assert part.headers["HX-Trigger"] == "facts-changed"
        assert part.content.decode().lstrip().startswith('<section class="card" id="facts"')

    def test_two_people_at_once_lose_nothing(self, owner, add, cast):
        service = add("Helpdesk")
        seen = version_of(service)
        change_service(service=service, values={"reason": "Hun reden"}, seen=seen, by=cast["editor"])
        mine = NEW | {"name": "Helpdesk", "reason": "Mijn reden", "version": seen}
        refused = owner.post(f"{LIST}helpdesk/edit/", mine)
        assert refused.status_code == 422
        assert (b"Hun reden" in refused.content, b"Mijn reden" in refused.content) == (True, True)

    def test_deleted_and_brought_back(self, owner, add, study):
        service = add("Helpdesk")
        asked = {"version": version_of(service)}
        gone = owner.post(f"{LIST}helpdesk/delete/", asked, follow=True)
        assert gone.redirect_chain == [(f"{LIST}helpdesk/history/", 302)]
        version = gone.context["entries"][0].version
        found = owner.post(f"{LIST}helpdesk/history/{version}/", {"version": version})
        assert (found.status_code, study.services.get().name) == (302, "Helpdesk")

    def test_no_service_of_another_study(self, owner, add, study):
        add("Helpdesk")
        study.services.update(study=None)
        assert owner.get(f"{LIST}helpdesk/").status_code == 404


def test_only_forms_that_municipalities_choose_are_offered_and_the_one_it_has(owner, add):
    def offered(path: str) -> set[str]:
        choices = owner.get(path).context["form"].fields["form"].queryset
        return set(choices.values_list("code", flat=True))

    new = offered(f"{LIST}new/")
    assert {"projectvereniging", "welzijnsvereniging", "informeel"} <= new
    assert new.isdisjoint({"politiezone", "referentieregio", "gerechtelijk-arrondissement", "vervoerregio"})
    add("Bib", form=LegalForm.objects.get(code="vervoerregio"))
    assert offered(f"{LIST}bib/edit/") == new | {"vervoerregio"}
