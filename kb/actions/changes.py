"""What an import would do, as data: rows for people to look at, and the writes behind each of them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

Key = tuple[str, ...]


class Outcome(StrEnum):
    REFUSED = "refused"
    CONFLICT = "conflict"
    CHANGED = "changed"
    CREATED = "created"
    UNCHANGED = "unchanged"


class Kind(StrEnum):
    MUNICIPALITY = "municipality"
    AGREEMENT = "agreement"
    MEMBERSHIP = "membership"
    BOUNDARY = "boundary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Write:
    """One row of one table. A foreign key is written as the natural key of the row it points to.

    Without ``pk`` the row is made; with ``if_taken`` it is written only where the file is to win, with
    ``unless`` only where the file does not win in the change of that identity.
    """

    table: str
    key: Key
    values: Mapping[str, Any] = field(default_factory=dict)
    pk: int | None = None
    if_taken: bool = False
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field as it is and as the file has it; ``clash`` when both say something."""

    name: str
    ours: str
    file: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the preview. ``page`` says where the existing thing can be seen.

    ``also`` holds further reasons, each with its value and hint: a row is put right in one go.
    """

    kind: Kind
    outcome: Outcome
    label: str
    key: Key = ()
    writes: tuple[Write, ...] = ()
    differences: tuple[Difference, ...] = ()
    sheet: str = ""
    row: int | None = None
    column: str = ""
    reason: str = ""
    value: str = ""
    hint: str = ""
    also: tuple[tuple[str, str, str], ...] = ()
    matched: str = ""
    page: tuple[str, str] | None = None

    @property
    def identity(self) -> str:
        return ":".join((self.kind, *self.key))

    @property
    def choosable(self) -> bool:
        """Whether a person may let the file win here."""
        return any(write.if_taken for write in self.writes)

    @property
    def doubted(self) -> bool:
        """Whether it is not sure what here the row is about."""
        return any(write.if_taken and write.pk is None for write in self.writes)

    @property
    def shown(self) -> list[list[Any]]:
        """What a person saw when choosing: the value here and the one of the file."""
        return [[each.name, each.ours, each.file, each.clash] for each in self.differences]

    def refused(self, reason: str, *, value: str = "", hint: str = "") -> Change:
        return replace(
            self,
            outcome=Outcome.REFUSED,
            reason=reason,
            value=value,
            hint=hint,
            writes=(),
            differences=(),
        )

    def as_row(self) -> dict[str, Any]:
        """For the stored preview; empty values are left out because there are thousands of rows."""
        whole = {
            "kind": self.kind,
            "table": self.key[0] if self.kind == Kind.OTHER else self.kind,
            "outcome": self.outcome,
            "label": self.label,
            "id": self.identity if self.choosable else "",
            "differences": self.shown,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "reason": self.reason,
            "value": self.value,
            "hint": self.hint,
            "also": [list(each) for each in self.also],
            "matched": self.matched,
            "page": list(self.page or ()),
        }
        return {name: value for name, value in whole.items() if value not in ("", None, [])}


@dataclass(frozen=True)
class Plan:
    """Everything an import would do; two plans with the same digest do the same."""

    changes: tuple[Change, ...]

    def writes(self, taken: Iterable[str] = ()) -> Iterator[Write]:
        """What is written when the file wins in the conflicts ``taken``."""
        wins = frozenset(taken)
        for change in self.changes:
            taken_here = change.identity in wins
            for write in change.writes:
                if write.unless not in wins and (taken_here or not write.if_taken):
                    yield write

    def choosable(self) -> list[str]:
        return [change.identity for change in self.changes if change.choosable]

    def doubts(self) -> list[str]:
        """Of the choosable those that would make a thing of their own: they are answered one by one."""
        return [change.identity for change in self.changes if change.doubted]

    def counts(self) -> dict[str, dict[str, int]]:
        """``{kind: {outcome: number of rows}}``, only for kinds that occur."""
        found = Counter((change.kind, change.outcome) for change in self.changes)
        kinds = [kind for kind in Kind if any((kind, outcome) in found for outcome in Outcome)]
        return {kind.value: {outcome.value: found[kind, outcome] for outcome in Outcome} for kind in kinds}

    @cached_property
    def digest(self) -> str:
        parts = [[c.identity, c.outcome, c.reason, c.shown, _as_data(c.writes)] for c in self.changes]
        return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def _as_data(writes: Iterable[Write]) -> list[list[Any]]:
    return [[write.table, write.key, write.pk, dict(write.values)] for write in writes]
