"""Theme rows and municipality columns: the inventory as it was made comes out exactly."""

from collections import Counter
from itertools import pairwise

import pytest

from kb.exchange.read import read
from kb.exchange.reasons import ImportRefused, Reason
from kb.exchange.rows import AgreementRow, MembershipRow, Refusal, Where
from kb.exchange.writers import table_csv
from tests.kb.exchange.inventory import as_workbook, domain_in_rows_of_its_own, domain_once

SHEET = "Inventaris"


def merged_domains():
    """Domains merged down over their themes, as a spreadsheet's own menu does it."""
    rows = domain_once()
    starts = [number for number, row in enumerate(rows, start=1) if row[0]][1:]
    starts.append(len(rows) + 1)
    areas = [f"A{first}:A{after - 1}" for first, after in pairwise(starts)]
    return as_workbook(rows, merge=areas)


def merged_banners():
    """Domains in rows of their own, merged over all columns."""
    rows = domain_in_rows_of_its_own()
    areas = [f"A{number}:D{number}" for number, row in enumerate(rows, start=1) if len(row) == 1]
    return as_workbook(rows, merge=areas)


SHAPES = {
    "domain once": as_workbook(domain_once()),
    "domain in rows of its own": as_workbook(domain_in_rows_of_its_own()),
    "domains merged down": merged_domains(),
    "domains merged across": merged_banners(),
    "a title above": as_workbook(domain_once(), title="Inventaris van Halen, Herk-de-Stad en Lummen"),
    "csv": table_csv(domain_once()[0], domain_once()[1:]),
}


def wide(*rows):
    return read([("a.xlsx", as_workbook([list(row) for row in rows]))])


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_the_inventory_comes_out_exactly(data):
    document = read([("inventaris", data)])
    assert document.kind == "wide"
    assert document.refusals == ()
    assert len(document.agreements) == 33
    assert len({row.theme for row in document.agreements}) == 25
    assert len({row.domain for row in document.agreements}) == 6
    portfolios = Counter((row.municipality, row.status) for row in document.memberships)
    assert portfolios == {
        ("Halen", "confirmed"): 26,
        ("Herk-de-Stad", "confirmed"): 26,
        ("Herk-de-Stad", "to_check"): 1,
        ("Lummen", "confirmed"): 27,
    }


def test_every_agreement_is_closed_over_the_columns():
    document = read([("a.xlsx", SHAPES["domain once"])])
    assert document.closed_agreements == {row.key for row in document.agreements}
    assert document.scope == ("Halen", "Herk-de-Stad", "Lummen")


def test_names_are_cut_at_lines_and_semicolons_only():
    document = wide(
        ["Thema", "Halen", "Lummen"],
        ["Wonen", "• Eerste\n- Tweede; Derde", "PZ Aalter/Knesselare"],
        ["UiTPAS", "Herk-de-Stad & Lummen", " geen "],
    )
    assert [(row.theme, row.name) for row in document.agreements] == [
        ("Wonen", "Eerste"),
        ("Wonen", "Tweede"),
        ("Wonen", "Derde"),
        ("Wonen", "PZ Aalter/Knesselare"),
        ("UiTPAS", "Herk-de-Stad & Lummen"),
    ]


@pytest.mark.parametrize(
    "mark", [" (te controleren)", " (to check)", ", to check", "?", " (?)", " (Te Controleren)"]
)
def test_a_mark_behind_the_name_makes_it_to_check(mark):
    document = wide(["Domein", "Thema", "Halen"], ["Overige", "Audit", f"Audio{mark}"])
    where = Where(SHEET, 2, "Halen")
    assert document.agreements == (AgreementRow("audit/audio", "Audio", where, "Audit", "Overige"),)
    assert document.memberships == (MembershipRow("audit/audio", "Halen", where, status="to_check"),)


def test_a_merged_name_counts_for_every_municipality_under_it():
    data = as_workbook([["Thema", "Halen", "Lummen"], ["Water", "De Watergroep"]], merge=["B2:C2"])
    assert [row.municipality for row in read([("a.xlsx", data)]).memberships] == ["Halen", "Lummen"]


def test_what_is_not_a_name_is_refused_where_it_stands():
    document = wide(
        ["Domein", "Thema", "Halen", "Lummen"], [None, None, "Cipal", None], ["X", "Water", "Y", "idem"]
    )
    assert document.refusals == (
        Refusal(Where(SHEET, 2, "Halen"), Reason.MISSING_THEME, "Cipal"),
        Refusal(Where(SHEET, 3, "Lummen"), Reason.DITTO, "idem"),
    )


def test_sheets_with_other_municipalities_are_not_mixed():
    first, second = ("a.csv", b"Thema;Halen\nWater;X\n"), ("b.csv", b"Thema;Lummen\nWater;X\n")
    with pytest.raises(ImportRefused) as refused:
        read([first, second])
    assert refused.value.code == Reason.MIXED_LISTS


def test_a_title_that_is_a_heading_too_is_no_heading():
    document = wide(["Samenwerkingsverbanden"], ["Thema", "Halen", "Opmerking"], ["Water", "X", "los"])
    assert [row.name for row in document.agreements] == ["X"]
    assert (document.scope, document.ignored) == (("Halen",), (f"{SHEET}: Opmerking",))


def test_a_row_with_a_cell_too_many_is_refused_whole():
    document = read([("a.csv", b"Thema;Halen\nWater;X;Y\nWonen;Z\n")])
    assert document.refusals == (Refusal(Where("a.csv", 2), Reason.EXTRA_CELLS, "Y"),)
    assert [row.name for row in document.agreements] == ["Z"]


def test_the_same_municipality_twice_is_refused():
    with pytest.raises(ImportRefused) as refused:
        wide(["Thema", "Halen", "Halen "], ["Water", "X", "Y"])
    assert str(refused.value) == "The column “Halen” occurs twice."
