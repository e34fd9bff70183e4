"""The one door for files: from names and bytes to a `Document`, whatever the files are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from .archives import unpacked
from .boundaries import merged_boundaries, read_boundaries
from .budget import Budget, OverBudget
from .columns import Form, Header, form_of
from .formats import format_of
from .longform import read_long
from .reasons import ImportRefused, Reason
from .register import part_of, read_register
from .rows import Document, Where
from .sheets import Sheet, csv_sheet
from .wideform import read_wide
from .workbooks import workbook_sheets

File = tuple[str, bytes]

# What may lie beside the register in its folder: notes, code lists, the map in another format.
BESIDE_REGISTER = {Reason.NOT_A_SPREADSHEET, Reason.NOT_TEXT, Reason.TOPOJSON, Reason.NO_BOUNDARIES}


class Progress(Protocol):
    def __call__(self, name: str, done: int, total: int) -> None: ...


@dataclass(slots=True)
class _Opened:
    name: str
    sheets: list[Sheet] = field(default_factory=list)
    boundaries: Document | None = None
    refused: ImportRefused | None = None


def files_of(path: Path) -> list[File]:
    """A file, or the files that stand directly in a folder, for the command line."""
    paths = sorted(path.iterdir()) if path.is_dir() else [path]
    return [
        (each.name, each.read_bytes()) for each in paths if each.is_file() and not each.name.startswith(".")
    ]


def read(files: Sequence[File], progress: Progress | None = None) -> Document:
    """All files as one document, or an `ImportRefused`; `progress(name, done, total)` follows each file."""
    budget = Budget()
    flat = list(_flat(files, budget))
    opened = []
    for done, (name, data) in enumerate(flat, start=1):
        opened.append(_open(name, data, budget))
        if progress:
            progress(name, done, len(flat))
    if not opened:
        raise ImportRefused(Reason.NO_FILES)
    parts = {part_of(sheet): sheet for each in opened for sheet in each.sheets}
    parts.pop("", None)
    lists = _register(opened, parts) if parts else _list(opened)
    maps = [each.boundaries for each in opened if each.boundaries]
    return _joined(lists, merged_boundaries(maps))


def _flat(files: Sequence[File], budget: Budget) -> Iterator[File]:
    for name, data in files:
        if not _is_zip(name, data):
            budget.unpack(name, 0 if data.startswith(b"PK") else len(data))  # a workbook is counted unpacked
            yield name, data
            continue
        for inner, content in unpacked(name, data, budget):
            if _is_zip(inner, content):
                raise ImportRefused(Reason.ZIP_IN_ZIP, Where(name), file=name)
            yield inner, content


def _is_zip(name: str, data: bytes) -> bool:
    """What cannot be used is no zip either; `_open` keeps the reason, as it may lie beside a register."""
    try:
        return format_of(name, data) == "zip"
    except ImportRefused:
        return False


def _open(name: str, data: bytes, budget: Budget) -> _Opened:
    try:
        match format_of(name, data):
            case "json":
                return _Opened(name, boundaries=read_boundaries(name, data))
            case "xlsx":
                return _Opened(name, workbook_sheets(name, data, budget))
            case _:
                return _Opened(name, [csv_sheet(name, data, budget)])
    except OverBudget:
        raise
    except ImportRefused as refused:
        return _Opened(name, refused=refused)


def _register(opened: list[_Opened], parts: dict[str, Sheet]) -> Document:
    ignored = []
    for each in opened:
        if each.refused and each.refused.code not in BESIDE_REGISTER:
            raise each.refused
        if each.refused or any(not part_of(sheet) for sheet in each.sheets):
            ignored.append(each.name)
    return replace(read_register(parts), ignored=tuple(ignored))


def _list(opened: list[_Opened]) -> Document | None:
    """The lists in the files, or None where there are only boundaries."""
    found: list[tuple[Form, Sheet, Header]] = []
    ignored: list[str] = []
    for each in opened:
        if each.refused:
            raise each.refused
        usable, unused = _forms(each.sheets)
        found += usable
        ignored += unused
    forms = {form for form, _, _ in found}
    if len(forms) > 1:
        raise ImportRefused(Reason.MIXED_LISTS, Where(found[-1][1].name))
    if not forms:
        return None
    reader = read_long if forms == {"long"} else read_wide
    document = reader((sheet, header) for _, sheet, header in found)
    return replace(document, ignored=(*document.ignored, *ignored))


def _forms(sheets: list[Sheet]) -> tuple[list[tuple[Form, Sheet, Header]], list[str]]:
    """The sheets of a file that are lists; the others may be anything, as long as there is one."""
    found: list[tuple[Form, Sheet, Header]] = []
    refused: dict[str, ImportRefused] = {}
    for sheet in sheets:
        try:
            form, header = form_of(sheet)
            found.append((form, sheet, header))
        except ImportRefused as reason:
            refused[sheet.name] = reason
    if refused and not found:
        raise next(iter(refused.values()))
    return found, list(refused)


def _joined(lists: Document | None, maps: Document) -> Document:
    if lists is None:
        return maps
    return replace(lists, boundaries=maps.boundaries, refusals=lists.refusals + maps.refusals)
