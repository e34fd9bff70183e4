"""The network page: what it reads, draws and exports, and what that costs."""

import csv
import io
import json
import re

import networkx as nx
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Agreement, Boundary, DataVersion, Membership, Municipality

pytestmark = pytest.mark.django_db
NETWORK = "/studies/halen-herk-lummen/network/"
SQUARE = {"type": "Polygon", "coordinates": [[[5.0, 51.0], [5.1, 51.0], [5.1, 51.1], [5.0, 51.0]]]}


@pytest.fixture
def reader(client_of):
    return client_of("reader")


def spec_of(response) -> dict:
    block = re.search(
        r'<script id="network-spec" type="application/json">(.*?)</script>', response.text, re.S
    )
    return json.loads(block.group(1))


def nodes_of(response) -> dict[str, dict]:
    """The drawn municipalities by name."""
    rows = [row for data in spec_of(response)["datasets"].values() for row in data]
    return {row["name"]: row for row in rows if "name" in row and "number" in row}


def test_without_outlines_the_ties_are_drawn_by_strength(reader):
    response = reader.get(NETWORK)
    assert response.context["how"] == "force"
    assert {"Halen", "Herk-de-Stad", "Lummen", "Diest"} <= set(nodes_of(response))


def test_with_outlines_the_map_comes_first(reader):
    Boundary.objects.create(municipality=Municipality.objects.get(nis="71020"), geometry=SQUARE)
    response = reader.get(NETWORK)
    assert response.context["how"] == "map"
    assert response.context["drawn"].outlined == 1


def test_a_map_without_any_outline_says_what_to_import(reader):
    response = reader.get(NETWORK, {"view": "map"})
    assert "network-spec" not in response.text
    assert 'href="/import/"' in response.text


def test_municipalities_without_ties_show_no_evidence(reader):
    drawn = nodes_of(reader.get(NETWORK))
    assert drawn["Diest"]["number"] == ""
    assert drawn["Halen"]["number"] == "1"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, 32),
        ({"include_to_check": "on"}, 32),  # Audio has one member in view: it ties nobody, but is read
        ({"domain": "wonen"}, 7),
        ({"max_members": "2"}, None),
        ({"source": "abb-register-2023"}, None),
    ],
)
def test_filters_change_what_is_read(reader, query, shown):
    view = reader.get(NETWORK, {"scope": "study", **query}).context["view"]
    number = view.ties["agreement"].nunique()
    if shown is not None:
        assert number == shown + ("include_to_check" in query)
    assert number <= 33


def test_a_refused_filter_says_so_and_keeps_the_rest(reader):
    response = reader.get(NETWORK, {"max_members": "1", "domain": "wonen", "on": "gisteren"})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"max_members", "on"}
    assert response.context["view"].reading.domain == "wonen"


def test_active_filters_can_be_taken_away(reader):
    chips = reader.get(NETWORK, {"obligation": "voluntary", "max_members": "30", "resolution": "1"}).context[
        "chips"
    ]
    assert [chip["remove_url"] for chip in chips] == [
        f"{NETWORK}?max_members=30&resolution=1",
        f"{NETWORK}?obligation=voluntary&resolution=1",
    ]


def test_resolution_one_and_a_finer_one_differ_in_what_they_are_kept_under(reader):
    coarse = reader.get(NETWORK, {"scope": "study", "resolution": "0.2"}).context["picture"]
    fine = reader.get(NETWORK, {"scope": "study", "resolution": "3"}).context["picture"]
    assert len(coarse.clusters) == 1
    assert len(fine.clusters) == 3


def test_pairs_are_tabled_with_every_measure(reader):
    rows = reader.get(NETWORK, {"scope": "study"}).context["pairs"].rows
    best = rows[0].record
    assert (best["a_name"], best["b_name"], best["shared"], best["n_a"], best["n_b"]) == (
        "Halen",
        "Lummen",
        24,
        26,
        27,
    )
    assert (round(best["share_a"], 4), round(best["share_b"], 4), round(best["jaccard"], 4)) == (
        0.9231,
        0.8889,
        0.8276,
    )


def test_pairs_export_as_they_are_tabled(reader):
    body = reader.get("/studies/halen-herk-lummen/network/export.csv", {"scope": "study"}).content
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Gemeente"], row["Met"], row["Gedeeld"], row["Jaccard"]) for row in rows] == [
        ("Halen", "Lummen", "24", "0,8276"),
        ("Halen", "Herk-de-Stad", "22", "0,7333"),
        ("Herk-de-Stad", "Lummen", "21", "0,6562"),
    ]


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graphs_are_read_back_by_networkx(reader, form, read):
    body = reader.get(f"/studies/halen-herk-lummen/network/export.{form}", {"scope": "study"}).content
    graph = read(io.BytesIO(body))
    kinds = [data["kind"] for _node, data in graph.nodes(data=True)]
    assert (kinds.count("municipality"), kinds.count("agreement")) == (3, 32)
    assert graph.number_of_edges() == 79
    halen = next(node for node, data in graph.nodes(data=True) if data["name"] == "Halen")
    assert (graph.nodes[halen]["nis"], graph.degree(halen)) == ("71020", 26)


@pytest.mark.parametrize("form", ["docx", "svg.exe", ""])
def test_a_form_that_is_not_written_does_not_exist(reader, form):
    assert reader.get(f"/studies/halen-herk-lummen/network/export.{form}").status_code == 404
    assert reader.get(f"/studies/halen-herk-lummen/network/picture.{form}").status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_picture_is_a_file_of_its_own(reader, form, begins):
    response = reader.get(f"/studies/halen-herk-lummen/network/picture.{form}", {"scope": "study"})
    assert response.content.startswith(begins)
    assert "attachment" in response["Content-Disposition"]


def queries(client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "cooperations/",
        "cooperations/list/",
        "cooperations/list/?whose=all",
        "cooperations/map/",
        "cooperations/export.csv",
        "network/",
        "network/?view=heatmap",
        "network/export.graphml",
        "to-confirm/",
    ],
)
def test_queries_do_not_grow_with_rows(reader, path):
    """At most twenty-one, and as many for ten times the rows."""
    address = f"/studies/halen-herk-lummen/{path}"
    reader.get(address)
    few = queries(reader, address)
    municipalities = list(Municipality.objects.filter(nis__startswith="7"))
    agreements = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(300)
    )
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=municipality)
        for agreement in agreements
        for municipality in municipalities
    )
    DataVersion.raise_it()
    assert queries(reader, address) == few
    assert few <= 21
