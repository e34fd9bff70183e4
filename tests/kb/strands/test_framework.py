"""Arguments and what they are about, as strands of the knowledge graph."""

from __future__ import annotations

from datetime import date

import pytest

from kb.actions.framework.arguments import add_argument
from kb.models import Agreement, Capacity, Municipality, Option, Service, Source, Study, Theme
from kb.strands.base import Edge, Reader, address_of
from kb.strands.framework import FRAMEWORK

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def study(demo, people) -> Study:
    return Study.objects.create(slug="proef", title="Proef")


@pytest.fixture
def argument(study, people, demo):
    option = Option.objects.create(study=study, code="fusie", name="Fuseren")
    service = Service.objects.create(study=study, code="bib", name="Bibliotheek", group="person")
    service.themes.add(Theme.objects.get(code="toerisme"))
    values = {
        "text": "Samen één " + "lange zin " * 12,
        "polarity": "ambiguous",
        "services": [service],
        "municipalities": [Municipality.objects.get(nis="71020")],
        "agreements": [Agreement.objects.get(name="Cipal")],
        "capacities": [Capacity.objects.get_or_create(code="financieel", defaults={"name": "Geld"})[0]],
    }
    made = add_argument(study=study, values=values, stances={option: "risk"}, by=people["owner"])
    made.citations.create(source=Source.objects.get(code="analyse-2022"))
    return made


def read(*studies: Study):
    return FRAMEWORK.read(Reader(frozenset(study.pk for study in studies), TODAY))


def test_an_argument_is_tied_to_all_that_it_is_about(study, argument):
    things, edges = read(study)
    key = f"proef/{argument.code}"
    assert address_of(argument) == f"argument:{key}"
    cipal = str(Agreement.objects.get(name="Cipal").pk)
    of_it = {edge[2:5] for edge in edges if edge.source == key}
    assert of_it == {
        ("option", "proef/fusie", "argues-against"),
        ("service", "proef/bib", "concerns"),
        ("municipality", "71020", "concerns"),
        ("agreement", cipal, "concerns"),
        ("capacity", "financieel", "concerns"),
        ("source", "analyse-2022", "cites"),
    }
    assert Edge("service", "proef/bib", "theme", "toerisme", "serves") in edges
    [shown] = [thing.label for thing in things if thing.kind == "argument"]
    assert len(shown) <= 91
    assert shown.endswith("…")


def test_links_between_arguments_keep_their_direction(study, argument, people):
    values = {"text": "Een fasering", "polarity": "pro"}
    other = add_argument(study=study, values=values, by=people["owner"])
    other.links.create(target=argument, kind="mitigates")
    _things, edges = read(study)
    ends = ("argument", f"proef/{other.code}", "argument", f"proef/{argument.code}", "mitigates")
    assert [edge[:5] for edge in edges if edge.relation == "mitigates"] == [ends]


def test_nothing_of_a_closed_study_is_told(study, argument, demo):
    things, edges = read()
    assert {thing.kind for thing in things} <= {"capacity"}
    assert edges == []
