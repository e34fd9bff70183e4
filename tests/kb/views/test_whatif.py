"""What if: a scenario beside today, and writing one."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.scenarios import add_step, create_scenario
from kb.models import Agreement, Choice, DataVersion, Membership, Municipality, Scenario, Study, Theme

pytestmark = pytest.mark.django_db

LIST = "/studies/halen-herk-lummen/what-if/"
SEVEN = [
    "onroerend-erfgoed",
    "uitpas",
    "regionale-landschappen",
    "1-gezin-1-plan",
    "eerstelijnszones",
    "huisvestingsmaatschappijen",
    "verhuurkantoren",
]


@pytest.fixture
def owner(client_of) -> Client:
    return client_of("owner")


@pytest.fixture
def merger(cast) -> Scenario:
    """The merger of the three that the demo brings."""
    return Scenario.objects.get(slug="fusie-van-de-drie")


def extend_uitpas(scenario: Scenario, by) -> None:
    step = {
        "kind": "join",
        "agreement": Agreement.objects.get(code="uitpas-herk-de-stad-lummen"),
        "municipalities": Municipality.objects.filter(nis="71020"),
        "name": "",
    }
    add_step(scenario=scenario, step=step, by=by)


def theme(code: str) -> Theme:
    return Theme.objects.get(code=code)


class TestBesideToday:
    def test_the_merger_of_the_three_in_figures(self, owner, merger):
        page = owner.get(merger.get_absolute_url())
        plan = page.context["plan"]
        assert (plan.today.members, plan.then.members) == (3, 1)
        assert (plan.today.known, plan.today.shared_by_all, plan.today.divergent) == (32, 20, 7)
        assert (plan.then.known, plan.then.divergent) == (32, 0)
        assert [row.difference for row in page.context["figures"]] == ["−2", "0", "–", "+5,7", "–", "−7"]
        assert len(plan.changed) == 12
        assert plan.divergent == {theme(code).pk for code in SEVEN}

    def test_what_the_merger_leaves_open_stands_beside_what_it_ends(self, owner, merger):
        owner.cookies["django_language"] = "en"
        then = [row.then for row in owner.get(merger.get_absolute_url()).context["figures"]]
        assert then[4:] == ["one municipality: no pairs", "0 of 24; 7 choices open"]

    @pytest.mark.parametrize(("table", "n"), [("figures", 6), ("changed", 12), ("pairs", 3)])
    def test_every_table_leaves_as_a_file(self, owner, merger, table, n):
        body = owner.get(f"{merger.get_absolute_url()}{table}.csv").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(body), delimiter=";"))) == n + 1
        assert owner.get(f"{merger.get_absolute_url()}{table}.xlsx").status_code == 200
        assert owner.get(f"{merger.get_absolute_url()}nothing.csv").status_code == 404

    def test_a_merger_that_cannot_exist_is_said_and_not_refused(self, owner, merger):
        assert owner.get(merger.get_absolute_url()).context["doubts"] == []
        step, halen = merger.changes.get(), Municipality.objects.get(nis="71020")
        far = Municipality.objects.get(nis="13011")
        step.municipalities.set([halen, far])
        step.name = "lummen"
        step.save()
        for one in (halen, far):
            one.neighbours.set([Municipality.objects.get(nis="71037")])
        DataVersion.raise_it()
        (doubt,) = owner.get(merger.get_absolute_url()).context["doubts"]
        assert (doubt.name, doubt.apart, doubt.taken) == ("lummen", True, True)

    def test_extending_an_agreement_makes_its_theme_aligned(self, owner, cast, demo):
        page = owner.get(LIST)
        assert any(start.municipality for start in page.context["extend"])
        made = create_scenario(
            study=demo,
            title="UiTPAS",
            first={
                "kind": "join",
                "agreement": Agreement.objects.get(code="uitpas-herk-de-stad-lummen"),
                "municipalities": Municipality.objects.filter(nis="71020"),
                "name": "",
            },
            by=cast["owner"],
        )
        plan = owner.get(made.get_absolute_url()).context["plan"]
        assert (plan.today.shared_by_all, plan.then.shared_by_all) == (20, 21)
        assert (plan.today.divergent, plan.then.divergent) == (7, 6)
        assert plan.pairs[["shared", "shared_after"]].sum().tolist() == [67, 69]
        assert (plan.pairs["differ"] - plan.pairs["differ_after"]).sum() == 2  # Halen with either

    def test_a_step_after_the_merger_is_said_to_change_nothing_and_moves_up(self, owner, cast, merger):
        extend_uitpas(merger, cast["owner"])
        page = owner.get(merger.get_absolute_url())
        assert [idle for _step, idle in page.context["steps"]] == ["", "merged"]
        last = merger.changes.last()
        owner.post(f"{merger.get_absolute_url()}steps/{last.pk}/move/", {"places": "-1"})
        page = owner.get(merger.get_absolute_url())
        assert [(step.kind, idle) for step, idle in page.context["steps"]] == [("join", ""), ("merge", "")]
        assert page.context["choices"].n == 6

    def test_a_filter_that_leaves_an_agreement_out_says_so(self, owner, cast, merger):
        extend_uitpas(merger, cast["owner"])
        page = owner.get(merger.get_absolute_url(), {"domain": "wonen"})
        assert [idle for _step, idle in page.context["steps"]] == ["", "outside"]
        assert {question.theme.code for question in page.context["choices"].questions} == set(SEVEN[5:])

    def test_new_facts_reach_the_scenario_at_once(self, owner, merger):
        assert owner.get(merger.get_absolute_url()).context["choices"].n == 7
        Membership.objects.create(
            agreement=Agreement.objects.get(code="uitpas-herk-de-stad-lummen"),
            municipality=Municipality.objects.get(nis="71020"),
        )
        DataVersion.raise_it()
        assert owner.get(merger.get_absolute_url()).context["choices"].n == 6

    def test_the_pictures_come_later_and_number_the_merged_once(self, owner, merger):
        page = owner.get(f"{merger.get_absolute_url()}pictures/")
        today, then = page.context["sides"]
        assert len(today["side"].nodes) - len(then["side"].nodes) == 2
        new = then["side"].nodes.set_index("id").loc[-1]
        assert (new["name"], new["n"]) == ("Halen + Herk-de-Stad + Lummen", 32)
        assert page.context["crossing"].new == []
        part = owner.get(f"{merger.get_absolute_url()}pictures/", headers={"HX-Request": "true"})
        assert part.content.strip().startswith(b"<section")


class TestWriting:
    def test_a_starting_point_fills_in_the_form_and_saves_nothing(self, owner, demo):
        halen = Municipality.objects.get(nis="71020")
        page = owner.get(LIST, {"kind": "merge", "municipality": [halen.pk], "title": "Samen"})
        assert page.context["form"]["title"].value() == "Samen"
        assert page.context["form"]["municipalities"].value() == [str(halen.pk)]
        assert Scenario.objects.count() == 1

    def test_a_new_scenario_with_its_first_step(self, owner, demo):
        ids = list(demo.municipalities.values_list("pk", flat=True))
        sent = {"title": "Samen sterk", "kind": "merge", "municipalities": ids, "name": "Drieland"}
        answer = owner.post(LIST, sent, follow=True)
        made = Scenario.objects.get(slug="samen-sterk")
        assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
        assert answer.context["plan"].names[-1] == "Drieland"
        assert made.made_by.username == "owner"

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"kind": "merge", "municipalities": 1}, "municipalities"),
            ({"kind": "join", "municipalities": 1}, "agreement"),
            ({"kind": "other", "municipalities": 1}, "kind"),
            ({"kind": "merge", "municipalities": 0}, "municipalities"),
        ],
    )
    def test_what_cannot_be_carried_out_is_refused_and_kept(self, owner, demo, merger, sent, field):
        some = list(demo.municipalities.values_list("pk", flat=True))[: sent["municipalities"]]
        page = owner.post(f"{merger.get_absolute_url()}steps/", sent | {"municipalities": some})
        assert page.status_code == 422
        assert set(page.context["form"].errors) == {field}
        assert merger.changes.count() == 1

    def test_an_agreement_outside_the_study_is_found_by_its_name(self, owner, demo, merger):
        about = theme("uitpas")
        far = Agreement.objects.create(code="ver", name="Lage Kempen", theme=about, status="active")
        loose = Agreement.objects.create(code="los", name="Lage Kempen", status="active")
        some = list(demo.municipalities.values_list("pk", flat=True))[:1]
        assert f'value="Lage Kempen ({about})"' in owner.get(LIST).text.replace("&#x27;", "'")
        address, sent = f"{merger.get_absolute_url()}steps/", {"kind": "join", "municipalities": some}
        assert owner.post(address, sent | {"other": f"Lage Kempen ({about})"}).status_code == 302
        assert owner.post(address, sent | {"other": "Lage Kempen"}).status_code == 302
        assert [step.agreement for step in merger.changes.all()][1:] == [far, loose]
        refused = owner.post(address, sent | {"other": "Nergens"})
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"other"})

    def test_the_same_form_sent_twice_makes_one_scenario(self, owner, demo):
        ids = list(demo.municipalities.values_list("pk", flat=True))
        sent = {"title": "Samen sterk", "kind": "merge", "municipalities": ids}
        assert [owner.post(LIST, sent).status_code for _time in range(2)] == [302, 422]
        assert Scenario.objects.filter(title="Samen sterk").count() == 1

    def test_a_step_of_another_study_is_not_found(self, owner, cast, merger):
        other = Study.objects.create(slug="ander", title="Ander")
        foreign = create_scenario(
            study=other,
            title="Vreemd",
            first={"kind": "merge", "agreement": None, "name": "", "municipalities": []},
            by=cast["owner"],
        )
        step = foreign.changes.get()
        assert owner.post(f"{merger.get_absolute_url()}steps/{step.pk}/remove/").status_code == 404
        assert owner.get(f"{LIST}{foreign.slug}/").status_code == 404

    def test_renaming_keeps_the_address_and_notices_another_writer(self, owner, merger):
        merger.save()
        shown = owner.get(f"{merger.get_absolute_url()}edit/").context["form"]
        seen = {"version": shown["version"].value(), "note": ""}
        assert (
            owner.post(f"{merger.get_absolute_url()}edit/", seen | {"title": "Eén gemeente"}).status_code
            == 302
        )
        late = owner.post(f"{merger.get_absolute_url()}edit/", seen | {"title": "Anders"})
        assert late.status_code == 422
        merger.refresh_from_db()
        assert (merger.slug, merger.title) == ("fusie-van-de-drie", "Eén gemeente")

    def test_a_copy_has_steps_and_choices_of_its_own(self, owner, cast, merger):
        extend_uitpas(merger, cast["owner"])
        step, rentals = merger.changes.first(), theme("verhuurkantoren")
        owner.post(f"{merger.get_absolute_url()}choices/{step.pk}/{rentals.pk}/", {"outcome": "none"})
        copy = Scenario.objects.get(pk=self.copied(owner, merger))
        assert [step.kind for step in copy.changes.all()] == ["merge", "join"]
        assert copy.changes.first().municipalities.count() == 3
        assert Choice.objects.get(merger__scenario=copy).outcome == "none"
        copy.changes.all().delete()
        assert merger.changes.count() == 2

    def copied(self, owner, merger) -> int:
        owner.post(f"{merger.get_absolute_url()}copy/")
        return Scenario.objects.exclude(pk=merger.pk).get().pk

    def test_deleting_asks_first(self, owner, merger):
        merger.save()
        page = owner.get(f"{merger.get_absolute_url()}delete/")
        seen = page.context["form"]["version"].value()
        assert Scenario.objects.count() == 1
        owner.post(f"{merger.get_absolute_url()}delete/", {"version": seen})
        assert Scenario.objects.count() == 0

    def test_readers_read_and_are_offered_nothing_to_write(self, client_of, merger):
        reader = client_of("reader")
        for address in ("", merger.get_absolute_url(), f"{merger.get_absolute_url()}choices/"):
            body = reader.get(address or LIST).content.decode()
            assert 'method="post" action="/studies' not in body
        assert reader.post(LIST, {}).status_code == 403


def queries(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("part", ["", "choices/", "pictures/", "choices/export.csv", "../"])
def test_queries_do_not_grow_with_rows(owner, merger, part):
    address = f"{merger.get_absolute_url()}{part}" if part != "../" else LIST
    owner.get(address)
    few = queries(owner, address)
    agreements = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(100)
    )
    members = Municipality.objects.filter(nis__in=["71020", "71024"])
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=one) for agreement in agreements for one in members
    )
    DataVersion.raise_it()
    assert queries(owner, address) == few
    assert few <= 40  # once: what is kept until the data change
