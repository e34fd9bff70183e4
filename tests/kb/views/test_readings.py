"""The page of four readings and the page of a pair: what they say, read, draw and export."""

import csv
import io
import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Agreement, DataVersion, Membership, Municipality

pytestmark = pytest.mark.django_db
READINGS = "/studies/halen-herk-lummen/network/readings/"
STUDY = {"scope": "study"}


@pytest.fixture
def reader(client_of):
    return client_of("reader")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def drawn(response) -> list[dict]:
    block = re.search(
        r'<script id="readings-spec" type="application/json">(.*?)</script>', response.text, re.S
    )
    return [row for data in json.loads(block.group(1))["datasets"].values() for row in data]


def in_english(client):
    client.cookies["django_language"] = "en"
    return client


def test_the_finding_names_the_pair_that_comes_first_in_every_count(reader):
    said = text_of(in_english(reader).get(READINGS, STUDY))
    assert "Halen and Lummen come first in every count: they share 24 agreements" in said
    assert "This view is too small to tell overlap from chance." in said
    assert "the smallest p within reach is" in said
    assert "no tie" not in said.replace("not the same as no tie", "")


def test_a_shared_first_place_is_said(reader):
    """In this domain the three share one agreement, which is voluntary and small."""
    response = in_english(reader).get(READINGS, {**STUDY, "domain": "overige"})
    assert "they share 1 agreement, 1 of them voluntary and 1 with" in text_of(response)
    assert "So do 2 other pairs." in text_of(response)


def test_where_all_is_mandatory_only_the_first_count_has_a_first_pair(reader):
    response = in_english(reader).get(READINGS, {**STUDY, "domain": "veiligheid"})
    told, said = response.context["told"], text_of(response)
    assert set(told.firsts) == {"all", "small"}
    assert "Who overlaps most depends on what you count." in said
    assert "Over voluntary ones" not in said


def test_each_reading_says_what_it_counts_and_leaves_out(reader):
    response = in_english(reader).get(READINGS, STUDY)
    found, said = response.context["found"], text_of(response)
    assert found.agreements["all"] == 32
    assert f"requires it: {found.fixed}; because the obligation is not known: {found.unknown}." in said
    assert found.agreements["voluntary"] + found.fixed + found.unknown == 32
    assert f"{found.agreements['small']} of them with at most 30 members" in said


def test_the_picture_and_its_table_say_the_same(reader):
    response = reader.get(READINGS, STUDY)
    cells = [row for row in drawn(response) if "reading" in row]
    assert next(cell["said"] for cell in cells if cell["pair"] == "Halen – Lummen") == "24"
    records = [row.record for row in response.context["pairs"].rows]
    assert [(row["a_name"], row["b_name"], row["shared_all"], row["evidence"]) for row in records] == [
        ("Halen", "Lummen", 24, "none"),
        ("Halen", "Herk-de-Stad", 22, "none"),
        ("Herk-de-Stad", "Lummen", 21, "none"),
    ]
    assert len(cells) == 4 * len(records)


def test_squares_hold_every_municipality_of_the_view(reader):
    response = reader.get(READINGS, {**STUDY, "view": "squares"})
    assert {row["name"] for row in drawn(response) if "in_study" in row} == {
        "Halen",
        "Herk-de-Stad",
        "Lummen",
    }


@pytest.mark.parametrize(
    ("query", "measure", "n"),
    [
        ({"measure": "weight"}, "weight", 30),
        ({"measure": "shared"}, "jaccard", 30),
        ({"max_members": "2"}, "jaccard", 2),
    ],
)
def test_measure_and_size_are_asked_for(reader, query, measure, n):
    found = reader.get(READINGS, {**STUDY, **query}).context["found"]
    assert (found.measure, found.most) == (measure, n)


def test_what_is_refused_says_so_and_is_read_as_usual(reader):
    wrong = {"max_members": "1", "alpha": "0.5", "measure": "luck", "whose": "mine", "view": "cube"}
    response = reader.get(READINGS, {**STUDY, **wrong})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"max_members", "alpha", "measure", "whose"}
    found = response.context["found"]
    assert (found.most, found.alpha, found.measure, response.context["how"]) == (30, 0.05, "jaccard", "pairs")


def test_a_long_address_is_kept_under_a_short_name(reader):
    every = {"domain": "wonen", "form": "", "source": "analyse-2022", "on": "2022-12-31", "x": "y" * 300}
    assert reader.get(READINGS, {**STUDY, **every}).context["told"].sharing == 3


def test_only_the_filters_that_differ_can_be_taken_away(reader):
    response = reader.get(READINGS, {**STUDY, "max_members": "30", "alpha": "0.05", "whose": "study"})
    assert len(response.context["chips"]) == 1
    assert "scope" not in response.context["chips"][0]["remove_url"]


def test_a_view_without_pairs_says_what_to_do(reader, demo):
    demo.municipalities.set(Municipality.objects.filter(name="Halen"))
    DataVersion.raise_it()
    response = in_english(reader).get(READINGS, STUDY)
    assert "readings-spec" not in response.text
    assert "No pair in this view" in response.text


