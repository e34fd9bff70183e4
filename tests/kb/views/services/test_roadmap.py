"""The roadmap: a board that works without JavaScript, a timeline, and a proposal."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.services.roadmap import add_phase
from kb.actions.services.services import add_service
from kb.models import Phase, Service, Study

pytestmark = pytest.mark.django_db

ROAD = "/studies/halen-herk-lummen/roadmap/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def study(cast) -> Study:
    study = Study.objects.get(slug="halen-herk-lummen")
    study.services.all().delete()
    study.phases.all().delete()
    return study


@pytest.fixture
def owner(client_of, study) -> Client:
    browser = client_of("owner")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def services(study, cast) -> list[Service]:
    scores = {"Archief": (5, 2), "Bib": (4, 5), "Zorg": (2, 5), "Sport": (None, 4)}
    return [
        add_service(
            study=study,
            values={"name": name, "group": "land", "neutrality": neutral, "potential": potential},
            by=cast["owner"],
        )
        for name, (neutral, potential) in scores.items()
    ]


@pytest.fixture
def phase(study, cast) -> Phase:
    dates = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
    return add_phase(study=study, values={"title": "Nu"} | dates, by=cast["owner"])


def board(study: Study) -> dict[str, list[str]]:
    titles = {None: "-"} | dict(study.phases.values_list("pk", "title"))
    found: dict[str, list[str]] = {title: [] for title in titles.values()}
    for row in study.services.order_by("order", "pk"):
        found[titles[row.phase_id]].append(row.name)
    return found


class TestBoard:
    def test_a_card_is_moved_by_its_buttons_alone(self, owner, study, services, phase):
        for service in services[:2]:
            asked = {"service": service.pk, "phase": phase.pk, "seen": 0}
            assert owner.post(f"{ROAD}move/", asked).status_code == 302
        owner.post(f"{ROAD}move/", {"service": services[1].pk, "places": -1})
        assert board(study) == {"-": ["Zorg", "Sport"], "Nu": ["Bib", "Archief"]}
        columns = owner.get(ROAD).context["roadmap"].columns
        assert [(column.title, column.earlier, column.later) for column in columns] == [
            ("Not planned yet", None, phase.pk),
            ("Nu", 0, None),
        ]

    def test_htmx_gets_the_board_and_the_finding(self, owner, services, phase):
        asked = {"service": services[0].pk, "phase": phase.pk, "seen": 0}
        body = owner.post(f"{ROAD}move/", asked, headers=HTMX).content.decode()
        assert (body.count('id="board"'), body.count('hx-swap-oob="true"'), "<html" in body) == (1, 1, False)
        assert "1 of 4 services stands on the roadmap" in body

    def test_who_moves_what_somebody_moved_is_told(self, owner, study, services, phase):
        asked = {"service": services[0].pk, "phase": phase.pk, "seen": 0}
        owner.post(f"{ROAD}move/", asked)
        refused = owner.post(f"{ROAD}move/", asked | {"phase": 0}, headers=HTMX)
        assert refused.status_code == 422
        assert "moved “Archief” to “Nu” meanwhile" in refused.content.decode()
        assert board(study)["Nu"] == ["Archief"]

    @pytest.mark.parametrize("wrong", [{"service": 0}, {"phase": 999_999}, {"phase": "x"}, {"places": "7"}])
    def test_what_is_not_there_moves_nothing(self, owner, study, services, phase, wrong):
        asked = {"service": services[0].pk, "phase": phase.pk, "seen": 0} | wrong
        assert owner.post(f"{ROAD}move/", asked).status_code == 422
        assert board(study)["Nu"] == []

    def test_the_last_move_is_undone(self, owner, study, services, phase):
        owner.post(f"{ROAD}move/", {"service": services[1].pk, "phase": phase.pk, "seen": 0})
        assert owner.post(f"{ROAD}back/").status_code == 302
        assert board(study) == {"-": ["Archief", "Bib", "Zorg", "Sport"], "Nu": []}
        assert owner.post(f"{ROAD}back/").status_code == 422

    def test_phases_are_added_renamed_moved_and_removed(self, owner, study, phase):
        assert owner.post(f"{ROAD}phases/", {"title": "nu"}).status_code == 422
        assert owner.post(f"{ROAD}phases/", {"title": "Straks"}).status_code == 302
        later = study.phases.get(title="Straks")
        owner.post(f"{ROAD}phases/{later.pk}/move/", {"places": -1})
        version = later.history.get().history_id
        owner.post(f"{ROAD}phases/{later.pk}/", {"title": "Eerst", "version": version})
        assert [row.title for row in study.phases.all()] == ["Eerst", "Nu"]
        version = later.history.first().history_id
        assert owner.post(f"{ROAD}phases/{later.pk}/remove/", {"version": version}).status_code == 302
        assert [row.title for row in study.phases.all()] == ["Nu"]

    def test_queries_do_not_grow(self, owner, study, services, phase, cast):
        counted = []
        for at in range(2):
            owner.get(ROAD)
            with CaptureQueriesContext(connection) as queries:
                owner.get(ROAD)
            counted.append(len(queries))
            for n in range(5):
                values = {"name": f"Dienst {at} {n}", "group": "person", "phase": phase}
                add_service(study=study, values=values, by=cast["owner"])
        assert counted[0] == counted[1] <= 20


class TestTimeline:
    def test_dates_of_the_phase_late_and_undated(self, owner, study, services, phase, cast):
        Service.objects.filter(pk=services[0].pk).update(phase=phase)
        Service.objects.filter(pk=services[1].pk).update(phase=phase, done_on=date(2020, 6, 1))
        bare = add_phase(study=study, values={"title": "Straks"}, by=cast["owner"])
        Service.objects.filter(pk=services[2].pk).update(phase=bare)
        page = owner.get(f"{ROAD}timeline/")
        road = page.context["roadmap"]
        assert [str(card.service) for card in road.late] == ["Archief"]
        assert [str(card.service) for card in road.running] == ["Bib"]
        assert [str(card.service) for card in road.undated] == ["Zorg"]
        rows = [
            [row.get_cell_value(name) for name in ("name", "dates", "state")]
            for row in page.context["table"].rows
        ]
        assert rows == [
            ["Archief", "its phase", "late"],
            ["Bib", "its phase", "running"],
            ["Zorg", "no date yet", "planned"],
        ]

    def test_it_leaves_as_a_file(self, owner, services, phase):
        assert owner.get(f"{ROAD}export.csv").content.decode().count("\r\n") == 5
        assert owner.get(f"{ROAD}export.pdf").status_code == 404


class TestProposal:
    def test_nothing_moves_before_it_is_applied_and_all_of_it_can_be_undone(
        self, owner, study, services, phase
    ):
        page = owner.get(f"{ROAD}proposal/")
        told = [(str(row.service), row.title) for row in page.context["proposal"].rows]
        later = "Then: more potential"
        assert told == [("Archief", "Nu"), ("Bib", "Nu"), ("Zorg", later)]
        assert [str(row) for row in page.context["proposal"].unjudged] == ["Sport"]
        assert board(study)["Nu"] == []
        chosen = {"services": [row.pk for row in services[:3]]}
        assert owner.post(f"{ROAD}proposal/", chosen).status_code == 302
        assert board(study) == {"-": ["Sport"], "Nu": ["Archief", "Bib"], later: ["Zorg"]}
        owner.post(f"{ROAD}back/")
        assert board(study) == {"-": ["Archief", "Bib", "Zorg", "Sport"], "Nu": []}

    def test_only_what_is_ticked_moves(self, owner, study, services, phase):
        owner.post(f"{ROAD}proposal/", {"services": [services[1].pk]})
        assert board(study) == {"-": ["Archief", "Zorg", "Sport"], "Nu": ["Bib"]}
        assert owner.post(f"{ROAD}proposal/", {}).status_code == 422

    def test_the_demo_stays_as_it_is(self, client_of, cast):
        """Its policy-neutral services stand in the second of three phases."""
        study = Study.objects.get(slug="halen-herk-lummen")
        told = client_of("owner").get(f"{ROAD}proposal/").context["proposal"]
        assert (told.targets.first.title, told.targets.later.title) == (
            "Beleidsneutrale diensten",
            "Diensten met meer potentieel",
        )
        assert (told.moving, len(told.staying)) == ([], study.services.exclude(phase=None).count())

    def test_what_stands_in_a_phase_moves_only_against_the_order(self, owner, study, services, phase, cast):
        later = add_phase(study=study, values={"title": "Straks"}, by=cast["owner"])
        archive, library, care, _sport = (row.pk for row in services)
        Service.objects.filter(pk=library).update(phase=later)
        Service.objects.filter(pk=archive).update(phase=phase)
        told = owner.get(f"{ROAD}proposal/?first={phase.pk}&later={later.pk}").context["proposal"]
        assert [(row.service.pk, row.moves) for row in told.rows] == [
            (archive, False),
            (library, True),
            (care, True),
        ]
        chosen = f"{ROAD}proposal/?first={later.pk}&later="
        told = owner.get(chosen).context["proposal"]
        assert [(row.service.pk, row.title) for row in told.moving] == [(care, "Then: more potential")]
        owner.post(chosen, {"services": [care]})
        assert board(study) == {
            "-": ["Sport"], "Nu": ["Archief"], "Straks": ["Bib"], "Then: more potential": ["Zorg"]
        }  # fmt: skip

    def test_the_later_phase_must_come_later(self, owner, study, services, phase, cast):
        later = add_phase(study=study, values={"title": "Straks"}, by=cast["owner"])
        page = owner.get(f"{ROAD}proposal/?first={later.pk}&later={phase.pk}")
        assert "comes after the one for policy-neutral" in page.content.decode()
