"""The graph as one reader sees it, in words: sentences, sections, search."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kb.insight.connections.connection_pictures import between, surroundings
from kb.insight.connections.connections import around, census, find, meant, naming, near, node_at, ways
from kb.insight.connections.knowledge import knowledge_of
from kb.models import Agreement, DataVersion, Evidence, Membership, Municipality, Step, Study

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HALEN, HERENTALS = ("municipality", "71020"), ("municipality", "13011")


@pytest.fixture
def known(cast):
    with override("en"):
        yield knowledge_of(cast["reader"], TODAY)


@pytest.fixture
def duo(demo):
    """A body of Halen and Herentals alone."""
    body = Agreement.objects.create(code="duo", name="Duo")
    for nis in (HALEN[1], HERENTALS[1]):
        Membership.objects.create(agreement=body, municipality=Municipality.objects.get(nis=nis))
    DataVersion.raise_it()
    return body


def titles(sections):
    return [(section.title, section.kind, section.n) for section in sections]


def test_what_surrounds_halen(known):
    found = around(known, HALEN, most=2)
    assert ("Member of", "agreements", 26) in titles(found)
    assert ("Looked at by", "study", 1) in titles(found)
    first = found[0]
    assert (first.title, len(first.lines), first.left_out) == ("Member of", 2, 24)
    assert sum(n for n, _kind in near(known, HALEN)) == known.degree(HALEN)


def test_the_mark_of_a_tie_reaches_its_line_and_its_sentence(cast):
    Membership.objects.filter(agreement__name="Cipal", municipality__nis="71020").update(status="to_check")
    graph = knowledge_of(cast["stranger"], TODAY)
    marked = [line for section in around(graph, HALEN) for line in section.lines if line.mark]
    assert [(line.thing.label, line.mark) for line in marked] == [("Cipal", "to_check")]
    (direct, *_rest) = ways(graph, HALEN, marked[0].thing.node)
    assert [sentence.mark for sentence in direct.sentences] == ["to_check"]


def test_the_shortest_and_most_specific_way_comes_first(known, duo, cast):
    with override("en"):
        way, *others = ways(knowledge_of(cast["reader"], TODAY), HALEN, HERENTALS)
    assert way.cost == 3.0  # two steps through what is tied to two
    name = f'<a href="/agreements/{duo.pk}/">Duo</a>'
    assert [sentence.text for sentence in way.sentences] == [
        f'<a href="/municipalities/71020/">Halen</a> is a member of {name}.',
        f'{name} has <a href="/municipalities/13011/">Herentals</a> as a member.',
    ]
    assert len(others) == 2
    assert all(way.cost < other.cost for other in others)


def test_a_study_is_no_explanation_where_facts_tie(known):
    through = {thing.node[0] for way in ways(known, HALEN, HERENTALS, most=9) for thing in way.between}
    assert through & {"study", "scenario"} == set()
    (way, *_rest) = ways(known, ("study", "halen-herk-lummen"), HERENTALS)
    assert (way.things[0].label, way.beside) == ("Sterker samen?", False)


def test_where_only_a_plan_ties_two_things_it_is_said(cast):
    lonely = Municipality.objects.create(nis="99999", name="Eiland")
    Study.objects.get(slug="halen-herk-lummen").municipalities.add(lonely)
    DataVersion.raise_it()
    found = ways(knowledge_of(cast["reader"], TODAY), HALEN, ("municipality", "99999"))
    assert [thing.node[0] for thing in found[0].between] == ["study"]
    assert found[0].beside


def test_what_names_a_thing_is_told_apart_from_what_it_is_tied_to(known):
    assert {kind for _n, kind in near(known, HALEN)} & {"study", "scenario", "scenarios"} == set()
    assert naming(known, HALEN) == [(1, "study"), (1, "scenario"), (9, "arguments")]
    assert naming(known, ("study", "halen-herk-lummen")) == []


def test_of_a_study_its_places_come_before_its_steps(cast, demo):
    Evidence.objects.create(step=Step.objects.first(), study=demo, note="Sinds 2019")
    with override("en"):
        known = knowledge_of(cast["reader"], TODAY)
        found = around(known, ("study", "halen-herk-lummen"))
    assert [section.title for section in found] == [
        "Looks at",
        "Candidate partners",
        "Compared with",
        "Explores",
        "Took the step",
    ]


def test_names_are_text_and_never_markup(cast):
    Agreement.objects.filter(name="Cipal").update(name="<b>Cipal</b>")
    graph = knowledge_of(cast["reader"], TODAY)
    node = ("agreement", str(Agreement.objects.get(name="<b>Cipal</b>").pk))
    (direct, *_rest) = ways(graph, HALEN, node)
    assert "&lt;b&gt;Cipal&lt;/b&gt;" in direct.sentences[0].text
    assert "<b>" not in direct.sentences[0].text


def test_a_stranger_has_another_graph_than_the_reader(known, cast):
    closed = knowledge_of(cast["stranger"], TODAY)
    assert node_at(known, "study:halen-herk-lummen") == ("study", "halen-herk-lummen")
    assert node_at(closed, "study:halen-herk-lummen") is None
    kinds = {kind for kind, _key in known.graph}
    assert {kind for kind, _key in closed.graph} == kinds - {
        "study",
        "scenario",
        "question",
        "option",
        "argument",
        "service",
    }
    relations = {relation for *_ends, relation in closed.graph.edges(keys=True)}
    assert relations & {"studies", "candidate", "compared", "explores", "would-change"} == set()
    through = {thing.node[0] for way in ways(closed, HALEN, HERENTALS) for thing in way.things}
    assert "study" not in through


def test_who_loses_a_study_loses_sight_of_it(known, cast):
    Study.objects.get(slug="halen-herk-lummen").access.filter(user=cast["reader"]).delete()
    assert node_at(knowledge_of(cast["reader"], TODAY), "study:halen-herk-lummen") is None


def test_it_is_woven_once_for_a_version_of_the_data(known, cast):
    with override("en"), CaptureQueriesContext(connection) as asked:
        again = knowledge_of(cast["editor"], TODAY)  # the same studies, so the same graph
    assert len(asked) == 2  # which studies, and which version
    assert again.graph.number_of_edges() == known.graph.number_of_edges()


def test_a_new_tie_is_seen_at_once(known, cast):
    Membership.objects.filter(agreement__name="Cipal", municipality__nis="71020").delete()
    DataVersion.raise_it()
    with override("en"):
        assert ("Member of", "agreements", 25) in titles(around(knowledge_of(cast["reader"], TODAY), HALEN))


@pytest.mark.parametrize(
    ("words", "first"),
    [("halen", "Halen"), ("HERK", "Herk-de-Stad"), ("cipal", "Cipal"), ("néte", "Neteland")],
)
def test_search_knows_neither_capitals_nor_accents(known, words, first):
    assert find(known, words)[0].label == first


def test_search_for_nothing_and_for_the_unknown(known):
    assert find(known, "  ") == []
    assert find(known, "nergens") == []
    assert meant([], "nergens") is None


def test_only_words_that_can_mean_one_thing_lead_straight_there(known):
    assert meant(find(known, "herentals"), "Herentals").node == HERENTALS
    assert meant(find(known, "e"), "e") is None


def test_an_address_that_names_nothing(known):
    assert [node_at(known, address) for address in ("", "municipality", "nothing:1", "municipality:0")] == [
        None
    ] * 4


def test_the_census_counts_every_thing(known):
    assert sum(n for n, _kind in census(known)) == known.graph.number_of_nodes()
    assert (1, "study") in census(known)


def test_the_picture_shows_the_first_of_every_group(known):
    drawn = surroundings(known, HALEN)
    groups = {(section.title, section.kind) for section in around(known, HALEN)}
    rows = drawn.chart.to_dict()["datasets"].values()
    things = max(rows, key=len)
    assert len(things) == 24
    assert len({row["kind"] for row in things}) == len({kind for _title, kind in groups})
    assert drawn.words.title == "What surrounds Halen"


def test_the_picture_of_ways_has_both_ends_in_bold(known):
    drawn = between(ways(known, HALEN, HERENTALS))
    things = max(drawn.chart.to_dict()["datasets"].values(), key=lambda rows: "in_study" in rows[0])
    assert sorted(row["name"] for row in things if row["in_study"]) == ["Halen", "Herentals"]
