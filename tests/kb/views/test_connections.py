"""The page of connections, its part on other pages, search and files; and what a stranger never sees."""

from __future__ import annotations

import csv
import io
import zipfile

import networkx as nx
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Agreement, Membership, Municipality, Study

pytestmark = pytest.mark.django_db
PAGE = "/connections/"
HALEN, HERENTALS = "municipality:71020", "municipality:13011"
# The slug and the title of the study, what is said of a candidate, and a scenario.
SECRETS = ("halen-herk-lummen", "Sterker samen?", "Noorderbuur", "Fusie van de drie")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(client_of):
    return client_of("reader")


@pytest.fixture
def stranger(client_of):
    return client_of("stranger")


def test_the_first_page_counts_what_is_known_and_offers_a_search(reader):
    response = reader.get(PAGE)
    assert response.context["n"] == sum(n for n, _kind in response.context["counts"])
    assert response.context["ties"] > 200
    assert '<input type="search"' in response.text


def test_a_thing_with_what_surrounds_it(reader):
    response = reader.get(PAGE, {"of": HALEN})
    assert response.context["of"].label == "Halen"
    sections = {section.code: section for section, _url in response.context["sections"]}
    members = sections["1.member.to.agreement"]
    assert (members.n, len(members.lines), members.left_out) == (26, 8, 18)
    assert "connections-spec" in response.text


def test_all_of_one_group(reader):
    response = reader.get(PAGE, {"of": HALEN, "all": "1.member.to.agreement"})
    ((section, _url),) = response.context["sections"]
    assert (section.n, section.left_out) == (26, 0)
    assert response.context["back"] == f"{PAGE}?of=municipality%3A71020"


def test_further_away_and_one_kind_alone(reader):
    response = reader.get(PAGE, {"of": HALEN, "depth": "2", "kind": "municipality"})
    sections = [section for section, _url in response.context["sections"]]
    assert {section.code.split(".")[-1] for section in sections} == {"municipality"}
    assert {section.ring for section in sections} == {1, 2}


def test_a_refused_filter_counts_as_not_given(reader):
    asked = reader.get(PAGE, {"of": HALEN, "depth": "9", "kind": "<b>"})
    plain = reader.get(PAGE, {"of": HALEN})
    codes = [[section.code for section, _url in found.context["sections"]] for found in (asked, plain)]
    assert codes[0] == codes[1]


def test_how_two_things_are_connected(reader):
    body = Agreement.objects.create(code="duo", name="Duo")
    for nis in ("71020", "13011"):
        Membership.objects.create(agreement=body, municipality=Municipality.objects.get(nis=nis))
    response = reader.get(PAGE, {"of": HALEN, "to": HERENTALS})
    first, *others = response.context["ways"]
    assert [thing.label for thing in first.between] == ["Duo"]
    assert first.cost == 3.0 < min(way.cost for way in others)
    assert all(sentence.text in response.text for way in (first, *others) for sentence in way.sentences)


def test_without_a_way_the_page_says_so_and_claims_no_more(reader):
    lonely = Municipality.objects.create(nis="99999", name="Eiland")
    response = reader.get(PAGE, {"of": HALEN, "to": f"municipality:{lonely.nis}"})
    assert response.context["ways"] == []
    assert response.status_code == 200
    alone = reader.get(PAGE, {"of": "municipality:99999"})
    assert alone.context["near"] == []
    assert "connections-spec" not in alone.text


def test_twice_the_same_thing_is_said_to_be_the_same(reader):
    response = reader.get(PAGE, {"of": HALEN, "to": HALEN})
    assert "Halen – Halen" not in response.text
    assert "evidence" not in response.text
    assert "geen aanwijzing" not in response.text


@pytest.mark.parametrize("words", ["Herentals", "herentals "])
def test_without_javascript_words_that_mean_one_thing_lead_to_the_way(reader, words):
    response = reader.get(PAGE, {"of": HALEN, "q": words})
    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}?of=municipality%3A71020&to=municipality%3A13011"


