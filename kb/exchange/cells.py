"""From what stands in a cell to a value, for lists as people in Belgium write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from .folding import fold
from .reasons import Reason
from .vocabulary import CHOICES

Cell = str | int | float | bool | date | None

EXCEL_EPOCH = date(1899, 12, 30)
FOREVER = date(9999, 12, 31)
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?")
SERIAL = re.compile(r"\d{5}(?:\.0+)?")
SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#N/B", "#VERW!"}
)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class Formula(str):
    """A cell that holds a formula and no stored result."""

    __slots__ = ()


class CellError(Exception):
    def __init__(self, reason: Reason, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def text(cell: Cell) -> str:
    """One line, without doubled, trailing or non-breaking spaces."""
    _refuse_formula(cell)
    return " ".join(_written(cell).translate(INVISIBLE).split())


def prose(cell: Cell) -> str:
    """As `text`, but lines stay lines."""
    _refuse_formula(cell)
    lines = (" ".join(line.translate(INVISIBLE).split()) for line in _written(cell).splitlines())
    return "\n".join(lines).strip()


def _refuse_formula(cell: Cell) -> None:
    """A result that was never stored, or that is an error, is no value."""
    if isinstance(cell, Formula) or cell in SPREADSHEET_ERRORS:
        raise CellError(Reason.FORMULA)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return unicodedata.normalize("NFC", str(cell))


def day(cell: Cell) -> date | None:
    """d/m/Y, d-m-Y, d.m.Y, ISO, a spreadsheet date or its serial number; 9999-12-31 stands for no end."""
    if isinstance(cell, datetime):
        return cell.date()
    written = text(cell)
    if not written:
        return None
    found = cell if isinstance(cell, date) else _parsed_day(written)
    return None if found == FOREVER else found


def _parsed_day(written: str) -> date:
    if YEAR.fullmatch(written):
        raise CellError(Reason.BAD_DATE, f"1/1/{written}")
    try:
        if match := DAY_FIRST.fullmatch(written):
            dd, mm, yyyy = map(int, match.groups())
            return date(yyyy, mm, dd)
        if match := YEAR_FIRST.fullmatch(written):
            return date(*map(int, match.groups()))
    except ValueError:
        raise CellError(Reason.BAD_DATE) from None
    if SERIAL.fullmatch(written):
        return EXCEL_EPOCH + timedelta(days=int(float(written)))
    raise CellError(Reason.BAD_DATE)


def number(cell: Cell) -> int | None:
    """A whole number; `12.650` and `12 650` are twelve thousand six hundred and fifty, `9485,0` is 9485."""
    written = text(cell).replace(" ", "")
    if not written:
        return None
    whole = re.sub(r",0+$", "", written)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", whole):
        whole = whole.replace(".", "")
    if not re.fullmatch(r"\d{1,15}", whole, re.ASCII):
        raise CellError(Reason.BAD_NUMBER)
    return int(whole)


def nis(cell: Cell) -> str:
    """Five digits; a zero that a spreadsheet dropped in front is put back."""
    return _digits(text(cell), 4, 5, Reason.BAD_NIS)


def kbo(cell: Cell) -> str:
    """Ten digits, from `0207.466.766`, `BE 0207 466 766` or a number that lost its first zero."""
    bare = re.sub(r"[.\s-]", "", text(cell).upper().removeprefix("BE"))
    return _digits(bare, 9, 10, Reason.BAD_KBO)


def _digits(written: str, least: int, length: int, reason: Reason) -> str:
    if not written:
        return ""
    bare = re.sub(r"[.,]0+$", "", written) if len(written) > length else written
    if not re.fullmatch(rf"\d{{{least},{length}}}", bare, re.ASCII):
        raise CellError(reason)
    return bare.zfill(length)


def choice(field: str, cell: Cell, default: str = "") -> str:
    written = text(cell)
    if not written:
        return default
    codes = words_of(field)
    folded = fold(written) or written
    if folded in codes:
        return codes[folded]
    raise CellError(Reason.BAD_CHOICE, ", ".join(words[0] for words in CHOICES[field].values()))


def words_of(field: str) -> dict[str, str]:
    """The code for each word that may stand in the column, folded."""
    return {fold(word) or word: code for code, words in CHOICES[field].items() for word in words}
