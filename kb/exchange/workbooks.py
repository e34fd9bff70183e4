"""XLSX files as sheets of cells: formulas by their results, merged cells filled, nothing too large loaded."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError  # only its name: defusedxml does the parsing

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from .archives import UNREADABLE, opened
from .cells import Cell, Formula
from .limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS
from .reasons import ImportRefused, Reason
from .rows import Where
from .sheets import Sheet, trimmed

CHUNK = 1 << 20
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
ROW = b"<row"
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
BROKEN = (*UNREADABLE, ParseError, KeyError, TypeError, AttributeError, IndexError)
OVERLAP = 64
LAST_ROW = 1_048_576  # of Excel; openpyxl fills the gap before a row that claims to be any later one


@dataclass(slots=True)
class Scan:
    """What the raw text of a worksheet shows before it is parsed."""

    rows: int = 0
    formulas: bool = False
    merged: tuple[str, ...] = ()


def workbook_sheets(name: str, data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything."""
    with opened(name, data) as archive:
        scans = {path: _scan(name, archive, path) for path in archive.namelist() if _is_worksheet(path)}
    try:
        sheets = [sheet for sheet in _sheets(name, data, scans) if any(sheet.rows)]
    except BROKEN:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    if not sheets:
        raise ImportRefused(Reason.EMPTY_FILE, Where(name), file=name)
    return sheets


def _is_worksheet(path: str) -> bool:
    return path.startswith("xl/worksheets/") and path.endswith(".xml")


def _scan(name: str, archive: zipfile.ZipFile, path: str) -> Scan:
    scan, tail, merged = Scan(), b"", {}
    try:
        with archive.open(path) as stream:
            while chunk := stream.read(CHUNK):
                seen = tail + chunk
                scan.rows += seen.count(ROW) - tail.count(ROW)
                scan.formulas = scan.formulas or bool(FORMULA.search(seen))
                merged.update(dict.fromkeys(found.decode() for found in MERGED.findall(seen)))
                tail = seen[-OVERLAP:]
                if scan.rows > MAX_ROWS:
                    raise ImportRefused(Reason.TOO_MANY_ROWS, Where(name), file=name, limit=MAX_ROWS)
    except UNREADABLE:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    scan.merged = tuple(merged)
    return scan


def _sheets(name: str, data: bytes, scans: dict[str, Scan]) -> Iterator[Sheet]:
    values = _load(data, data_only=True)
    formulas = _load(data, data_only=False) if any(scan.formulas for scan in scans.values()) else None
    for worksheet in values.worksheets:
        if worksheet.sheet_state != "visible":
            continue
        # Streaming worksheets do not tell their merged cells; the part they are read from does.
        scan = scans.get(worksheet._worksheet_path, Scan())
        rows = _rows(name, worksheet)
        if formulas and scan.formulas:
            _mark_formulas(rows, _rows(name, formulas[worksheet.title]))
        if sum(map(_size, scan.merged)) > MAX_MERGED:
            raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name)
        for area in scan.merged:
            _fill(rows, area)
        yield Sheet(worksheet.title, rows)


def _load(data: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extension it leaves out
        return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _rows(name: str, worksheet: Any) -> list[list[Cell]]:
    worksheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut off
    rows: list[list[Cell]] = []
    for number, values in enumerate(worksheet.iter_rows(values_only=True, max_row=LAST_ROW), start=1):
        row = trimmed(list(values))
        if len(row) > MAX_COLUMNS:
            raise ImportRefused(Reason.TOO_MANY_COLUMNS, Where(name), file=name, limit=MAX_COLUMNS)
        if row and number > MAX_ROWS:
            raise ImportRefused(Reason.TOO_MANY_ROWS, Where(name), file=name, limit=MAX_ROWS)
        if number <= MAX_ROWS:
            rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _mark_formulas(rows: list[list[Cell]], written: list[list[Cell]]) -> None:
    """A formula whose result was never stored reads as nothing; say so instead of taking it for empty."""
    for cells, texts in zip(rows, written, strict=False):
        cells.extend([None] * (len(texts) - len(cells)))
        for column, value in enumerate(texts):
            formula = getattr(value, "text", value)  # an array formula is an object with a text
            if cells[column] is None and isinstance(formula, str) and formula.startswith("="):
                cells[column] = Formula(formula)


def _fill(rows: list[list[Cell]], area: str) -> None:
    """Only the first of merged cells holds the value that a person sees in all of them."""
    left, top, right, bottom = range_boundaries(area)
    value = rows[top - 1][left - 1] if top <= len(rows) and left <= len(rows[top - 1]) else None
    if value is None:
        return
    for cells in rows[top - 1 : bottom]:
        cells.extend([None] * (right - len(cells)))
        cells[left - 1 : right] = [value] * (right - left + 1)


def _size(area: str) -> int:
    left, top, right, bottom = range_boundaries(area)
    return (right - left + 1) * (bottom - top + 1)