def test_words_that_may_mean_more_are_listed(reader):
    response = reader.get(PAGE, {"of": HALEN, "q": "he"})
    labels = [thing.label for thing in response.context["found"]]
    assert {"Herk-de-Stad", "Herentals"} <= set(labels)
    assert f"?of=municipality%3A71020&amp;to={HERENTALS.replace(':', '%3A')}" in response.text


def test_the_search_answers_while_somebody_types(reader):
    response = reader.get(f"{PAGE}search/", {"q": "herenta", "of": HALEN}, headers=HTMX)
    assert [thing.label for thing in response.context["found"]] == ["Herentals"]
    assert "<html" not in response.text


@pytest.mark.parametrize(
    "query",
    [
        {"of": "municipality:0"},
        {"of": "nonsense"},
        {"of": ""},
        {"of": HALEN, "to": "x:y"},
        {"of": "study:nergens"},
    ],
)
def test_an_address_that_names_nothing_gets_help(reader, query):
    response = reader.get(PAGE, query)
    assert response.status_code == 404
    assert '<input type="search"' in response.text


def test_the_part_for_other_pages(reader):
    part = reader.get(f"{PAGE}around/", {"of": HALEN}, headers=HTMX)
    assert part.context["sections"][0].n == 26
    assert all(len(section.lines) <= 4 for section in part.context["sections"])
    assert "<html" not in part.text
    page = reader.get(f"{PAGE}around/", {"of": HALEN})
    assert (page.status_code, page["Location"]) == (302, f"{PAGE}?of=municipality%3A71020")


def pages(study: str = "halen-herk-lummen") -> list[tuple[str, str]]:
    cipal = Agreement.objects.get(name="Cipal").pk
    return [
        ("/municipalities/71020/", "municipality%3A71020"),
        ("/municipalities/71020/history/", "municipality%3A71020"),
        (f"/agreements/{cipal}/", f"agreement%3A{cipal}"),
        (f"/agreements/{cipal}/history/", f"agreement%3A{cipal}"),
        ("/regions/neteland/", "region%3Aneteland"),
        (f"/studies/{study}/", f"study%3A{study}"),
        (f"/studies/{study}/network/", f"study%3A{study}"),
        (f"/studies/{study}/cooperations/", f"study%3A{study}"),
        (f"/studies/{study}/what-if/fusie-van-de-drie/", f"scenario%3A{study}/fusie-van-de-drie"),
    ]


def test_every_page_about_a_thing_offers_its_connections(reader):
    found = {path: f'hx-get="/connections/around/?of={of}"' in reader.get(path).text for path, of in pages()}
    assert [path for path, offered in found.items() if not offered] == []


@pytest.mark.parametrize(
    "path", ["/", "/facts/", "/facts/agreements/", "/facts/themes/", "/import/", "/methods/"]
)
def test_a_page_about_no_one_thing_offers_the_search(client_of, path):
    page = client_of("editor").get(path)
    assert page.status_code == 200
    assert page.text.count('id="connections-q"') == 1


def test_a_membership_offers_what_its_agreement_is_connected_to(cast, client_of):
    membership = Membership.objects.filter(agreement__name="Cipal").first()
    page = client_of("editor").get(f"/memberships/{membership.pk}/").text
    assert f'hx-get="/connections/around/?of=agreement%3A{membership.agreement_id}"' in page


def test_the_connections_themselves_offer_one_search(reader):
    assert [reader.get(PAGE, query).text.count('id="connections-q"') for query in ({}, {"of": HALEN})] == [
        1,
        1,
    ]


def test_the_offer_costs_no_question(reader, monkeypatch):
    """The page asks as much of the database with the offer as without it."""
    reader.get("/regions/neteland/")
    with CaptureQueriesContext(connection) as offered:
        reader.get("/regions/neteland/")
    monkeypatch.setattr("kb.templatetags.kb_connections.address_of", lambda _row: "")
    with CaptureQueriesContext(connection) as bare:
        reader.get("/regions/neteland/")
    assert len(offered) == len(bare)


