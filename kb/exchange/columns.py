"""Where the headings are, and which of our columns each of them means."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from .cells import Cell, CellError, text
from .folding import fold
from .limits import MAX_HEADER_ROW
from .reasons import ImportRefused, Reason
from .rows import Where
from .sheets import Sheet
from .vocabulary import HEADINGS

FIELD_OF = {fold(alias): field for field, aliases in HEADINGS.items() for alias in aliases}
RANK = {fold(alias): rank for aliases in HEADINGS.values() for rank, alias in enumerate(aliases)}
LONG_ONLY = ("agreement", "municipality")
SHOWN = 12
SHORT = 5  # shorter headings look like too many other words

Form = Literal["long", "wide"]


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings: `fields` maps our names to column positions, `others` are headings without one."""

    row: int
    headings: tuple[str, ...]
    fields: dict[str, int]

    @property
    def filled(self) -> int:
        return sum(map(bool, self.headings))

    @property
    def others(self) -> tuple[tuple[int, str], ...]:
        known = set(self.fields.values())
        return tuple((at, name) for at, name in enumerate(self.headings) if name and at not in known)

    def heading(self, field: str) -> str:
        return self.headings[self.fields[field]] if field in self.fields else HEADINGS[field][0]


def form_of(sheet: Sheet) -> tuple[Form, Header]:
    """Long or wide by its headings, or a refusal that names the column that is missing."""
    header = find_header(sheet)
    if header is None:
        first = next(cells for cells in sheet.rows if cells)
        headings = ", ".join(str(cell) for cell in first[:SHOWN] if cell is not None)
        raise ImportRefused(Reason.NO_HEADER, Where(sheet.name), file=sheet.name, headings=headings)
    refuse_doubles(sheet, header)
    has_member = "municipality" in header.fields or "nis" in header.fields
    if "agreement" in header.fields and has_member:
        return "long", header
    meant_long = has_member or any(field in header.fields or nearest(field, header) for field in LONG_ONLY)
    if "theme" in header.fields and header.others and not meant_long:
        return "wide", header
    raise missing("municipality" if "agreement" in header.fields else "agreement", sheet, header)


def find_header(sheet: Sheet) -> Header | None:
    """The row with most headings that we know, among the first rows: a title may stand above it."""
    candidates = [_header(at, cells) for at, cells in enumerate(sheet.rows[:MAX_HEADER_ROW], start=1)]
    best = max(candidates, key=lambda header: (len(header.fields), header.filled), default=None)
    return best if best and best.fields else None


def _header(row: int, cells: Sequence[Cell]) -> Header:
    headings = tuple(_heading(cell) for cell in cells)
    fields: dict[str, int] = {}
    for at, name in enumerate(headings):
        field = FIELD_OF.get(fold(name))
        if field and (field not in fields or RANK[fold(name)] < RANK[fold(headings[fields[field]])]):
            fields[field] = at
    return Header(row, headings, fields)


def _heading(cell: Cell) -> str:
    try:
        return text(cell)
    except CellError:
        return ""


def refuse_doubles(sheet: Sheet, header: Header) -> None:
    seen: set[str] = set()
    for name in filter(None, header.headings):
        if fold(name) in seen:
            raise ImportRefused(Reason.DUPLICATE_COLUMN, Where(sheet.name, header.row, name), column=name)
        seen.add(fold(name))


def nearest(field: str, header: Header) -> str:
    """The unknown heading that looks most like one of ours, or nothing."""
    others = {fold(name): name for _, name in header.others}
    for alias in HEADINGS[field]:
        if len(alias) < SHORT:
            continue
        if near := get_close_matches(fold(alias), others, n=1, cutoff=0.75):
            return others[near[0]]
    return ""


def missing(field: str, sheet: Sheet, header: Header) -> ImportRefused:
    return ImportRefused(
        Reason.MISSING_COLUMN,
        Where(sheet.name, header.row, HEADINGS[field][0]),
        column=HEADINGS[field][0],
        headings=", ".join(filter(None, header.headings)),
        hint=nearest(field, header),
    )
