"""What one upload may still cost: every file, sheet and archive in it draws on the same account."""

from dataclasses import dataclass, field

from .limits import MAX_CELLS, MAX_ROWS, MAX_TAGS, MAX_UNPACKED, MAX_WALKED
from .reasons import ImportRefused, Reason
from .rows import Where


class OverBudget(ImportRefused):
    """The upload as a whole is too large, so that no further file of it is looked at."""


@dataclass(slots=True)
class Budget:
    rows: int = field(default=MAX_ROWS)
    cells: int = field(default=MAX_CELLS)
    walked: int = field(default=MAX_WALKED)
    tags: int = field(default=MAX_TAGS)
    unpacked: int = field(default=MAX_UNPACKED)

    def unpack(self, name: str, size: int) -> None:
        self.unpacked -= size
        if self.unpacked < 0:
            raise OverBudget(Reason.ZIP_BOMB, Where(name), file=name)

    def parse(self, name: str, tags: int) -> None:
        self.tags -= tags
        if self.tags < 0:
            raise OverBudget(Reason.TOO_MANY_CELLS, Where(name), file=name)

    def walk(self, name: str, rows: int) -> None:
        self.walked -= rows
        if self.walked < 0:
            raise OverBudget(Reason.TOO_MANY_ROWS, Where(name), file=name, limit=MAX_ROWS)

    def hold(self, name: str, rows: int, cells: int = 0) -> None:
        """Rows that are kept, empty ones in between as well, and the width of each of them."""
        self.rows -= rows
        self.cells -= cells
        self.allows(name)

    def allows(self, name: str, rows: int = 0, cells: int = 0) -> None:
        """Refuse before anything is built what the raw text already shows to be too much."""
        if rows > self.rows or self.rows < 0:
            raise OverBudget(Reason.TOO_MANY_ROWS, Where(name), file=name, limit=MAX_ROWS)
        if cells > self.cells or self.cells < 0:
            raise OverBudget(Reason.TOO_MANY_CELLS, Where(name), file=name)
