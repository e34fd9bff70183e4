"""An agreement as a row of a file gives it, with its theme and legal form recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.exchange.rows import AgreementRow

PLAIN = ("obligation", "status", "founded_on", "ended_on", "expires_on")
Numbers = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    row: AgreementRow
    theme: str | None
    form: str | None

    @property
    def code(self) -> str:
        return dict(self.row.identifiers).get("code", "")

    @property
    def numbers(self) -> Numbers:
        return frozenset(pair for pair in self.row.identifiers if pair[0] != "code")

    @property
    def facts(self) -> dict[str, Any]:
        plain = {name: getattr(self.row, name) for name in PLAIN}
        return {"theme": self.theme, "legal_form": self.form, **plain}

    def is_body_of(self, other: Candidate) -> bool:
        """Whether two new rows with one theme and name are one body: not when official numbers differ.

        Without a theme the legal form may not differ either.
        """
        forms = self.theme or self.form is None or other.form is None or self.form == other.form
        kinds = {scheme for scheme, _ in self.numbers} & {scheme for scheme, _ in other.numbers}
        return bool(forms) and (not kinds or bool(self.numbers & other.numbers))

    def says_more_than(self, other: Candidate, known: Numbers) -> bool:
        """Whether something would be lost if only ``other`` spoke for the body."""
        before = other.facts
        said = {name: value for name, value in self.facts.items() if value not in {None, "", "unknown"}}
        new_numbers = self.numbers - other.numbers - known
        return bool(new_numbers) or any(value != before[name] for name, value in said.items())