def test_a_view_without_agreements_says_so(reader):
    response = in_english(reader).get(READINGS, {**STUDY, "source": "abb-register-2023"})
    assert "No two municipalities in this view are known to share an agreement." in text_of(response)


def test_pairs_are_sorted_and_paged(reader):
    response = reader.get(READINGS, {"whose": "all", "pair-sort": "b_name", "pair-page": "2"})
    names = [row.record["b_name"] for row in response.context["pairs"].paginated_rows]
    assert len(names) == 15
    assert names == sorted(names)
    assert "pair-sort" not in response.context["query"]


def test_pairs_export_as_they_are_tabled(reader):
    body = reader.get(f"{READINGS}export.csv", STUDY).content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row[:5] for row in rows[1:]] == [
        ["Halen", "71020", "Lummen", "71037", "24"],
        ["Halen", "71020", "Herk-de-Stad", "71024", "22"],
        ["Herk-de-Stad", "71024", "Lummen", "71037", "21"],
    ]
    assert len(rows[0]) == len(set(rows[0])) + 1  # the NIS code of either


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_picture_is_a_file_of_its_own(reader, form, begins):
    response = reader.get(f"{READINGS}picture.{form}", STUDY)
    assert response.content.startswith(begins)
    assert "attachment" in response["Content-Disposition"]


def test_a_form_that_is_not_written_does_not_exist(reader):
    assert reader.get(f"{READINGS}export.docx").status_code == 404
    assert reader.get(f"{READINGS}picture.docx").status_code == 404


def test_the_agreements_behind_a_pair(reader):
    response = in_english(reader).get(f"{READINGS}71020/71037/", STUDY)
    rows = [row.record for row in response.context["agreements"].rows]
    assert (sum(row["whose"] == "both" for row in rows), len(rows)) == (24, 29)
    assert {row["whose"] for row in rows} == {"both", "only Halen", "only Lummen"}
    said = text_of(response)
    assert "They share 24 agreements" in said
    assert "no evidence that it is more or fewer than that" in said
    assert "as given" in said


def test_a_pair_is_the_same_either_way_round(reader):
    one, other = (reader.get(f"{READINGS}{pair}/", STUDY) for pair in ("71020/71037", "71037/71020"))
    assert one.context["pair"] == other.context["pair"]


def test_a_pair_keeps_the_filters_of_the_page(reader):
    page = reader.get(READINGS, {**STUDY, "domain": "wonen"})
    link = re.search(rf'href="({READINGS}71020/71037/[^"]*)"', page.text).group(1).replace("&amp;", "&")
    rows = [row.record for row in reader.get(link).context["agreements"].rows]
    assert {row["domain_name"] for row in rows} == {"Wonen"}


@pytest.mark.parametrize("pair", ["71020/71020", "71020/13011", "71020/99999", "x/y"])
def test_a_pair_outside_the_view_does_not_exist(reader, pair):
    assert reader.get(f"{READINGS}{pair}/", STUDY).status_code == 404


def test_evidence_is_named_where_there_is_any(reader):
    """Limburg in two camps, each with twelve agreements of its own."""
    members = list(Municipality.objects.filter(province__name="Limburg", valid_until=None).order_by("nis"))
    camps = (members[::2], members[1::2])
    for number in range(24):
        agreement = Agreement.objects.create(
            code=f"kamp-{number}", name=f"Kamp {number}", status="active", obligation="voluntary"
        )
        for municipality in camps[number % 2]:
            Membership.objects.create(agreement=agreement, municipality=municipality, status="confirmed")
    DataVersion.raise_it()
    response = in_english(reader).get(READINGS, {"scope": "region", "whose": "all"})
    told, found = response.context["told"], response.context["found"]
    assert found.can_show
    assert told.above > 0
    assert told.below > 0
    assert f"Sharing more: {told.above}; fewer: {told.below}" in text_of(response)


def queries(client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["", "?view=squares", "71020/71037/", "export.csv"])
def test_queries_do_not_grow_with_rows(reader, path):
    """At most twenty-one, and as many for ten times the rows."""
    address = f"{READINGS}{path}"
    reader.get(address)
    few = queries(reader, address)
    municipalities = list(Municipality.objects.filter(nis__startswith="7"))
    agreements = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(100)
    )
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=municipality)
        for agreement in agreements
        for municipality in municipalities
    )
    DataVersion.raise_it()
    assert queries(reader, address) == few
    assert few <= 21


def test_a_pair_says_in_which_domains_it_meets(reader):
    response = in_english(reader).get(f"{READINGS}71020/71037/", STUDY)
    rows = [row.record for row in response.context["domains"].rows]
    assert sum(row["shared"] for row in rows) == 24
    assert [row["shared"] for row in rows] == sorted((row["shared"] for row in rows), reverse=True)
    living = next(row for row in rows if row["domain_name"] == "Wonen")
    assert (living["shared"], living["n_a"], living["n_b"]) == (3, 5, 5)
    assert "Where do they meet?" in text_of(response)
