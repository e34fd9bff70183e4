"""Tables as files that a Belgian Excel opens as they are, and that the readers take back unchanged."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .sheets import DANGEROUS

# As `sheets.ESCAPED` undoes it: an apostrophe more in front of what a spreadsheet would run as a formula.
FORMULA_LIKE = re.compile(f"'*[{DANGEROUS}]")
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
HEAD_FONT, HEAD_FILL = Font(bold=True, color="17212B"), PatternFill("solid", fgColor="E3F0F0")
DAY_FORMAT, MOMENT_FORMAT = "DD/MM/YYYY", "DD/MM/YYYY HH:MM"
FIRST_EXCEL_DAY = date(1900, 3, 1)  # earlier days do not exist in Excel, or are a day off
NARROWEST, WIDEST, MEASURED = 8, 60, 500

Row = Sequence[object]


def table_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas, ISO dates."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_written(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _written(value: object) -> object:
    plain = plain_value(value)
    if isinstance(plain, str):
        return _safe(plain)
    if isinstance(plain, datetime):
        return plain.isoformat(sep=" ", timespec="minutes")
    if isinstance(plain, date):
        return plain.isoformat()
    return repr(plain).replace(".", ",") if isinstance(plain, float) else plain


def _safe(text: str) -> str:
    return f"'{text}" if FORMULA_LIKE.match(text) else text


def plain_value(value: object) -> str | int | float | date | None:
    """What a file can hold: numpy's numbers become Python's, the unknown None, and yes and no words."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, int | float | date) else str(value)


def table_xlsx(title: str, columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet with real dates and numbers, a heading that stays in view, and a filter."""
    book = Workbook(write_only=True)
    add_sheet(book, title, columns, list(rows))
    return saved(book)


def add_sheet(book: Workbook, title: str, columns: Sequence[str], rows: Sequence[Row]) -> Worksheet:
    sheet = book.create_sheet(FORBIDDEN_IN_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for at, column in enumerate(columns):
        lengths = [len(str(row[at] or "")) for row in rows[:MEASURED]]
        width = min(max(NARROWEST, len(column), *lengths) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.append([_head(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return sheet


def _head(sheet: Worksheet, column: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", column))
    cell.data_type = "s"
    cell.font, cell.fill = HEAD_FONT, HEAD_FILL
    return cell


def _cell(sheet: Worksheet, value: object) -> Any:
    """The value itself where openpyxl writes it as it is; a cell of its own takes longer."""
    plain = plain_value(value)
    if isinstance(plain, date):
        day = plain.date() if isinstance(plain, datetime) else plain
        if day < FIRST_EXCEL_DAY:
            return plain.isoformat()
        cell = WriteOnlyCell(sheet, plain)
        cell.number_format = MOMENT_FORMAT if isinstance(plain, datetime) else DAY_FORMAT
        return cell
    if not isinstance(plain, str) or not _needs_care(plain):
        return plain
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", plain))
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA_LIKE.match(plain))
    return cell


def _needs_care(text: str) -> bool:
    """What would become a formula, an error or a broken file."""
    return bool(FORMULA_LIKE.match(text) or text in ERROR_CODES or ILLEGAL_CHARACTERS_RE.search(text))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
