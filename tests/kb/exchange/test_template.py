"""The product's own template: lists to choose from, and read back by our own reader."""

import io

import pytest
from openpyxl import load_workbook

from kb.exchange.read import read
from kb.exchange.template import template_xlsx
from kb.exchange.vocabulary import LONG_COLUMNS, heading

DATA = template_xlsx(
    domains=["Wonen", "Overige"],
    themes=[("Wonen", "Woonmaatschappijen"), ("Overige", "HR/ICT")],
    forms=["vzw", "Projectvereniging"],
    municipalities=["Halen", "Herk-de-Stad", "Lummen"],
)


@pytest.fixture
def book():
    return load_workbook(io.BytesIO(DATA))


def test_three_sheets_with_the_columns_of_the_long_form(book):
    assert book.sheetnames == ["Samenwerkingen", "Lijsten", "Uitleg"]
    assert tuple(cell.value for cell in book["Samenwerkingen"][1]) == LONG_COLUMNS


def test_drop_downs_offer_what_is_in_the_lists(book):
    offered = {}
    headings = {cell.column_letter: cell.value for cell in book["Samenwerkingen"][1]}
    for validation in book["Samenwerkingen"].data_validations.dataValidation:
        cells = book["Lijsten"][validation.formula1.partition("!")[2].replace("$", "")]
        first = str(validation.sqref).partition(":")[0]
        offered[headings[first.rstrip("0123456789")]] = [cell.value for (cell,) in cells]
    assert offered == {
        "Gemeente": ["Halen", "Herk-de-Stad", "Lummen"],
        "Domein": ["Wonen", "Overige"],
        "Thema": ["Woonmaatschappijen", "HR/ICT"],
        "Rechtsvorm": ["vzw", "Projectvereniging"],
        "Verplicht of vrijwillig": ["verplicht", "vrijwillig", "onbekend"],
        "Status": ["actief", "beëindigd", "gepland", "onbekend"],
        "Orgaan": ["gemeente", "OCMW"],
        "Bevestigd": ["ja", "te controleren"],
    }


def test_every_column_that_is_explained_exists(book):
    explained = [row[0].value for row in book["Uitleg"].iter_rows(min_row=2)]
    assert set(explained[:-2]) <= set(LONG_COLUMNS)


def test_the_empty_template_holds_nothing(book):
    document = read([("sjabloon.xlsx", DATA)])
    assert (document.kind, document.agreements, document.refusals) == ("long", (), ())
    assert document.ignored == ("Lijsten", "Uitleg")


def test_what_is_filled_in_is_read_and_the_example_is_not(book):
    sheet = book["Samenwerkingen"]
    for field, value in {"agreement": "Cipal", "theme": "HR/ICT", "municipality": "Halen"}.items():
        sheet.cell(row=3, column=LONG_COLUMNS.index(heading(field)) + 1, value=value)
    stream = io.BytesIO()
    book.save(stream)
    document = read([("sjabloon.xlsx", stream.getvalue())])
    assert [(row.theme, row.name) for row in document.agreements] == [("HR/ICT", "Cipal")]
    assert [(row.municipality, row.where.row) for row in document.memberships] == [("Halen", 3)]


def test_a_knowledge_base_without_themes_still_gives_a_template():
    assert load_workbook(io.BytesIO(template_xlsx([], [], [], []))).sheetnames[0] == "Samenwerkingen"
