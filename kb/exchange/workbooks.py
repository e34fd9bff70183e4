"""XLSX files as sheets of cells: formulas by their results, merged cells filled, nothing too large loaded."""

import io
import warnings
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import ParseError  # only its name: defusedxml does the parsing

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from .archives import UNREADABLE, opened
from .budget import Budget
from .cells import Cell, Formula
from .limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS
from .reasons import ImportRefused, Reason
from .rows import Where
from .scanning import Scan, scanned
from .sheets import Sheet, trimmed

BROKEN = (*UNREADABLE, ParseError, KeyError, TypeError, AttributeError, IndexError)
LAST_ROW = 1_048_576  # of Excel; openpyxl fills the gap before a row that claims to be any later one


def workbook_sheets(name: str, data: bytes, budget: Budget) -> list[Sheet]:
    """The visible sheets that hold anything."""
    with opened(name, data) as archive:
        budget.unpack(name, sum(entry.file_size for entry in archive.infolist()))
        scans = scanned(name, archive, budget)
    try:
        sheets = [sheet for sheet in _sheets(name, data, scans, budget) if any(sheet.rows)]
    except BROKEN:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    if not sheets:
        raise ImportRefused(Reason.EMPTY_FILE, Where(name), file=name)
    return sheets


def _sheets(name: str, data: bytes, scans: dict[str, Scan], budget: Budget) -> Iterator[Sheet]:
    values = _load(data, data_only=True)
    formulas = _load(data, data_only=False) if any(scan.formulas for scan in scans.values()) else None
    for worksheet in values.worksheets:
        if worksheet.sheet_state != "visible":
            continue
        # Streaming worksheets do not tell their merged cells; the part they are read from does.
        scan = scans.get(worksheet._worksheet_path, Scan())
        written = _lines(formulas[worksheet.title]) if formulas and scan.formulas else iter(())
        rows = _rows(name, _lines(worksheet), written, budget)
        if sum(map(_size, scan.merged)) > MAX_MERGED:
            raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name)
        for area in scan.merged:
            _fill(name, rows, area, budget)
        yield Sheet(worksheet.title, rows)


def _load(data: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extension it leaves out
        return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _lines(worksheet: Any) -> Iterator[tuple[Any, ...]]:
    worksheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut off
    return worksheet.iter_rows(values_only=True, max_row=LAST_ROW)


def _rows(name: str, values: Iterator[Any], written: Iterator[Any], budget: Budget) -> list[list[Cell]]:
    """Empty rows count where another follows them: a few bytes of a file can claim a great many."""
    rows: list[list[Cell]] = []
    number = 0
    for number, (cells, texts) in enumerate(zip_longest(values, written, fillvalue=()), start=1):
        row = trimmed(_marked(list(cells), texts))
        if not row:
            continue
        if len(row) > MAX_COLUMNS:
            raise ImportRefused(Reason.TOO_MANY_COLUMNS, Where(name), file=name, limit=MAX_COLUMNS)
        if number > MAX_ROWS:
            raise ImportRefused(Reason.TOO_MANY_ROWS, Where(name), file=name, limit=MAX_ROWS)
        budget.hold(name, number - len(rows), len(row))
        rows.extend([] for _ in range(len(rows), number - 1))
        rows.append(row)
    budget.walk(name, number)
    return rows


def _marked(cells: list[Cell], texts: tuple[Any, ...]) -> list[Cell]:
    """A formula whose result was never stored reads as nothing; say so instead of taking it for empty."""
    cells.extend([None] * (len(texts) - len(cells)))
    for column, value in enumerate(texts):
        formula = getattr(value, "text", value)  # an array formula is an object with a text
        if cells[column] is None and isinstance(formula, str) and formula.startswith("="):
            cells[column] = Formula(formula)
    return cells


def _fill(name: str, rows: list[list[Cell]], area: str, budget: Budget) -> None:
    """Only the first of merged cells holds the value that a person sees in all of them."""
    left, top, right, bottom = range_boundaries(area)
    right = min(right, MAX_COLUMNS)
    value = rows[top - 1][left - 1] if top <= len(rows) and left <= len(rows[top - 1]) else None
    if value is None:
        return
    for cells in rows[top - 1 : bottom]:
        wider = max(0, right - len(cells))
        budget.hold(name, 0, wider)
        cells.extend([None] * wider)
        cells[left - 1 : right] = [value] * (right - left + 1)


def _size(area: str) -> int:
    left, top, right, bottom = range_boundaries(area)
    return (right - left + 1) * (bottom - top + 1)
