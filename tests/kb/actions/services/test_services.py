"""Services: written with their links, taken over from the standard set, deleted and brought back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.framework.arguments import add_argument
from kb.actions.services.roadmap import add_phase, move_service, remove_phase
from kb.actions.services.services import (
    add_service,
    adopt_services,
    change_service,
    delete_service,
    restore_service,
)
from kb.actions.versions import OutdatedError, version_of
from kb.models import Capacity, Service, Study, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(cast) -> Study:
    return Study.objects.get(slug="halen-herk-lummen")


@pytest.fixture
def by(cast):
    return cast["owner"]


@pytest.fixture
def library(study, by) -> Service:
    values = {"name": "Uitleendienst", "group": "person", "themes": Theme.objects.all()[:2]}
    return add_service(study=study, values=values | {"gains": Capacity.objects.all()[:1]}, by=by)


def links(service: Service) -> tuple[int, int]:
    return service.themes.count(), service.gains.count()


def test_a_service_and_its_links_are_one_version(library):
    assert (library.code, links(library), library.history.count()) == ("uitleendienst", (2, 1), 1)


def test_a_name_is_there_once_whatever_the_capitals(study, library, by):
    with pytest.raises(ValidationError):
        add_service(study=study, values={"name": "UITLEENDIENST", "group": "person"}, by=by)


@pytest.mark.parametrize(("name", "code"), [("New", "new-2"), ("Export", "export-2"), ("!", "zonder-naam")])
def test_no_service_takes_the_address_of_something_else(study, by, name, code):
    assert add_service(study=study, values={"name": name, "group": "land"}, by=by).code == code


def test_who_wrote_on_an_older_version_is_told(library, by):
    seen = version_of(library)
    change_service(service=library, values={"where": "both"}, seen=seen, by=by)
    with pytest.raises(OutdatedError):
        change_service(service=library, values={"where": "local"}, seen=seen, by=by)


def test_the_standard_set_is_copied_and_what_is_there_stays(study, library, by):
    standard = [
        Service.objects.create(code=f"std-{name.casefold()}", name=name, group="support", neutrality=4)
        for name in ("Depot", "Uitleendienst")
    ]
    standard[0].themes.set(Theme.objects.all()[:1])
    assert [row.name for row in adopt_services(study=study, services=standard, by=by)] == ["Depot"]
    copy = study.services.get(code="depot")
    assert (copy.neutrality, copy.themes.count()) == (4, 1)
    assert copy.order == library.order + 1


def test_a_deleted_service_comes_back_with_its_links_and_arguments(study, library, by):
    argument = add_argument(
        study=study, values={"text": "Delen", "polarity": "pro", "services": [library]}, by=by
    )
    pk = library.pk
    delete_service(service=library, seen=version_of(library), by=by)
    assert list(argument.services.all()) == []
    version = Service.history.filter(id=pk).latest().history_id
    back = restore_service(version=version, by=by)
    assert (back.pk, back.code, links(back)) == (pk, "uitleendienst", (2, 1))
    assert list(argument.services.all()) == [back]


def test_its_code_is_not_given_away_while_it_is_gone(study, library, by):
    delete_service(service=library, by=by)
    assert add_service(study=study, values={"name": "Uitleendienst", "group": "land"}, by=by).code == (
        "uitleendienst-2"
    )


def test_it_comes_back_without_a_phase_that_is_gone(study, library, by):
    phase = add_phase(study=study, values={"title": "Eerst"}, by=by)
    move_service(service=library, phase=phase, by=by)
    delete_service(service=library, by=by)
    remove_phase(phase=phase, by=by)
    version = Service.history.filter(code="uitleendienst").latest().history_id
    assert restore_service(version=version, by=by).phase is None


def test_an_older_version_is_put_back_under_a_new_one(library, by):
    first = version_of(library)
    change_service(service=library, values={"name": "Bib", "themes": []}, seen=first, by=by)
    back = restore_service(version=first, by=by)
    assert (back.name, links(back), back.history.count()) == ("Uitleendienst", (2, 1), 3)
