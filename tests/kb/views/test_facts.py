from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from kb.exchange.read import read
from kb.models import (
    Agreement,
    Claim,
    Membership,
    Municipality,
    Participation,
    Source,
    Stakeholder,
    Theme,
)
from kb.tables.facts import FACTS

pytestmark = pytest.mark.django_db
UNTHEMED = "/facts/agreements/?theme=none"


@pytest.fixture
def demo(demo):
    """The demo, with something in every table."""
    hospital = Stakeholder.objects.create(code="ziekenhuis", name="Ziekenhuis")
    Participation.objects.create(agreement=Agreement.objects.get(name="Cipal"), stakeholder=hospital)
    return demo


@pytest.fixture
def reader(client_of) -> Client:
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


def lines(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def names(response: Any) -> list[str]:
    return [str(row.record) for row in response.context["table"].rows]


def test_every_table_is_on_the_index_with_its_number(reader, demo):
    cards = {str(card["title"]): card["n"] for card in reader.get("/facts/").context["cards"]}
    assert cards["Agreements"] == Agreement.objects.count()
    assert len(cards) == len(FACTS)


@pytest.mark.parametrize("slug", FACTS)
def test_every_table_shows_and_exports_all_its_rows(reader, demo, slug):
    page = reader.get(f"/facts/{slug}/")
    n = page.context["table"].paginator.count
    exported = lines(reader.get(f"/facts/{slug}/export.csv"))
    assert n == FACTS[slug].rows().count() > 0
    assert len(exported) == n


@pytest.mark.parametrize("slug", FACTS)
def test_every_row_says_what_it_is(reader, demo, slug):
    """The first column names the row, on the page and in the file."""
    table = reader.get(f"/facts/{slug}/").context["table"]
    shown = {str(next(iter(row.cells))) for row in table.rows}
    exported = {next(iter(line.values())) for line in lines(reader.get(f"/facts/{slug}/export.csv"))}
    assert {"", "–", "None"} & (shown | exported) == set()


def test_a_legal_form_is_named_in_the_language_of_the_reader(reader, demo):
    names_of = {language: legal_forms(reader, language) for language in ("en", "nl")}
    assert "Welfare association" in names_of["en"]
    assert "Welzijnsvereniging" in names_of["nl"]


def legal_forms(browser: Client, language: str) -> set[str]:
    browser.cookies["django_language"] = language
    return {next(iter(line.values())) for line in lines(browser.get("/facts/legal-forms/export.csv"))}


@pytest.mark.parametrize("slug", FACTS)
def test_every_column_sorts(reader, demo, slug):
    codes = {reader.get(f"/facts/{slug}/", {"sort": f"-{name}"}).status_code for name in FACTS[slug].columns}
    assert codes == {200}


def test_a_table_that_does_not_exist_is_not_found(reader, demo):
    found = [reader.get(f"/facts/{path}").status_code for path in ("users/", "themes/export.pdf")]
    assert found == [404, 404]


def test_a_table_is_filtered_sorted_and_exported_as_shown(reader, demo):
    query = {"q": "limburg", "domain": "wonen", "sort": "-name"}
    assert names(reader.get("/facts/agreements/", query)) == [
        "Wonen in West-Limburg",
        "Platform West-Limburg",
        "Limburg",
    ]
    exported = lines(reader.get("/facts/agreements/export.csv", query))
    assert {row["Agreement"] for row in exported} == {
        "Limburg",
        "Platform West-Limburg",
        "Wonen in West-Limburg",
    }


def test_an_excel_file_holds_dates_and_numbers(reader, demo):
    book = load_workbook(io.BytesIO(reader.get("/facts/municipalities/export.xlsx", {"q": "halen"}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:5] == ("Municipality", "NIS code", "Province", "Reference region", "Inhabitants")
    assert rows[1][:5] == ("Halen", "71020", "Limburg", "Limburg", 9485)


@pytest.mark.parametrize(("language", "said"), [("nl", "78.714"), ("en", "78,714")])
def test_inhabitants_are_grouped_as_the_reader_does(reader, demo, language, said):
    reader.cookies["django_language"] = language
    page = reader.get("/facts/municipalities/", {"q": "71022"})
    assert page.context["table"].rows[0].get_cell("population") == said


def test_exported_memberships_read_back_as_they_are(reader, demo):
    """Rejected ties stay at home: the long form says who is a member."""
    file = reader.get("/facts/memberships/export.xlsx").content
    document = read([("memberships.xlsx", file)])
    codes = {row.key: dict(row.identifiers)["code"] for row in document.agreements}
    found = {
        (codes[row.agreement_key], row.municipality, row.body, row.status) for row in document.memberships
    }
    held = Membership.objects.values_list("agreement__code", "municipality__nis", "body", "status")
    assert (found, document.refusals) == (set(held), ())


def test_only_the_filtered_memberships_leave(reader, demo):
    exported = lines(reader.get("/facts/memberships/export.csv", {"q": "71024", "status": "to_check"}))
    assert [(row["Samenwerkingsverband"], row["NIS-code"]) for row in exported] == [("Audio", "71024")]


@pytest.mark.parametrize("slug", FACTS)
def test_a_table_needs_as_many_queries_for_many_rows(reader, demo, django_assert_num_queries, slug):
    def queries() -> int:
        with django_assert_num_queries(20, exact=False) as counted:
            assert reader.get(f"/facts/{slug}/").status_code == 200
        return len(counted)

    reader.get("/facts/")
    few = queries()
    grow()
    assert queries() == few


def grow() -> None:
    theme, source = Theme.objects.get(name="HR/ICT"), Source.objects.get(code="analyse-2022")
    for number, one in enumerate(Municipality.objects.all()):
        agreement = Agreement.objects.create(code=f"meer-{number}", name=f"Meer {number}", theme=theme)
        tie = Membership.objects.create(agreement=agreement, municipality=one)
        Claim.objects.create(membership=tie, source=source, recorded_at="2026-01-01T00:00Z")


def test_the_index_needs_no_more_than_twenty_queries(reader, demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        reader.get("/facts/")


def test_tables_start_in_the_order_of_their_names(reader, demo):
    shown = names(reader.get("/facts/agreements/"))
    held = Agreement.objects.order_by("name", "code").values_list("name", flat=True)
    assert shown == list(held)


@pytest.fixture
def unthemed(demo) -> list[Agreement]:
    """Three of the study; elsewhere there is Neteland."""
    names = ("Cipal", "Audio", "Reling")
    Agreement.objects.filter(name__in=names).update(theme=None)
    return list(Agreement.objects.filter(name__in=names).order_by("name"))


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


def test_agreements_without_a_theme_are_a_list(reader, unthemed):
    assert names(reader.get(UNTHEMED)) == ["Audio", "Cipal", "Neteland", "Reling"]
    assert names(reader.get(f"{UNTHEMED}&study=halen-herk-lummen")) == ["Audio", "Cipal", "Reling"]
    assert "give-theme" not in reader.get(UNTHEMED).content.decode()


def test_a_study_that_is_closed_to_somebody_is_no_filter(client_of, unthemed):
    found = client_of("stranger").get(f"{UNTHEMED}&study=halen-herk-lummen")
    assert list(found.context["filter"].form.errors) == ["study"]


def test_one_theme_goes_to_every_row_that_was_ticked(editor, people, unthemed):
    audio, cipal, _reling = unthemed
    theme = Theme.objects.get(name="HR/ICT")
    sent = {"agreements": [audio.pk, cipal.pk], "theme": theme.pk, "reason": "both are ICT"}
    assert [column.name for column in editor.get(UNTHEMED).context["table"].columns][:3] == [
        "name",
        "tick",
        "theme",
    ]
    response = editor.post(UNTHEMED, sent, follow=True)
    assert response.redirect_chain == [(UNTHEMED, 302)]
    assert [str(said) for said in response.context["messages"]] == ["2 agreements have a theme now."]
    assert names(response) == ["Neteland", "Reling"]
    versions = Agreement.history.filter(theme=theme, history_change_reason="both are ICT")
    assert {(row.name, row.history_user) for row in versions} == {
        ("Audio", people["editor"]),
        ("Cipal", people["editor"]),
    }


def test_what_got_a_theme_meanwhile_keeps_it(editor, unthemed):
    audio = unthemed[0]
    water, ict = Theme.objects.get(name="Water"), Theme.objects.get(name="HR/ICT")
    Agreement.objects.filter(pk=audio.pk).update(theme=water)
    editor.post(UNTHEMED, {"agreements": [audio.pk], "theme": ict.pk})
    audio.refresh_from_db()
    assert audio.theme == water


def test_a_theme_that_is_refused_changes_nothing_and_keeps_the_ticks(editor, unthemed):
    audio, cipal, _reling = unthemed
    theme = Theme.objects.get(name="HR/ICT")
    Agreement.objects.create(code="cipal-2", name="Cipal", theme=theme)
    response = editor.post(UNTHEMED, {"agreements": [audio.pk, cipal.pk], "theme": theme.pk})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "Cipal: This theme already has an agreement with this name."
    ]
    assert Agreement.objects.filter(theme=None).count() == 4
    assert response.content.decode().count(" checked>") == 2


def test_nothing_ticked_is_said(editor, unthemed):
    response = editor.post(UNTHEMED, {"theme": Theme.objects.get(name="HR/ICT").pk})
    assert response.context["form"].errors == {"agreements": ["Tick the agreements that get this theme."]}
    assert "Tick the agreements that get this theme." in response.content.decode()
