"""One row of a list, read field by field; what cannot be read is kept as a refusal instead of raised."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from .cells import Cell, CellError, text
from .columns import Header
from .reasons import Reason
from .rows import Refusal, Where
from .sheets import Sheet

T = TypeVar("T")


class Line:
    def __init__(self, sheet: str, number: int, cells: list[Cell], header: Header) -> None:
        self.sheet, self.number, self.cells, self.header = sheet, number, cells, header
        self.refusals: list[Refusal] = []

    def where(self, field: str = "") -> Where:
        return Where(self.sheet, self.number, self.header.heading(field) if field else "")

    def cell(self, field: str) -> Cell:
        at = self.header.fields.get(field, len(self.cells))
        return self.cells[at] if at < len(self.cells) else None

    def read(self, field: str, parse: Callable[[Cell], T]) -> T:
        """The value of a field; after a refusal that of an empty cell, and the row is not used."""
        try:
            return parse(self.cell(field))
        except CellError as bad:
            self.refuse(field, bad.reason, bad.hint)
            return parse(None)

    def text(self, field: str) -> str:
        return self.read(field, text)

    def refuse(self, field: str, reason: Reason, hint: str = "") -> None:
        written = self.cell(field)
        refusal = Refusal(self.where(field), reason, "" if written is None else str(written), hint)
        self.refusals.append(refusal)

    def refuse_extra_cells(self) -> None:
        """More cells than headings: mostly an unquoted delimiter, so later values stand a column off."""
        for cell in self.cells[len(self.header.headings) :]:
            if cell is not None and str(cell).strip():
                where = Where(self.sheet, self.number)
                self.refusals.append(Refusal(where, Reason.EXTRA_CELLS, str(cell)))
                return


def lines(sheet: Sheet, header: Header) -> Iterator[Line]:
    """The rows under the headings that hold anything."""
    for number, cells in enumerate(sheet.rows[header.row :], start=header.row + 1):
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield Line(sheet.name, number, cells, header)
