"""Sheets of cells: what CSV and XLSX files have in common for everything that reads a list."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .budget import Budget
from .cells import Cell, Formula
from .limits import MAX_COLUMNS
from .reasons import ImportRefused, Reason
from .rows import Where

DELIMITERS = ";,\t|"
SAMPLE = 50
DANGEROUS = r"=+\-@\t\r\n＝＋－＠"  # what a spreadsheet takes for the start of a formula
ESCAPED = re.compile(f"'+[{DANGEROUS}]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 1 on screen; empty rows stay, so that a refusal can point at the right one."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)


def csv_sheet(name: str, data: bytes, budget: Budget) -> Sheet:
    lines = max(data.count(b"\n"), data.count(b"\r"))
    budget.allows(name, lines, max(data.count(delimiter.encode()) for delimiter in DELIMITERS))
    encoding = _encoding(name, data)
    delimiter = _delimiter(_lines(data, encoding))
    try:
        rows = [_cells(row) for row in csv.reader(_lines(data, encoding), delimiter=delimiter)]
    except csv.Error:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    if not any(rows):
        raise ImportRefused(Reason.EMPTY_FILE, Where(name), file=name)
    if max(map(len, rows)) > MAX_COLUMNS:
        raise ImportRefused(Reason.TOO_MANY_COLUMNS, Where(name), file=name, limit=MAX_COLUMNS)
    budget.hold(name, len(rows), sum(map(len, rows)))
    return Sheet(name, rows)


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _encoding(name: str, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" not in data:
        for encoding in ("utf-8-sig", "cp1252"):
            if _decodes(data, encoding):
                return encoding
    raise ImportRefused(Reason.NOT_TEXT, Where(name), file=name)


def _decodes(data: bytes, encoding: str) -> bool:
    stream = _lines(data, encoding)
    try:
        while stream.read(1 << 20):
            pass
    except UnicodeError:
        return False
    return True


def _delimiter(lines: Iterator[str]) -> str:
    """The candidate that cuts most rows into the same number of pieces, and then into most pieces."""
    sample = [line for line in islice(lines, SAMPLE * 4) if line.strip()][:SAMPLE]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0.0, 0
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return times / max(len(sample), 1), width

    return max(DELIMITERS, key=score)


def _cells(row: list[str]) -> list[Cell]:
    return trimmed([_cell(value) for value in row])


def _cell(value: str) -> str:
    """Undo the apostrophe with which `writers` keep a spreadsheet from reading text as a formula."""
    if ESCAPED.match(value):
        return value[1:]
    return Formula(value) if value.startswith("=") else value


def trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells.pop()
    return cells
