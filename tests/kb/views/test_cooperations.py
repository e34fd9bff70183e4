"""The cooperations as matrix, list, map and file."""

import csv
import io

import openpyxl
import pytest
from django.core.management import call_command

from kb.models import Agreement, Boundary, Membership, Municipality

pytestmark = pytest.mark.django_db
BASE = "/studies/halen-herk-lummen/cooperations/"
SQUARE = {"type": "Polygon", "coordinates": [[[5.0, 51.0], [5.1, 51.0], [5.1, 51.1], [5.0, 51.0]]]}


@pytest.fixture
def reader(client_of):
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


def test_differences_only_shows_the_seven_and_can_be_switched_off(reader):
    shown = reader.get(BASE, {"differences": "1"})
    assert [len(group.rows) for group in shown.context["matrix"].groups] == [2, 1, 2, 2]
    assert shown.context["toggle_url"] == BASE
    assert reader.get(BASE).context["toggle_url"] == f"{BASE}?differences=1"


def test_the_matrix_says_what_it_leaves_out(reader):
    assert "1 membership to check is not counted." in " ".join(reader.get(BASE).text.split())


def test_an_empty_matrix_says_what_to_do(reader):
    assert 'href="/import/"' in reader.get(BASE, {"source": "regioscreening-2012"}).text


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 33),
        ({"q": "limburg"}, None),
        ({"domain": "wonen"}, 7),
        ({"to_check": "on"}, 1),
        ({"member": "71020"}, 26),
        ({"member": "71024", "to_check": "on"}, 1),
        ({"whose": "all"}, 36),
        ({"q": "0219395192"}, 1),
    ],
)
def test_the_list_filters(reader, query, n):
    found = reader.get(f"{BASE}list/", query).context["filter"].qs
    if n is None:
        assert {row.name for row in found} >= {"Limburg.net", "CAW Limburg", "Energiehuis Limburg"}
    else:
        assert found.count() == n


def test_the_list_sorts_by_members_of_the_study(reader):
    rows = reader.get(f"{BASE}list/", {"sort": "mine"}).context["table"].rows
    counts = [row.record.mine for row in rows]
    assert counts == sorted(counts)


def test_the_list_counts_members_once_for_two_bodies(reader):
    cipal = Agreement.objects.get(name="Cipal")
    halen = Municipality.objects.get(nis="71020")
    Membership.objects.create(agreement=cipal, municipality=halen, body=Membership.Body.OCMW)
    row = next(row for row in reader.get(f"{BASE}list/", {"q": "Cipal"}).context["table"].rows)
    assert (row.record.size, row.record.mine) == (3, 3)


def test_an_exported_list_holds_every_tie_of_what_is_listed(reader):
    body = reader.get(f"{BASE}export.csv", {"q": "Cipal"}).content
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Samenwerkingsverband"], row["Gemeente"], row["NIS-code"], row["Bron"]) for row in rows] == [
        ("Cipal", "Halen", "71020", "analyse-2022"),
        ("Cipal", "Herk-de-Stad", "71024", "analyse-2022"),
        ("Cipal", "Lummen", "71037", "analyse-2022"),
    ]


def test_an_export_imports_again_with_nothing_changed(client_of, tmp_path, capsys):
    """Also with ties to check, several sources, bodies, dates, and names that look like formulas."""
    trick = Agreement.objects.create(
        code="truc", name="=HYPERLINK(1)", status="active", founded_on="2001-02-03"
    )
    halen = Municipality.objects.get(nis="71020")
    Membership.objects.create(
        agreement=trick, municipality=halen, body="ocmw", since="2002-01-01", role="+lid"
    )
    exported = tmp_path / "lijst.xlsx"
    exported.write_bytes(client_of("owner").get(f"{BASE}export.xlsx", {"whose": "all"}).content)
    sheet = openpyxl.load_workbook(exported).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    before = list(Membership.objects.order_by("pk").values())
    call_command("import_kb", str(exported), "--by", "owner")
    said = capsys.readouterr().out
    assert "created" not in said
    assert "changed" not in said.replace("unchanged", "")
    assert list(Membership.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("form", ["pdf", "xlsm", "csv.php"])
def test_a_form_that_is_not_written_does_not_exist(reader, form):
    assert reader.get(f"{BASE}export.{form}").status_code == 404


def test_the_map_without_outlines_says_what_to_import(reader):
    response = reader.get(f"{BASE}map/")
    assert response.context["drawn"].outlined == 0
    assert 'href="/import/"' in response.text


def test_the_map_shows_the_members_of_one_cooperation(reader):
    for nis in ("71020", "71024", "24020"):
        Boundary.objects.create(municipality=Municipality.objects.get(nis=nis), geometry=SQUARE)
    audio = Agreement.objects.get(name="Audio")
    response = reader.get(f"{BASE}map/", {"agreement": audio.pk})
    assert response.context["chosen"] == audio
    drawn = response.context["drawn"]
    assert (drawn.outlined, drawn.without_outline) == (3, drawn.total - 3)
    assert "to check" in str(drawn.spec)


@pytest.mark.parametrize("asked", ["0", "abc", "999999", "²"])
def test_an_unknown_cooperation_shows_the_counted_map(reader, asked):
    assert reader.get(f"{BASE}map/", {"agreement": asked}).context["chosen"] is None


@pytest.mark.parametrize(
    "query", ["per_page=-5", "per_page=1000000", "page=0", "page=99", "page=abc", "sort=nothing"]
)
def test_an_odd_address_still_shows_a_page(reader, query):
    table = reader.get(f"{BASE}list/?{query}").context["table"]
    assert len(table.page.object_list) <= 25
    assert table.page.number in {1, 2}


def test_what_has_no_theme_is_said_and_leads_to_where_it_gets_one(reader):
    loose = Agreement.objects.create(code="los", name="Los verband")
    Membership.objects.create(agreement=loose, municipality=Municipality.objects.get(nis="71020"))
    text = " ".join(reader.get(BASE).text.split())
    assert "1 cooperation has no theme yet and is left out of that." in text
    assert "/facts/agreements/?theme=none&amp;study=halen-herk-lummen" in text
