"""The raw text of a workbook's parts, streamed before anything is parsed: what is too much stops here."""

import re
import zipfile
from dataclasses import dataclass

from .archives import UNREADABLE
from .budget import Budget
from .limits import MAX_MERGED, MAX_PART, MAX_PART_TAGS, MAX_SHEETS
from .reasons import ImportRefused, Reason
from .rows import Where

CHUNK = 1 << 20
OVERLAP = 64
WORKBOOK = "xl/workbook.xml"
SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')


@dataclass(slots=True)
class Scan:
    """What a worksheet shows before it is parsed."""

    rows: int = 0
    cells: int = 0
    tags: int = 0
    sheets: int = 0
    formulas: bool = False
    merged: tuple[str, ...] = ()


def scanned(name: str, archive: zipfile.ZipFile, budget: Budget) -> dict[str, Scan]:
    """Every worksheet by its path; the other parts are only held to their limits."""
    found = {}
    try:
        for entry in archive.infolist():
            scan = _scan(name, archive, entry, budget)
            if _is_worksheet(entry.filename):
                found[entry.filename] = scan
    except UNREADABLE:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    return found


def _is_worksheet(path: str) -> bool:
    return path.startswith("xl/worksheets/") and path.endswith(".xml")


def _scan(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Scan:
    scan, tail, merged = Scan(), b"", {}
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            seen = tail + chunk
            tags = chunk.count(b"<")
            scan.tags += tags
            scan.sheets += _new(SHEET, seen, tail)
            if _is_worksheet(entry.filename):
                scan.rows += _new(ROW, seen, tail)
                scan.cells += _new(CELL, seen, tail)
                scan.formulas = scan.formulas or bool(FORMULA.search(seen))
                merged.update(dict.fromkeys(found.decode() for found in MERGED.findall(seen)))
                _refuse_large_sheet(name, scan, len(merged), budget)
            else:
                _refuse_large_part(name, scan, entry)
            budget.parse(name, tags)
            tail = seen[-OVERLAP:]
    scan.merged = tuple(merged)
    return scan


def _new(pattern: re.Pattern[bytes], seen: bytes, tail: bytes) -> int:
    return len(pattern.findall(seen)) - len(pattern.findall(tail))


def _refuse_large_sheet(name: str, scan: Scan, merged: int, budget: Budget) -> None:
    budget.allows(name, scan.rows, scan.cells)
    if merged > MAX_MERGED // 10:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name)


def _refuse_large_part(name: str, scan: Scan, entry: zipfile.ZipInfo) -> None:
    """Strings and styles are loaded whole, however few of them the sheets use."""
    if entry.file_size > MAX_PART or scan.tags > MAX_PART_TAGS:
        raise ImportRefused(Reason.ZIP_BOMB, Where(name), file=name)
    if entry.filename == WORKBOOK and scan.sheets > MAX_SHEETS:
        raise ImportRefused(Reason.TOO_MANY_SHEETS, Where(name), file=name, limit=MAX_SHEETS)
