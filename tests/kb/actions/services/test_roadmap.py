"""The roadmap: phases, moves between them, a proposal applied, and the way back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.services.roadmap import (
    add_phase,
    move_back,
    move_phase,
    move_service,
    plan_services,
    remove_phase,
    shift_service,
)
from kb.actions.services.services import add_service
from kb.actions.versions import OutdatedError, version_of
from kb.models import Phase, Service, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast):
    return cast["owner"]


@pytest.fixture
def study(cast) -> Study:
    study = Study.objects.get(slug="halen-herk-lummen")
    study.services.all().delete()
    study.phases.all().delete()
    return study


@pytest.fixture
def services(study, by) -> list[Service]:
    return [add_service(study=study, values={"name": name, "group": "land"}, by=by) for name in "ABCD"]


@pytest.fixture
def phases(study, by) -> list[Phase]:
    return [add_phase(study=study, values={"title": title}, by=by) for title in ("Nu", "Straks")]


def board(study: Study) -> dict[str, str]:
    rows = study.services.order_by("order", "pk")
    titles = {None: "-"} | dict(study.phases.values_list("pk", "title"))
    found: dict[str, str] = dict.fromkeys(titles.values(), "")
    for row in rows:
        found[titles[row.phase_id]] += row.name
    return found


def test_a_service_moves_to_the_end_or_in_front_of_another(study, services, phases, by):
    a, b, c, _d = services
    for service, before in ((a, None), (b, None), (c, b)):
        move_service(service=service, phase=phases[0], before=before, by=by)
    assert board(study) == {"-": "D", "Nu": "ACB", "Straks": ""}
    shift_service(service=Service.objects.get(pk=b.pk), places=-1, by=by)
    assert board(study)["Nu"] == "ABC"


def test_only_the_phase_makes_a_version(services, phases, by):
    a, b, *_rest = services
    move_service(service=a, phase=phases[0], by=by)
    move_service(service=b, phase=phases[0], before=a, by=by)
    assert [row.history.count() for row in services] == [2, 2, 1, 1]


def test_two_people_who_move_the_same_card_do_not_overrule_each_other(services, phases, by):
    move_service(service=services[0], phase=phases[0], seen=0, by=by)
    with pytest.raises(OutdatedError):
        move_service(service=services[0], phase=phases[1], seen=0, by=by)
    assert Service.objects.get(pk=services[0].pk).phase == phases[0]


def test_a_neighbour_that_moved_on_does_not_hold_a_card_up(study, services, phases, by):
    a, b, *_rest = services
    move_service(service=a, phase=phases[0], seen=0, before=b, by=by)
    assert board(study) == {"-": "BCD", "Nu": "A", "Straks": ""}


def test_a_move_is_undone_unless_somebody_moved_on(study, services, phases, by):
    moved = move_service(service=services[1], phase=phases[0], by=by)
    assert move_back(study=study, moved=moved, by=by) == []
    assert board(study)["-"] == "ABCD"
    moved = move_service(service=services[1], phase=phases[0], by=by)
    move_service(service=services[1], phase=phases[1], by=by)
    assert move_back(study=study, moved=moved, by=by) == [services[1]]
    assert board(study)["Straks"] == "B"


def test_a_proposal_makes_the_phases_that_lack_and_is_undone_with_them(study, services, phases, by):
    a, b, c, d = services
    move_service(service=d, phase=phases[0], by=by)
    moved = plan_services(study=study, stages=[(phases[0], [b, a]), ("Later", [c])], by=by)
    assert board(study) == {"-": "", "Nu": "BAD", "Straks": "", "Later": "C"}
    move_back(study=study, moved=moved, by=by)
    assert board(study) == {"-": "ABC", "Nu": "D", "Straks": ""}


def test_phases_move_and_their_services_outlive_them(study, services, phases, by):
    move_service(service=services[0], phase=phases[1], by=by)
    move_phase(phase=phases[1], places=-1, by=by)
    assert [phase.title for phase in study.phases.all()] == ["Straks", "Nu"]
    remove_phase(phase=phases[1], seen=version_of(phases[1]), by=by)
    assert board(study) == {"-": "ABCD", "Nu": ""}


def test_a_title_is_there_once_and_no_phase_ends_before_it_starts(study, phases, by):
    with pytest.raises(ValidationError):
        add_phase(study=study, values={"title": "NU"}, by=by)
    with pytest.raises(ValidationError):
        add_phase(
            study=study, values={"title": "X", "starts_on": "2027-02-01", "ends_on": "2027-01-01"}, by=by
        )
