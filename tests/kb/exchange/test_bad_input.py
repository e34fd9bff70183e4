"""Files that cannot be used: one clear sentence each, quickly, and nothing of them read."""

import io
import json
import time
import tracemalloc
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from kb.exchange.read import read
from kb.exchange.reasons import REASONS, ImportRefused, Reason, explain
from kb.exchange.rows import Refusal, Where
from kb.exchange.writers import table_xlsx
from tests.kb.exchange.inventory import as_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
LIST = b"Verband;Gemeente\nCipal;Halen\n"
MILLION = 1_000_000
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def zipped(compression=zipfile.ZIP_DEFLATED, **files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook_with(sheet_xml, compression=zipfile.ZIP_DEFLATED):
    """A good workbook whose sheet is replaced."""
    source = zipfile.ZipFile(io.BytesIO(table_xlsx("L", ["Verband", "Gemeente"], [["Cipal", "Halen"]])))
    parts = {name: source.read(name) for name in source.namelist()}
    return zipped(compression, **(parts | {"xl/worksheets/sheet1.xml": sheet_xml}))


def locked_zip():
    data = bytearray(zipped(**{"a.csv": LIST}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bombed_workbook():
    return workbook_with(b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>")


def far_row(number):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>Cipal</t></is></c></row>'
    return f'<worksheet xmlns="{space}"><sheetData>{row}</sheetData></worksheet>'.encode()


def entity_bomb():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<!DOCTYPE s [<!ENTITY e0 "boem">{entities}]><worksheet><sheetData>&e8;</sheetData></worksheet>'
    return workbook_with(text.encode())


FILES = {
    "pdf": (b"%PDF-1.7\n...", Reason.NOT_A_SPREADSHEET),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), Reason.NOT_A_SPREADSHEET),
    "web page saved as xls": (b"<html><table></table></html>", Reason.NOT_A_SPREADSHEET),
    "text document": (
        zipped(**{"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<x/>"}),
        Reason.NOT_A_SPREADSHEET,
    ),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), Reason.OLD_EXCEL),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), Reason.NOT_A_SPREADSHEET),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.LOCKED),
    "locked zip": (locked_zip(), Reason.LOCKED),
    "OpenDocument": (
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        Reason.OPEN_DOCUMENT,
    ),
    "zip bomb": (zipped(**{"a.csv": b"0" * 30_000_000}), Reason.ZIP_BOMB),
    "many entries": (zipped(**{f"{n}.csv": b"" for n in range(2_001)}), Reason.ZIP_BOMB),
    "bombed workbook": (bombed_workbook(), Reason.ZIP_BOMB),
    "merged beyond reason": (as_workbook([["Verband"]], merge=["A1:ZZ2000"]), Reason.BROKEN_FILE),
    "a row beyond the last": (workbook_with(far_row(10**15)), Reason.EMPTY_FILE),
    "a row too far": (workbook_with(far_row(1_000_000)), Reason.TOO_MANY_ROWS),
    "entity bomb": (entity_bomb(), Reason.BROKEN_FILE),
    "zip in zip": (zipped(**{"b.zip": zipped(**{"a.csv": LIST})}), Reason.ZIP_IN_ZIP),
    "empty": (b"", Reason.EMPTY_FILE),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", Reason.EMPTY_FILE),
    "only delimiters": (b";;\n;;\n", Reason.EMPTY_FILE),
    "empty workbook": (as_workbook([]), Reason.EMPTY_FILE),
    "empty zip": (zipped(), Reason.EMPTY_FILE),
    "broken zip": (zipped(**{"a.csv": LIST})[:40], Reason.BROKEN_FILE),
    "broken workbook": (workbook_with(b"<worksheet><sheetData><row"), Reason.BROKEN_FILE),
    "workbook without parts": (zipped(**{"xl/workbook.xml": "<x/>"}), Reason.BROKEN_FILE),
    "NUL bytes": (b"Verband;Gemeente\nCip\0al;Halen\n", Reason.NOT_TEXT),
    "no known encoding": (b"Verband;Gemeente\nCip\x81al;Halen\n", Reason.NOT_TEXT),
    "no headings": (b"Cipal;Halen\nAudio;Lummen\n", Reason.NO_HEADER),
    "too many columns": (b"Verband;Gemeente" + b";x" * 1_000, Reason.TOO_MANY_COLUMNS),
    "deep JSON": (b'{"a":' * 100_000, Reason.JSON_TOO_DEEP),
    "broken JSON": (b'{"type": "FeatureCollection"', Reason.BAD_JSON),
    "other JSON": (b"[1, 2, 3]", Reason.NO_BOUNDARIES),
}


