"""Which agreement of the file is which one here: no body may be held twice, nor two be taken for one.

By the product's code, then an official number, then theme and name, and last by a name that is the only one
of its kind on both sides while theme and legal form do not contradict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kb.exchange.folding import fold_name
from kb.exchange.plan.candidates import Candidate
from kb.exchange.plan.names import core, safety_kind
from kb.exchange.plan.reasons import Because
from kb.exchange.plan.snapshot import Snapshot
from kb.exchange.plan.subjects import RowError, Subjects


class Matcher:
    def __init__(self, known: Snapshot, subjects: Subjects, candidates: Iterable[Candidate]) -> None:
        self.known, self.subjects = known, subjects
        self.candidates = list(candidates)
        self.matched: dict[str, tuple[str, str]] = {}
        self.taken: set[str] = set()
        self.problems: dict[str, RowError] = {}
        self.numbers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pair, code in known.identifiers.items():
            self.numbers[code].add(pair)

    def run(self) -> None:
        for candidate in self.candidates:
            self._try(candidate, self._by_number)
        self._index_names()
        for how in (self._by_theme_and_name, self._by_name):
            for candidate in self.candidates:
                if candidate.row.key not in self.matched and candidate.row.key not in self.problems:
                    self._try(candidate, how)

    def namesakes(self, candidate: Candidate) -> list[str]:
        """What here has the same name or core of a name, and no other official number."""
        named = {*self.by_name[fold_name(candidate.row.name)], *self.by_core[self._core_of(candidate)]}
        return sorted(code for code in named if not self._other_number(code, candidate))

    def double(self, candidate: Candidate) -> str:
        """What here it may well be, though theme or legal form differ; '' where the name recurs anyway."""
        core = self._core_of(candidate)
        alike = [code for code in self.by_core[core] if not self._other_number(code, candidate)]
        alone = len(alike) == 1 and self.cores[core] == 1
        return alike[0] if alone and alike[0] not in self.taken else ""

    def _try(self, candidate: Candidate, how: Any) -> None:
        try:
            if found := how(candidate):
                self.matched[candidate.row.key] = found
                self.taken.add(found[0])
        except RowError as error:
            self.problems[candidate.row.key] = error

    def _by_number(self, candidate: Candidate) -> tuple[str, str] | None:
        codes = {self.known.identifiers[pair] for pair in candidate.numbers if pair in self.known.identifiers}
        how = "identifier"
        if candidate.code in self.known.agreements:
            codes, how = codes | {candidate.code}, "code"
        if len(codes) > 1:
            names = sorted(self.known.agreements[code]["name"] for code in codes)
            raise RowError(Because.TWO_AGREEMENTS, ", ".join(names))
        return (codes.pop(), how) if codes else None

    def _index_names(self) -> None:
        self.by_theme: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        self.by_core: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for code, row in self.known.agreements.items():
            self.by_theme[row["theme"], fold_name(row["name"])].append(code)
            self.by_name[fold_name(row["name"])].append(code)
            self.by_core[self._core(row["name"], row["theme"], row["legal_form"])].append(code)
        self.cores = Counter(self._core_of(candidate) for candidate in self.candidates)

    def _by_theme_and_name(self, candidate: Candidate) -> tuple[str, str] | None:
        """In a theme the name is enough; without one the legal form may not contradict."""
        found = self.by_theme[candidate.theme, fold_name(candidate.row.name)]
        for code in found:
            agrees = candidate.theme or self._agree(code, "legal_form", candidate.form)
            if agrees and not self._other_number(code, candidate):
                return code, "theme_name"
        if found and candidate.theme:
            raise RowError(Because.OTHER_BODY, candidate.row.name)
        return None

    def _by_name(self, candidate: Candidate) -> tuple[str, str] | None:
        found = self.by_core[self._core_of(candidate)]
        if len(found) != 1 or self.cores[self._core_of(candidate)] != 1:
            return None
        (code,) = found
        possible = (
            self._agree(code, "theme", candidate.theme)
            and self._agree(code, "legal_form", candidate.form)
            and not self._other_number(code, candidate)
            and (candidate.theme or candidate.form or len(self.namesakes(candidate)) == 1)
            and code not in self.taken
        )
        return (code, "name") if possible else None

    def _agree(self, code: str, name: str, said: str | None) -> bool:
        here = self.known.agreements[code][name]
        return not here or not said or here == said

    def _other_number(self, code: str, candidate: Candidate) -> bool:
        """Both have a number of the same kind, and none in common: these are two bodies."""
        here, there = self.numbers[code], candidate.numbers
        kinds = {scheme for scheme, _ in here} & {scheme for scheme, _ in there}
        return bool(kinds - {"alias"}) and not here & there

    def _core_of(self, candidate: Candidate) -> tuple[str, str]:
        return self._core(candidate.row.name, candidate.theme, candidate.form)

    def _core(self, name: str, theme: str | None, form: str | None) -> tuple[str, str]:
        contexts = (_name(self.subjects.themes, theme), self.subjects.form_names.get(form or "", ""))
        return core(name), safety_kind(name, *contexts)


def _name(rows: Mapping[str, Mapping[str, Any]], code: str | None) -> str:
    return rows[code]["name"] if code else ""
