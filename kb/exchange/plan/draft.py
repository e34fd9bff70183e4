"""A plan in the making: what the file says, what is known here, and the lines drawn up so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify

from kb.actions.changes import Change, Key, Kind, Outcome, Write
from kb.exchange.folding import fold
from kb.exchange.plan.merge import filled, place
from kb.exchange.plan.places import Places
from kb.exchange.plan.snapshot import Snapshot
from kb.exchange.rows import Document, SourceRow, Where


@dataclass
class Draft:
    """``codes`` leads from an agreement of the file to its code here; what was refused has none.

    ``doubts`` leads from an agreement here to the code for the one of the file, should that be another body.
    """

    document: Document
    known: Snapshot
    source: SourceRow
    today: date
    changes: list[Change] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    sources: dict[str, SourceRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {row.key: row.name for row in self.document.agreements}
        listed = {row.nis: _as_known(row) for row in self.document.municipalities}
        self.places = Places(
            {**listed, **self.known.municipalities}.values(),
            on=self.source.date,
            today=self.today,
            studied=self.known.studied,
        )
        self.source_codes = {fold(row["title"]): code for code, row in self.known.sources.items()}
        self.source_codes |= {fold(code): code for code in self.known.sources}

    def add(self, change: Change) -> None:
        self.changes.append(change)

    def source_code(self, row: SourceRow) -> str:
        """The code of a source that is about to be used; it is made when it is not known."""
        if row.code not in self.known.sources:
            self.sources.setdefault(row.code, row)
        return row.code

    def source_named(self, written: str) -> str:
        """A source as a row of a list names it: by its code or its title, known or new."""
        if fold(written) == fold(self.source.code):
            return self.source_code(self.source)
        if found := self.source_codes.get(fold(written)):
            return found
        code = slugify(written)[:80].strip("-") or "source"
        return self.source_code(SourceRow(code=code, title=written[:200], kind="file"))

    def source_title(self, code: str) -> str:
        return self.known.sources[code]["title"] if code in self.known.sources else self.sources[code].title

    def agreement_name(self, code: str, key: str = "") -> str:
        return self.known.agreements[code]["name"] if code in self.known.agreements else self.names[key]

    def agreement_page(self, code: str) -> tuple[str, str] | None:
        row = self.known.agreements.get(code)
        return ("agreement", str(row["pk"])) if row else None


def line(kind: Kind, outcome: Outcome, label: str, where: Where, key: Key, **more: Any) -> Change:
    return Change(kind, outcome, label, key, **place(where), **more)


def made(table: str, key: Key, values: Mapping[str, Any]) -> tuple[Write, ...]:
    return (Write(table, key, filled(values)),)


def free_slug(text: str, taken: Mapping[str, Any], fallback: str, length: int) -> str:
    """A code for a new row, with a number behind it where another already has that code."""
    stem = slugify(text)[: length - 5].strip("-") or fallback
    candidates = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(code for code in candidates if code not in taken)


def _as_known(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("nis", "name", "valid_from", "valid_until")}
