"""Which municipality a file means: by NIS code, else by a name on the day the file speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from kb.exchange.folding import fold
from kb.exchange.reasons import OR

OLDEST = date.min
SLACK = 0.05
MOST_SUGGESTIONS = 500  # each costs a look at every name
PREFIXES = ("gemeente ", "stad ", "ocmw ", "gemeentebestuur ", "stadsbestuur ")


class Places:
    """Municipalities by code and name; ``known`` are rows with nis, name, valid_from and valid_until."""

    def __init__(
        self,
        known: Iterable[Mapping[str, Any]],
        *,
        on: date | None,
        today: date,
        studied: Collection[str] = frozenset(),
    ) -> None:
        self.by_nis = {row["nis"]: row for row in known}
        self.names: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self.by_nis.values():
            self.names[fold(row["name"])].append(row)
        self.near_home = {fold(row["name"]) for row in self.by_nis.values() if row["nis"] in studied}
        self.days = [day for day in (on, today) if day]
        self.found: dict[str, str | None] = {}
        self.suggested: dict[str, str] = {}

    def find(self, written: str) -> str | None:
        """The NIS code, or None when nothing here is called that."""
        if written not in self.found:
            self.found[written] = self._find(written)
        return self.found[written]

    def suggest(self, written: str) -> str:
        """The names that look most like it, at most two and those of a study first; '' when none does.

        When nearly everything is misspelt, only the first ones get a suggestion.
        """
        if written not in self.suggested and len(self.suggested) < MOST_SUGGESTIONS:
            near = sorted(_nearest(_bare(written), self.names), key=lambda name: name not in self.near_home)
            self.suggested[written] = OR.join(self.names[name][0]["name"] for name in near[:2])
        return self.suggested.get(written, "")

    def name(self, nis: str) -> str:
        return self.by_nis[nis]["name"]

    def together(self, one: str, other: str) -> bool:
        """Whether both exist on one same day; an unknown bound excludes nothing."""
        rows = self.by_nis[one], self.by_nis[other]
        start = max(row["valid_from"] or date.min for row in rows)
        return start <= min(row["valid_until"] or date.max for row in rows)

    def _find(self, written: str) -> str | None:
        if written in self.by_nis:
            return written
        named = self.names.get(fold(written)) or self.names.get(_bare(written)) or []
        for day in self.days:
            for row in named:
                if (row["valid_from"] or date.min) <= day <= (row["valid_until"] or date.max):
                    return row["nis"]
        latest = max(named, key=lambda row: (row["valid_from"] or OLDEST, row["nis"]), default=None)
        return latest["nis"] if latest else None


def _nearest(written: str, names: Iterable[str]) -> list[str]:
    """The best first, with those that are hardly less alike."""
    near = get_close_matches(written, names, n=4, cutoff=0.7)
    alike = {name: SequenceMatcher(None, name, written).ratio() for name in near}
    return [name for name in near if alike[name] >= alike[near[0]] - SLACK]


def _bare(written: str) -> str:
    folded = fold(written)
    return next((folded.removeprefix(prefix) for prefix in PREFIXES if folded.startswith(prefix)), folded)
