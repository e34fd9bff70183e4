"""Small files that would swell: refused before they cost the server its memory or its time."""

import io
import random
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from kb.exchange.read import read
from kb.exchange.reasons import ImportRefused, Reason
from kb.exchange.rows import Where
from tests.kb.exchange.inventory import as_workbook
from tests.kb.exchange.test_bad_input import refused_code, workbook_with, zipped


def sheets_with_gaps(sheets):
    """Eighteen kilobytes that claim twelve million rows."""
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if not number else book.create_sheet()
        sheet["A1"], sheet["A200000"] = "Verband", "Cipal"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zip_of_workbooks():
    return zipped(**{f"{n}.xlsx": sheets_with_gaps(2) for n in range(5)})


def styled_last_rows():
    """Rows that are only styled are passed, not kept; passing them a hundred times takes minutes."""
    book = Workbook()
    for number in range(6):
        sheet = book.active if not number else book.create_sheet()
        sheet["A1"], sheet["A1048576"].number_format = "Verband", "0.00"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def many_strings():
    source = zipfile.ZipFile(io.BytesIO(as_workbook([["Verband"]])))
    parts = {name: source.read(name) for name in source.namelist()}
    strings = b"<sst>" + b"<si><t>x</t></si>" * 1_200_000 + b"</sst>"
    return zipped(**(parts | {"xl/sharedStrings.xml": strings, "noise": random.Random(1).randbytes(300_000)}))


def wide_csv():
    return b"Verband;Gemeente\n" + (b"x;" * 900 + b"\n") * 11_000


def junk():
    """Elements that are no cells, all in one row."""
    sheet = b"<worksheet><sheetData><row>" + b"<q/>" * 3_100_000 + b"</row></sheetData></worksheet>"
    return workbook_with(sheet, compression=zipfile.ZIP_STORED)


def far_cells():
    row = b'<row><c r="ZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return workbook_with(b"<worksheet " + space + b"><sheetData>" + row * 5_000 + b"</sheetData></worksheet>")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: sheets_with_gaps(20), Reason.TOO_MANY_ROWS),
        (lambda: sheets_with_gaps(21), Reason.TOO_MANY_SHEETS),
        (zip_of_workbooks, Reason.TOO_MANY_ROWS),
        (many_strings, Reason.ZIP_BOMB),
        (wide_csv, Reason.TOO_MANY_CELLS),
        (junk, Reason.TOO_MANY_CELLS),
        (far_cells, Reason.TOO_MANY_CELLS),
    ],
    ids=["gaps", "sheets", "zip", "strings", "csv", "junk", "far cells"],
)
def test_a_small_file_that_claims_much_costs_little(make, reason):
    data = make()
    tracemalloc.start()
    started = time.process_time()
    assert refused_code(data) == reason
    assert time.process_time() - started < 15
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000


def test_empty_rows_that_are_only_passed_are_counted_too():
    started = time.process_time()
    assert refused_code(styled_last_rows()) == Reason.TOO_MANY_ROWS
    assert time.process_time() - started < 15


def test_all_files_of_an_upload_share_one_account():
    rows = b"Verband;Gemeente\n" + b"Cipal;Halen\n" * 120_000
    with pytest.raises(ImportRefused) as refused:
        read([("a.csv", rows), ("b.csv", rows)])
    assert (refused.value.code, refused.value.where) == (Reason.TOO_MANY_ROWS, Where("b.csv"))
