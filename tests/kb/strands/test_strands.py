"""What the strands read from rows: kinds, relations, doubts, and nothing of a closed study."""

from __future__ import annotations

from datetime import date

import pytest

from kb.models import (
    Agreement,
    Candidate,
    Evidence,
    LegalForm,
    Membership,
    Municipality,
    Region,
    Scenario,
    ScenarioChange,
    Step,
    Study,
)
from kb.strands import OURS
from kb.strands.base import STRANDS, Edge, Reader, Strand, Thing, add, address_of, kinds, relations
from kb.strands.cooperation import COOPERATION
from kb.strands.regions import REGIONS
from kb.strands.studies import STUDIES
from kb.strands.territory import TERRITORY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOBODY = Reader(frozenset(), TODAY)
HALEN, LUMMEN = "71020", "71037"


@pytest.fixture
def cipal(demo):
    return Agreement.objects.get(name="Cipal")


def tie(agreement, **values):
    """The edge of Halen in the agreement, after these values were given to its membership."""
    Membership.objects.filter(agreement=agreement, municipality__nis=HALEN).update(**values)
    _things, edges = COOPERATION.read(NOBODY)
    ends = ("municipality", HALEN, "agreement", str(agreement.pk))
    return [edge for edge in edges if edge[:4] == ends]


def test_the_strands_of_the_knowledge_base_are_there_once():
    assert list(OURS) == STRANDS
    with pytest.raises(ValueError, match="'municipality'"):
        add(Strand((TERRITORY.kinds[0],), (), lambda _reader: ([], [])))
    assert list(OURS) == STRANDS


def test_every_thing_and_edge_has_a_kind_and_a_relation(demo):
    reader = Reader(frozenset({demo.pk}), TODAY)
    read = [strand.read(reader) for strand in STRANDS]
    things = {thing[:2] for found, _edges in read for thing in found}
    edges = [edge for _things, found in read for edge in found]
    assert {kind for kind, _id in things} <= set(kinds())
    assert {edge.relation for edge in edges} <= set(relations())
    assert [
        edge for edge in edges if edge[:2] not in things or edge[2:4] not in things
    ] == []  # with the one study open


def test_an_address_names_a_row_without_asking(demo, django_assert_num_queries):
    halen, cipal = Municipality.objects.get(nis=HALEN), Agreement.objects.get(name="Cipal")
    with django_assert_num_queries(0):
        assert address_of(halen) == "municipality:71020"
        assert address_of(cipal) == f"agreement:{cipal.pk}"
        assert address_of(demo) == "study:halen-herk-lummen"
        assert address_of(Candidate()) == ""


def test_a_confirmed_tie_has_no_mark(cipal):
    assert tie(cipal) == [Edge("municipality", HALEN, "agreement", str(cipal.pk), "member", 1.0, "", "")]


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ({"status": "to_check"}, "to_check"),
        ({"until": date(2020, 1, 1)}, "ended"),
        ({"status": "rejected"}, "disputed"),  # while a source says that it is a member
    ],
)
def test_a_tie_in_doubt_or_past_is_marked_and_longer(cipal, values, mark):
    membership = Membership.objects.get(agreement=cipal, municipality__nis=HALEN)
    assert membership.claims.filter(says="member").exists()
    assert [(edge.mark, edge.length) for edge in tie(cipal, **values)] == [(mark, 2.0)]


def test_what_was_rejected_and_settled_is_no_tie(cipal):
    Membership.objects.get(agreement=cipal, municipality__nis=HALEN).claims.all().delete()
    assert tie(cipal, status="rejected") == []


def test_ties_of_an_agreement_that_is_over_are_past(cipal):
    Agreement.objects.filter(pk=cipal.pk).update(status="ended")
    assert [edge.mark for edge in tie(cipal)] == ["ended"]
    things, _edges = COOPERATION.read(NOBODY)
    assert Thing("agreement", str(cipal.pk), "Cipal", "ended") in things


def test_a_division_of_the_territory_has_no_members(cipal):
    form = LegalForm.objects.filter(kind="territorial").first()
    Agreement.objects.filter(pk=cipal.pk).update(legal_form=form)
    assert [edge.relation for edge in tie(cipal)] == ["in-area"]


def test_neighbours_border_once_and_heirs_name_what_they_grew_out_of(demo):
    halen, lummen = (Municipality.objects.get(nis=nis) for nis in (HALEN, LUMMEN))
    halen.neighbours.set([lummen])
    halen.predecessors.set([lummen])
    _things, edges = TERRITORY.read(NOBODY)
    between = [edge for edge in edges if {edge.source, edge.target} == {HALEN, LUMMEN}]
    assert sorted(edge.relation for edge in between) == ["borders", "succeeds"]


def test_steps_are_told_of_regions_to_all_and_of_studies_to_who_may_see_them(demo):
    step, region = Step.objects.first(), Region.objects.get(slug="neteland")
    Evidence.objects.all().delete()
    Evidence.objects.create(step=step, region=region, note="Sinds 2019")
    Evidence.objects.create(step=step, study=demo, note="Vertrouwelijk")
    _things, of_regions = REGIONS.read(NOBODY)
    assert [edge.note for edge in of_regions if edge.relation == "took"] == ["Sinds 2019"]
    _things, of_study = STUDIES.read(Reader(frozenset({demo.pk}), TODAY))
    assert [edge.note for edge in of_study if edge.relation == "took"] == ["Vertrouwelijk"]


def test_a_study_that_is_not_open_gives_nothing_at_all(demo):
    assert STUDIES.read(NOBODY) == ([], [])
    other = Study.objects.create(slug="ander", title="Ander")
    things, edges = STUDIES.read(Reader(frozenset({other.pk}), TODAY))
    assert things == [Thing("study", "ander", "Ander")]
    assert edges == []


def test_the_open_study_names_its_municipalities_and_candidates(demo):
    things, edges = STUDIES.read(Reader(frozenset({demo.pk}), TODAY))
    assert [thing.id for thing in things if thing.kind == "study"] == ["halen-herk-lummen"]
    counted = {
        relation: sum(edge.relation == relation for edge in edges) for relation in ("studies", "candidate")
    }
    assert counted == {"studies": 3, "candidate": Candidate.objects.filter(study=demo).count()}


def test_a_scenario_is_told_as_a_plan_and_only_with_its_study(demo):
    halen, cipal = Municipality.objects.get(nis=HALEN), Agreement.objects.get(name="Cipal")
    Scenario.objects.all().delete()
    scenario = Scenario.objects.create(study=demo, slug="uit", title="Uit Cipal")
    change = ScenarioChange.objects.create(scenario=scenario, kind="leave", agreement=cipal)
    change.municipalities.set([halen])
    things, edges = STUDIES.read(Reader(frozenset({demo.pk}), TODAY))
    at = "halen-herk-lummen/uit"
    assert Thing("scenario", at, "Uit Cipal", "planned") in things
    assert [edge[2:] for edge in edges if edge.source == at] == [
        ("agreement", str(cipal.pk), "would-change", 2.0, "planned", ""),
        ("municipality", HALEN, "would-change", 2.0, "planned", ""),
    ]
    assert address_of(scenario) == f"scenario:{at}"
    assert kinds()["scenario"].page(at) == scenario.get_absolute_url()
    assert STUDIES.read(NOBODY) == ([], [])
