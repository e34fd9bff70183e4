"""The wide form: a row for each theme, a column for each municipality, names in the cells where they meet.

Several names stand on lines of their own or between semicolons; an ampersand or a slash belongs to a name.
A row with nothing but its first cell is the heading of a domain. An empty cell and `/` both say: in nothing.
"""

import re
from collections.abc import Iterable, Iterator

from .cells import CellError, prose
from .columns import Header
from .folding import fold
from .lines import Line, lines
from .reasons import ImportRefused, Reason
from .rows import AgreementRow, Document, MembershipRow, MembershipStatus, Refusal, Where, agreement_key
from .sheets import Sheet
from .vocabulary import DITTO, NOTHING

USED = ("domain", "theme")
BULLET = re.compile(r"^[•*–-]\s+")
TO_CHECK = re.compile(
    r"\s*(?:\((?:te controleren|te bevestigen|to check|\?)\)|,\s*(?:te controleren|to check)|\?)$",
    re.IGNORECASE,
)


def read_wide(sheets: Iterable[tuple[Sheet, Header]]) -> Document:
    """Every agreement is closed over the municipalities that have a column, the same in all sheets."""
    reading = _Reading()
    scopes, ignored = set(), []
    for sheet, header in sheets:
        ignored += [f"{sheet.name}: {header.heading(field)}" for field in header.fields if field not in USED]
        scopes.add(tuple(name for _, name in header.others))
        if len(scopes) > 1:
            raise ImportRefused(Reason.MIXED_LISTS, Where(sheet.name))
        for domain, theme, line in _themes(sheet, header):
            reading.take(domain, theme, line)
    return Document(
        kind="wide",
        agreements=tuple(reading.agreements.values()),
        memberships=tuple(reading.memberships.values()),
        refusals=tuple(reading.refusals),
        closed_agreements=frozenset(reading.agreements),
        scope=scopes.pop(),
        ignored=tuple(ignored),
    )


def _themes(sheet: Sheet, header: Header) -> Iterator[tuple[str, str, Line]]:
    """Rows with the domain and theme they belong to, which are often written only once above them."""
    domain = theme = ""
    for line in lines(sheet, header):
        if banner := _banner(line, header):
            domain, theme = banner, ""
            continue
        if line.text("domain") not in {"", domain}:
            domain, theme = line.text("domain"), ""
        theme = line.text("theme") or theme
        yield domain, theme, line


def _banner(line: Line, header: Header) -> str:
    """The name of a domain that has a row to itself, in its first cell or merged over the whole row."""
    first = min(header.fields.values())
    filled = {
        at: str(cell).strip() for at, cell in enumerate(line.cells) if cell is not None and str(cell).strip()
    }
    whole = len(filled) > 1 and len(filled) == len(header.headings) and len(set(filled.values())) == 1
    if set(filled) == {first} or whole:
        return " ".join(filled[first].split())
    return ""


class _Reading:
    def __init__(self) -> None:
        self.agreements: dict[str, AgreementRow] = {}
        self.memberships: dict[tuple[str, str], MembershipRow] = {}
        self.refusals: list[Refusal] = []

    def take(self, domain: str, theme: str, line: Line) -> None:
        line.refuse_extra_cells()
        if line.refusals:
            self.refusals.extend(line.refusals)
            return
        for at, municipality in line.header.others:
            cell = line.cells[at] if at < len(line.cells) else None
            where = Where(line.sheet, line.number, municipality)
            try:
                names = _names(prose(cell))
            except CellError as error:
                self.refusals.append(Refusal(where, error.reason, str(cell), error.hint))
                continue
            for name, status in names:
                self._member(AgreementRow(agreement_key(name, theme), name, where, theme, domain), status)

    def _member(self, agreement: AgreementRow, status: MembershipStatus) -> None:
        where = agreement.where
        if agreement.name.casefold() in DITTO:
            self.refusals.append(Refusal(where, Reason.DITTO, agreement.name))
        elif not agreement.theme:
            self.refusals.append(Refusal(where, Reason.MISSING_THEME, agreement.name))
        else:
            earlier = self.agreements.get(agreement.key, agreement)
            self.agreements[agreement.key] = earlier.spelled(agreement.name)
            membership = MembershipRow(agreement.key, where.column, where, status=status)
            self.memberships.setdefault((agreement.key, fold(where.column)), membership)


def _names(written: str) -> Iterator[tuple[str, MembershipStatus]]:
    for part in re.split(r"[;\n]", written):
        name = BULLET.sub("", part.strip())
        if name.casefold() in NOTHING:
            continue
        bare = TO_CHECK.sub("", name)
        yield (bare, "to_check") if bare and bare != name else (name, "confirmed")