def test_questions_do_not_grow_with_what_is_known(reader):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            reader.get(PAGE, {"of": HALEN, "depth": "2"})
        return len(found)

    cache.clear()
    before = asked()
    agreement = Agreement.objects.create(code="nieuw", name="Nieuw")
    for municipality in Municipality.objects.all()[:12]:
        Membership.objects.create(agreement=agreement, municipality=municipality)
    cache.clear()
    assert asked() == before


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_as_a_file_holds_every_group_whole(reader):
    rows = rows_of(reader.get(f"{PAGE}list.csv", {"of": HALEN}))
    assert len(rows) - 1 == sum(
        section.n for section, _url in reader.get(PAGE, {"of": HALEN}).context["sections"]
    )


def test_the_file_of_a_scenario_has_a_name_without_folders(reader):
    of = "scenario:halen-herk-lummen/fusie-van-de-drie"
    response = reader.get(f"{PAGE}list.xlsx", {"of": of})
    name = "connections-scenario-halen-herk-lummen-fusie-van-de-drie.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_whole_graph_as_two_tables_and_as_graphml(reader):
    archive = zipfile.ZipFile(io.BytesIO(reader.get(f"{PAGE}graph.zip").content))
    nodes, edges = (
        list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";"))
        for name in ("nodes.csv", "edges.csv")
    )
    graph = nx.read_graphml(io.BytesIO(reader.get(f"{PAGE}graph.graphml").content))
    assert {row["id"] for row in nodes} == set(graph)
    assert len(edges) == graph.number_of_edges()
    assert graph.is_directed()
    assert graph.nodes[HALEN]["label"] == "Halen"
    assert ("study:halen-herk-lummen", HALEN, "studies") in {
        (one, other, data["relation"]) for one, other, data in graph.edges(data=True)
    }
    assert reader.get(f"{PAGE}graph.exe").status_code == 404


def test_a_stranger_never_learns_of_a_closed_study(stranger, reader):
    reader.get(PAGE, {"of": HALEN})  # what is kept for the one is not for the other
    answers = [
        stranger.get(PAGE),
        stranger.get(PAGE, {"of": HALEN, "depth": "2"}),
        stranger.get(PAGE, {"of": HALEN, "to": HERENTALS}),
        stranger.get(PAGE, {"of": "municipality:71017", "depth": "2"}),
        stranger.get(f"{PAGE}around/", {"of": HALEN}, headers=HTMX),
        stranger.get(f"{PAGE}search/", {"q": "sterker"}),
        stranger.get(f"{PAGE}list.csv", {"of": HALEN, "depth": "2"}),
        stranger.get(f"{PAGE}graph.graphml"),
    ]
    said = "".join(answer.content.decode() for answer in answers)
    archive = zipfile.ZipFile(io.BytesIO(stranger.get(f"{PAGE}graph.zip").content))
    said += "".join(archive.read(name).decode() for name in archive.namelist())
    assert [secret for secret in SECRETS if secret in said] == []
    assert "candidate" not in said
    open_to = reader.get(f"{PAGE}graph.graphml").content.decode()
    assert [secret for secret in SECRETS if secret not in open_to] == []


def test_a_closed_study_is_as_unknown_as_one_that_is_not_there(stranger):
    asked = [stranger.get(PAGE, {"of": f"study:{slug}"}) for slug in ("halen-herk-lummen", "nergens")]
    assert [response.status_code for response in asked] == [404, 404]
    assert [response.context["of"] for response in asked] == [None, None]
    for slug in ("halen-herk-lummen", "nergens"):
        assert stranger.get(f"{PAGE}around/", {"of": f"study:{slug}"}, headers=HTMX).status_code == 404
        assert stranger.get(f"{PAGE}list.csv", {"of": f"study:{slug}"}).status_code == 404
        assert stranger.get(PAGE, {"of": HALEN, "to": f"study:{slug}"}).status_code == 404


def test_each_sees_their_own_studies(stranger, cast):
    mine = Study.objects.create(slug="mijn-studie", title="Mijn studie")
    mine.access.create(user=cast["stranger"], role="owner")
    mine.municipalities.set(Municipality.objects.filter(nis="71020"))
    (near,) = stranger.get(PAGE, {"of": "study:mijn-studie"}).context["near"]
    assert near[0] == 1
    labels = [thing.label for thing in stranger.get(f"{PAGE}search/", {"q": "studie"}).context["found"]]
    assert "Mijn studie" in labels
