"""Tables as files: what a spreadsheet shows, and what it must never run."""

import csv
import datetime as dt
import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kb.exchange.budget import Budget
from kb.exchange.sheets import csv_sheet
from kb.exchange.writers import table_csv, table_xlsx

DANGEROUS = ["=1+1", "+32 11", "-x", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "＝1"]
HARMLESS = ["'t Zand", "Herk-de-Stad", "a=b", "", "1e5"]
MOMENT = dt.datetime(2024, 5, 6, 7, 8, tzinfo=dt.UTC)


def lines_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).active


def test_csv_opens_in_a_belgian_excel():
    rows = [["Één", 9485, 12.5, dt.date(2024, 12, 31), MOMENT, True, None, math.nan, np.int64(3)]]
    data = table_csv(["Naam", "b", "c", "d", "e", "f", "g", "h", "i"], rows)
    assert data.decode("utf-8-sig").splitlines() == [
        "Naam;b;c;d;e;f;g;h;i",
        "Één;9485;12,5;2024-12-31;2024-05-06 07:08;yes;;;3",
    ]
    assert data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula(text):
    assert lines_of(table_csv(["a"], [[text]])) == [["a"], [f"'{text}"]]
    cell = sheet_of(table_xlsx("L", ["a"], [[text.strip()]]))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text.strip(), "s", True)


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_alone(text):
    assert lines_of(table_csv(["a", "b"], [[text, "x"]])) == [["a", "b"], [text, "x"]]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2),
        max_size=4,
    )
)
def test_the_reader_undoes_what_the_writer_did(rows):
    read_back = csv_sheet("a.csv", table_csv(["a", "b"], rows), Budget()).rows[1:]
    padded = [[*row, *[""] * (2 - len(row))] for row in read_back]
    assert [[cell.strip() for cell in row] for row in padded] == [
        [cell.strip() for cell in row] for row in rows
    ]


def test_a_workbook_has_dates_numbers_a_fixed_heading_and_a_filter():
    rows = [["Cipal", 9485, 0.5, dt.date(2024, 12, 31), MOMENT, dt.date(1866, 1, 1), None, True]]
    sheet = sheet_of(table_xlsx("Leden: 1/2", list("abcdefgh"), rows))
    days = [dt.datetime(2024, 12, 31), dt.datetime(2024, 5, 6, 7, 8), "1866-01-01"]
    assert [cell.value for cell in sheet[2]] == ["Cipal", 9485, 0.5, *days, None, "yes"]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Leden  1 2", "A2", "A1:H2")
    assert [cell.number_format for cell in sheet[2]][3:5] == ["DD/MM/YYYY", "DD/MM/YYYY HH:MM"]
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 10


@pytest.mark.parametrize("write", [table_csv, lambda *table: table_xlsx("Leeg", *table)])
def test_a_table_without_rows(write):
    assert write(["a", "b"], [])


def test_control_signs_do_not_break_a_workbook():
    assert sheet_of(table_xlsx("L", ["a"], [["Ci\x0bpal"]]))["A2"].value == "Cipal"


@pytest.mark.parametrize("text", ["#N/A", "=1+1", "-", "gewoon", "tab\x0bhier"])
def test_a_text_stays_a_text_in_a_workbook(text: str) -> None:
    sheet = load_workbook(io.BytesIO(table_xlsx("lijst", ["k"], [[text], [3], [None]]))).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (text.replace("\x0b", ""), "s")
    assert (sheet["A3"].value, sheet["A4"].value) == (3, None)