@pytest.mark.parametrize(("data", "reason"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_used(data, reason):
    with pytest.raises(ImportRefused) as refused:
        read([("lijst.xlsx", data)])
    assert refused.value.code == reason
    assert "%(" not in str(refused.value)


def test_nothing_to_read():
    with pytest.raises(ImportRefused) as refused:
        read([])
    assert refused.value.code == Reason.NO_FILES


def test_long_and_wide_lists_are_not_mixed():
    with pytest.raises(ImportRefused) as refused:
        read([("a.csv", LIST), ("b.csv", b"Thema;Halen;Lummen\nWater;X;X\n")])
    assert refused.value.code == Reason.MIXED_LISTS


def test_one_bad_file_among_good_ones_stops_everything():
    with pytest.raises(ImportRefused) as refused:
        read([("a.csv", LIST), ("b.pdf", b"%PDF-1.7")])
    assert str(refused.value) == "“b.pdf” is not a list. Use a spreadsheet (XLSX), CSV or GeoJSON."


def test_names_in_a_zip_lead_nowhere():
    data = zipped(**{"../../etc/a.csv": LIST, "__MACOSX/._a.csv": b"\0", "map/.DS_Store": b"\0"})
    assert read([("lijst.zip", data)]).memberships[0].where == Where("a.csv", 2, "Gemeente")


def million_csv():
    return b"Verband;Gemeente\n" + b"Cipal;Halen\n" * MILLION


def million_xlsx():
    row = b'<row><c t="inlineStr"><is><t>Cipal</t></is></c></row>'
    sheet = b"<worksheet><sheetData>" + row * MILLION + b"</sheetData></worksheet>"
    return workbook_with(sheet, compression=zipfile.ZIP_STORED)


def refused_code(data):
    with pytest.raises(ImportRefused) as refused:
        read([("lijst", data)])
    return refused.value.code


@pytest.mark.parametrize("make", [million_csv, million_xlsx])
def test_a_million_rows_are_refused_at_once(make):
    data = make()
    started = time.process_time()
    assert refused_code(data) == Reason.TOO_MANY_ROWS
    assert time.process_time() - started < 2
    tracemalloc.start()
    assert refused_code(data) == Reason.TOO_MANY_ROWS
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def formula_workbook():
    book = Workbook()
    book.active.append(["Verband", "Gemeente"])
    book.active.append(["Cipal", "=A1"])
    book.active.append(["Audio", "Halen"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_without_a_stored_result_is_refused_where_it_stands():
    document = read([("lijst.xlsx", formula_workbook())])
    assert document.refusals == (Refusal(Where("Sheet", 2, "Gemeente"), Reason.FORMULA, "=A1"),)
    assert explain(document.refusals[0]) == "“=A1” is a formula without a result. Paste the value instead."
    assert [row.name for row in document.agreements] == ["Audio"]


def test_a_formula_with_a_stored_result_is_its_result():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Verband</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Gemeente</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>A1</f><v>Cipal</v></c>'
        '<c r="B2" t="inlineStr"><is><t>Halen</t></is></c></row></sheetData></worksheet>'
    )
    document = read([("lijst.xlsx", workbook_with(sheet.encode()))])
    assert document.refusals == ()
    assert [row.name for row in document.agreements] == ["Cipal"]


def test_a_formula_over_an_area_is_a_formula_too():
    book = Workbook()
    book.active.append(["Verband", "Gemeente"])
    book.active.append(["Cipal"])
    book.active["B2"] = ArrayFormula("B2", "=A1:A1")
    stream = io.BytesIO()
    book.save(stream)
    document = read([("lijst.xlsx", stream.getvalue())])
    assert document.refusals == (Refusal(Where("Sheet", 2, "Gemeente"), Reason.FORMULA, "=A1:A1"),)


SQUARE_MAP = (
    b'{"type": "FeatureCollection", "features": [{"id": "71020", "geometry": '
    b'{"type": "Polygon", "coordinates": [[[5, 50], [5, 51], [6, 51], [5, 50]]]}}]}'
)
GOOD = [
    LIST,
    as_workbook([["Thema", "Halen"], ["Water", "X"]], merge=["A1:A2"]),
    zipped(**{"a.csv": LIST}),
    SQUARE_MAP,
]


@settings(max_examples=200)
@given(
    good=st.sampled_from(GOOD),
    at=st.floats(0, 1, exclude_max=True),
    put=st.binary(max_size=6),
    cut=st.booleans(),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(good, at, put, cut):
    place = int(at * len(good))
    damaged = good[:place] + put + (b"" if cut else good[place + len(put) :])
    with suppress(ImportRefused):
        assert read([("lijst", damaged)]).kind


def test_hostile_xml_meets_a_guarded_parser():
    assert openpyxl.DEFUSEDXML


def test_every_reason_has_a_sentence():
    assert set(REASONS) == set(Reason)


def polygon(*positions):
    return {"type": "Polygon", "coordinates": [list(positions)]}


SQUARE = polygon([5.0, 50.9], [5.1, 50.9], [5.1, 51.0], [5.0, 50.9])


def collection(*features, **more):
    found = [{"type": "Feature", **feature} for feature in features]
    return json.dumps({"type": "FeatureCollection", "features": found, **more}).encode()


@pytest.mark.parametrize(
    "data",
    [
        collection(
            {"id": "71020", "geometry": SQUARE}, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
        ),
        collection(
            {"id": "71020", "geometry": polygon([205000, 180000], [205000, 180001], [205000, 180000])}
        ),
    ],
)
def test_a_map_in_metres_is_refused(data):
    with pytest.raises(ImportRefused) as refused:
        read([("map.geojson", data)])
    assert refused.value.code == Reason.NOT_WGS84


def test_topojson_says_to_convert():
    with pytest.raises(ImportRefused) as refused:
        read([("map.json", b'{"type": "Topology", "objects": {}}')])
    assert str(refused.value) == "“map.json” is TopoJSON. Convert it to GeoJSON and retry."
