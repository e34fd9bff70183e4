"""Why a file or a row is refused: codes for the program, one plain sentence each for the reader."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .rows import Refusal, Where


class Reason(StrEnum):
    BAD_CHOICE = "bad_choice"
    BAD_DATE = "bad_date"
    BAD_GEOMETRY = "bad_geometry"
    BAD_JSON = "bad_json"
    BAD_KBO = "bad_kbo"
    BAD_NIS = "bad_nis"
    BAD_NUMBER = "bad_number"
    BROKEN_FILE = "broken_file"
    CONTRADICTION = "contradiction"
    DITTO = "ditto"
    DUPLICATE_COLUMN = "duplicate_column"
    DUPLICATE_ROW = "duplicate_row"
    EMPTY_FILE = "empty_file"
    EXTRA_CELLS = "extra_cells"
    FLAT_GEOMETRY = "flat_geometry"
    FORMULA = "formula"
    JSON_TOO_DEEP = "json_too_deep"
    LOCKED = "locked"
    MISSING_COLUMN = "missing_column"
    MISSING_THEME = "missing_theme"
    MISSING_VALUE = "missing_value"
    MIXED_LISTS = "mixed_lists"
    NO_BOUNDARIES = "no_boundaries"
    NO_FILES = "no_files"
    NO_HEADER = "no_header"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    NOT_TEXT = "not_text"
    NOT_WGS84 = "not_wgs84"
    OLD_EXCEL = "old_excel"
    OLDER_BOUNDARY = "older_boundary"
    OPEN_DOCUMENT = "open_document"
    REGISTER_INCOMPLETE = "register_incomplete"
    SECOND_BOUNDARY = "second_boundary"
    SWAPPED = "swapped"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOPOJSON = "topojson"
    UNKNOWN_AGREEMENT = "unknown_agreement"
    UNTIL_BEFORE_SINCE = "until_before_since"
    ZIP_BOMB = "zip_bomb"
    ZIP_IN_ZIP = "zip_in_zip"


REASONS: Mapping[Reason, Promise] = {
    Reason.BAD_CHOICE: _("“%(value)s” is not a value for the column “%(column)s”."),
    Reason.BAD_DATE: _("“%(value)s” is not a date. Write day/month/year, such as 31/12/2024."),
    Reason.BAD_GEOMETRY: _("The boundary of “%(value)s” is not a closed polygon."),
    Reason.BAD_JSON: _("“%(file)s” looks like JSON but cannot be read."),
    Reason.BAD_KBO: _("“%(value)s” is not a KBO number: it has ten digits."),
    Reason.BAD_NIS: _("“%(value)s” is not a NIS code: it has five digits."),
    Reason.BAD_NUMBER: _("“%(value)s” is not a whole number."),
    Reason.BROKEN_FILE: _("“%(file)s” is damaged and cannot be opened. Save it again and retry."),
    Reason.CONTRADICTION: _("“%(value)s” differs from an earlier row of the same agreement."),
    Reason.DITTO: _("“%(value)s” is not a name. Write the name again."),
    Reason.DUPLICATE_COLUMN: _("The column “%(column)s” occurs twice."),
    Reason.DUPLICATE_ROW: _("“%(value)s” already stands in an earlier row for the same agreement."),
    Reason.EMPTY_FILE: _("“%(file)s” is empty."),
    Reason.EXTRA_CELLS: _("The row has more cells than there are headings, from “%(value)s” on."),
    Reason.FLAT_GEOMETRY: _("The boundary of “%(value)s” encloses no ground."),
    Reason.FORMULA: _("“%(value)s” is a formula without a result. Paste the value instead."),
    Reason.JSON_TOO_DEEP: _("“%(file)s” is nested too deeply to be a map."),
    Reason.LOCKED: _("“%(file)s” is locked with a password. Save it without one and retry."),
    Reason.MISSING_COLUMN: _("The column “%(column)s” is missing. Columns found: %(headings)s."),
    Reason.MISSING_THEME: _("“%(value)s” stands in a row without a theme."),
    Reason.MISSING_VALUE: _("The column “%(column)s” is empty in this row."),
    Reason.MIXED_LISTS: _("The files hold lists of different kinds. Import them one by one."),
    Reason.NO_BOUNDARIES: _("“%(file)s” holds no boundary with a NIS code."),
    Reason.NO_FILES: _("There is no file to read."),
    Reason.NO_HEADER: _("“%(file)s” has no row of headings that is recognised. Found: %(headings)s."),
    Reason.NOT_A_SPREADSHEET: _("“%(file)s” is not a list. Use a spreadsheet (XLSX), CSV or GeoJSON."),
    Reason.NOT_TEXT: _("“%(file)s” holds characters that are not text. Save it as CSV (UTF-8) or XLSX."),
    Reason.NOT_WGS84: _("“%(file)s” does not use longitude and latitude (WGS84). Convert it and retry."),
    Reason.OLD_EXCEL: _("“%(file)s” is in the old Excel format. Save it as .xlsx and retry."),
    Reason.OLDER_BOUNDARY: _("A newer file has another outline of “%(value)s”. This one is left out."),
    Reason.OPEN_DOCUMENT: _("“%(file)s” is an OpenDocument file. Save it as .xlsx and retry."),
    Reason.REGISTER_INCOMPLETE: _("This is part of the register. Add the missing files: %(files)s."),
    Reason.SECOND_BOUNDARY: _("“%(value)s” has another boundary earlier in this file, which was kept."),
    Reason.SWAPPED: _("In “%(file)s” longitude and latitude look swapped. Write longitude first."),
    Reason.TOO_MANY_CELLS: _("“%(file)s” has too many cells for one import. Split the file."),
    Reason.TOO_MANY_COLUMNS: _("“%(file)s” has more than %(limit)s columns."),
    Reason.TOO_MANY_ROWS: _("“%(file)s” has more than %(limit)s rows. Remove empty rows or split the file."),
    Reason.TOO_MANY_SHEETS: _("“%(file)s” has more than %(limit)s sheets. Keep only the lists."),
    Reason.TOPOJSON: _("“%(file)s” is TopoJSON. Convert it to GeoJSON and retry."),
    Reason.UNKNOWN_AGREEMENT: _("The agreement “%(value)s” is not in the list of agreements."),
    Reason.UNTIL_BEFORE_SINCE: _("The end “%(value)s” comes before the start."),
    Reason.ZIP_BOMB: _("“%(file)s” unpacks to more than is reasonable and was not opened."),
    Reason.ZIP_IN_ZIP: _("“%(file)s” holds another zip file. Unpack it first."),
}
HINT = _("Did you mean “%(hint)s”?")
HINT_OF_TWO = _("Did you mean “%(hint)s” or “%(other)s”?")
HINTS: Mapping[str, Promise] = {Reason.BAD_CHOICE: _("Use one of these: %(hint)s.")}
OR = "|"  # between two suggestions


def sentence(reason: Reason, *, hint: str = "", **values: object) -> str:
    spoken = {name: _grouped(value) for name, value in values.items()}
    return hinted(reason, str(REASONS[reason]) % spoken, hint)


def _grouped(value: object) -> object:
    return number_format(value, force_grouping=True) if isinstance(value, int) else value


def hinted(reason: str, text: str, hint: str) -> str:
    """The sentence with what could be written instead: a word, two words, or all that is allowed."""
    one, _or, other = hint.partition(OR)
    question = HINT_OF_TWO if other else HINTS.get(reason, HINT)
    return f"{text} {question % {'hint': one, 'other': other}}" if hint else text


def explain(refusal: "Refusal") -> str:
    return sentence(refusal.reason, hint=refusal.hint, value=refusal.value, column=refusal.where.column)


class ImportRefused(Exception):
    """The whole import stops here and nothing of it is used."""

    def __init__(self, code: Reason, where: "Where | None" = None, **values: object) -> None:
        super().__init__(code)
        self.code, self.where, self.values = code, where, values

    def __str__(self) -> str:
        return sentence(self.code, **self.values)
