"""What a file adds to a row, and where it contradicts one. Nothing is ever overwritten unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from kb.actions.changes import Difference, Key, Outcome, Write
from kb.exchange.rows import Where

EMPTY = frozenset({None, "", "unknown"})


@dataclass(frozen=True, slots=True)
class Merged:
    """``fills`` are empty here and filled in the file; ``clashes`` are filled in both and differ."""

    ours: Mapping[str, Any]
    fills: Mapping[str, Any] = field(default_factory=dict)
    clashes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        if self.clashes:
            return Outcome.CONFLICT
        return Outcome.CHANGED if self.fills else Outcome.UNCHANGED

    def writes(self, table: str, key: Key) -> tuple[Write, ...]:
        pk = self.ours["pk"]
        parts = ((self.fills, False), (self.clashes, True))
        return tuple(Write(table, key, values, pk, if_taken) for values, if_taken in parts if values)

    def differences(self, labels: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Difference, ...]:
        """``labels`` translate the keys of a foreign key into what people call the thing."""
        words = labels or {}
        return tuple(
            Difference(name, _text(self.ours[name], words.get(name)), _text(new, words.get(name)), clash)
            for values, clash in ((self.fills, False), (self.clashes, True))
            for name, new in values.items()
        )

    def said(self, name: str) -> Any:
        """What the file says, else what stands here."""
        return {**self.ours, **self.fills, **self.clashes}[name]

    def every_end(self, start: str, end: str) -> bool:
        """Whether ``end`` never comes before ``start``, whatever a person chooses."""
        starts = {self.ours[start], self.fills.get(start), self.clashes.get(start)} - {None}
        ends = {self.ours[end], self.fills.get(end), self.clashes.get(end)} - {None}
        return not starts or not ends or max(starts) <= min(ends)


def merge(ours: Mapping[str, Any], file: Mapping[str, Any]) -> Merged:
    said = {name: value for name, value in file.items() if value not in EMPTY and value != ours[name]}
    fills = {name: value for name, value in said.items() if ours[name] in EMPTY}
    return Merged(ours, fills, {name: value for name, value in said.items() if name not in fills})


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the file says, so that the defaults of the table stand for the rest."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


def overlong(model: type[Model], values: Mapping[str, Any]) -> str:
    """The first text that does not fit its field, '' where all do."""
    for name, value in values.items():
        limit = getattr(model._meta.get_field(name), "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            return value
    return ""


def backwards(start: date | None, end: date | None) -> bool:
    return bool(start and end and end < start)


def place(where: Where) -> dict[str, Any]:
    return {"sheet": where.sheet, "row": where.row, "column": where.column}


def rows_named(wheres: Iterable[Where]) -> str:
    """``12 (Lijst), 14 (Lijst)``: how a sentence names other rows."""
    return ", ".join(f"{where.row} ({where.sheet})" for where in wheres)


def _text(value: Any, words: Mapping[str, str] | None) -> str:
    if words and value in words:
        return words[value]
    return "" if value is None else str(value)
