from __future__ import annotations

from datetime import date

import pytest

from kb.actions.scenarios import create_scenario
from kb.insight.plans.crossings import crossings
from kb.insight.regions.borders import borders, legal_forms
from kb.models import Agreement, DataVersion, Membership, Municipality, Rule, Scenario, Study

pytestmark = pytest.mark.django_db

DAY = date(2022, 12, 31)


@pytest.fixture
def diest(demo: Study) -> Municipality:
    """In another reference region than the three."""
    return Municipality.objects.get(name="Diest")


def plan(study: Study, by, **step: object) -> Scenario:
    empty = {"agreement": None, "name": ""}
    return create_scenario(study=study, title="Plan", first=empty | step, by=by)


def test_today_is_what_the_page_of_borders_counts(demo, people, diest):
    cipal = Agreement.objects.get(name="Cipal")
    Membership.objects.create(agreement=cipal, municipality=diest)
    DataVersion.raise_it()
    _view, found = borders(demo, DAY, DAY, legal_forms())
    made = plan(demo, people["owner"], kind="leave", agreement=cipal, municipalities=[diest])
    crossing = crossings(demo, made, DAY, DAY)
    assert (len(crossing.today), found.crossing) == (1, 1)
    assert (crossing.gone, crossing.new, crossing.ruled) == (["Cipal"], [], True)


def test_who_joins_from_another_region_brings_an_agreement_over_the_border(demo, people, diest):
    cipal = Agreement.objects.get(name="Cipal")
    made = plan(demo, people["owner"], kind="join", agreement=cipal, municipalities=[diest])
    assert crossings(demo, made, DAY, DAY).new == ["Cipal"]


def test_a_merger_over_the_border_lies_in_no_known_region(demo, people, diest):
    halen = Municipality.objects.get(nis="71020")
    made = plan(demo, people["owner"], kind="merge", municipalities=[diest, halen], name="Halendiest")
    assert crossings(demo, made, DAY, DAY).unplaced == ("Halendiest",)


def test_without_a_rule_nothing_is_said(demo, people):
    Rule.objects.all().delete()
    made = plan(demo, people["owner"], kind="merge", municipalities=demo.municipalities.all())
    found = crossings(demo, made, DAY, DAY)
    assert (found.ruled, found.today, found.then) == (False, {}, {})
