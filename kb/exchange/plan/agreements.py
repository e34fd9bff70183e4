"""Agreements of a file: new, filled in, or contradicting what stands here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from kb.actions.changes import Change, Difference, Kind, Outcome, Write
from kb.exchange.folding import fold_name
from kb.exchange.plan.candidates import Candidate, Numbers
from kb.exchange.plan.doubts import contradicted, spoken_names
from kb.exchange.plan.draft import Draft, free_slug, line, made
from kb.exchange.plan.matching import Matcher
from kb.exchange.plan.merge import Merged, backwards, merge, overlong, rows_named
from kb.exchange.plan.reasons import Because
from kb.exchange.plan.subjects import RowError, Subjects
from kb.exchange.rows import AgreementRow
from kb.models import Agreement, AgreementIdentifier

Name = tuple[str | None, str]
Labels = Mapping[str, Mapping[str, str]]


def plan_agreements(draft: Draft) -> Subjects:
    subjects = Subjects(draft)
    candidates = _candidates(draft, subjects)
    matcher = Matcher(draft.known, subjects, candidates)
    matcher.run()
    planning = _Planning(draft, subjects, matcher)
    for candidate in candidates:
        planning.take(candidate)
    return subjects


def _candidates(draft: Draft, subjects: Subjects) -> list[Candidate]:
    """Rows that name a domain are read first: it is often written only once for a new theme."""
    found: dict[str, Candidate] = {}
    for row in sorted(draft.document.agreements, key=lambda row: not row.domain):
        read: list[str | None] = []
        wrong: list[RowError] = []
        for recognise in (subjects.theme, subjects.form):
            try:
                read.append(recognise(row))
            except RowError as error:
                wrong.append(error)
        if wrong:
            draft.add(_refused(row, *wrong))
        else:
            found[row.key] = Candidate(row, *read)
    return [found[row.key] for row in draft.document.agreements if row.key in found]


class _Planning:
    """One agreement after the other; ``first`` is the row that already speaks for an agreement."""

    def __init__(self, draft: Draft, subjects: Subjects, matcher: Matcher) -> None:
        self.draft, self.matcher = draft, matcher
        self.codes = dict.fromkeys(draft.known.agreements)
        self.first: dict[str, Candidate] = {}
        self.new: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        self.owners: dict[tuple[str, str], str] = dict(draft.known.identifiers)
        self.owners |= {("code", code): code for code in self.codes}
        self.names = {
            (row["theme"], fold_name(row["name"])): code for code, row in draft.known.agreements.items()
        }
        self.labels: Labels = {"theme": subjects.theme_names(), "legal_form": subjects.form_names}

    def take(self, candidate: Candidate) -> None:
        change = self._change(candidate)
        self.draft.add(change)
        if change.outcome != Outcome.REFUSED:
            self.draft.codes[candidate.row.key] = change.key[0]

    def _change(self, candidate: Candidate) -> Change:
        row = candidate.row
        try:
            self._check(candidate)
            code, how = self._target(candidate)
            if earlier := self.first.get(code):
                return _repeated(candidate, earlier, code, frozenset(self.draft.known.identifiers))
            known = self.draft.known.agreements.get(code)
            change = self._known(candidate, known, how) if known else self._unknown(candidate, code)
        except RowError as error:
            return _refused(row, error)
        self.first[change.key[0]] = candidate
        self.owners.update(dict.fromkeys(candidate.row.identifiers, change.key[0]))
        return change

    def _check(self, candidate: Candidate) -> None:
        row = candidate.row
        if problem := self.matcher.problems.get(row.key):
            raise problem
        long = overlong(Agreement, {"name": row.name})
        for scheme, value in candidate.row.identifiers:
            long = long or overlong(AgreementIdentifier, {"scheme": scheme, "value": value})
        if long:
            raise RowError(Because.TOO_LONG, long)
        for end in (row.ended_on, row.expires_on):
            if backwards(row.founded_on, end):
                raise RowError(Because.BACKWARDS, f"{row.founded_on} – {end}")

    def _target(self, candidate: Candidate) -> tuple[str, str]:
        """The code here, and how it was found ('' for a new one). A number is stronger than a name."""
        code, how = self.matcher.matched.get(candidate.row.key, ("", ""))
        owners = {self.owners[pair] for pair in candidate.row.identifiers if pair in self.owners}
        certain = {code} if how in {"code", "identifier"} else set()
        if len(owners | certain) > 1:
            raise RowError(Because.TWO_AGREEMENTS, ", ".join(sorted(owners | certain)))
        if owners or certain:
            return (code, how) if certain else (owners.pop(), "identifier")
        return (code, how) if code else self._by_name_in_file(candidate)

    def _by_name_in_file(self, candidate: Candidate) -> tuple[str, str]:
        for code in self.new[candidate.theme, fold_name(candidate.row.name)]:
            if candidate.is_body_of(self.first[code]):
                return code, "theme_name"
        theme = self.labels["theme"].get(candidate.theme or "", "")
        code = free_slug(candidate.code or f"{theme} {candidate.row.name}", self.codes, "agreement", 120)
        self.codes[code] = None
        return code, ""

    def _unknown(self, candidate: Candidate, code: str) -> Change:
        """Made, or asked about where one here looks like it: nothing is doubled unasked."""
        alike = self.matcher.namesakes(candidate)
        named = spoken_names([self.draft.known.agreements[each] for each in alike], self.labels)
        if len(alike) > 1 and not candidate.theme and not candidate.row.identifiers:
            raise RowError(Because.NAME_UNCLEAR, named)
        double = self.matcher.double(candidate)
        if double and double not in self.first:
            return self._doubt(candidate, code, double)
        change = replace(_line(candidate.row, Outcome.CREATED), key=(code,))
        change = replace(change, writes=self._made(candidate, code))
        self.new[candidate.theme, fold_name(candidate.row.name)].append(code)
        return replace(change, reason=Because.NAMESAKES, value=named) if alike else change

    def _doubt(self, candidate: Candidate, code: str, here: str) -> Change:
        """Taken for the one here, which stays as it is; a person may say that it is another body."""
        known = self.draft.known.agreements[here]
        self.draft.doubts[here] = code
        return replace(
            _line(candidate.row, Outcome.CONFLICT),
            key=(here,),
            writes=tuple(replace(write, if_taken=True) for write in self._made(candidate, code)),
            differences=Merged(known, clashes=contradicted(candidate, known)).differences(self.labels),
            reason=Because.LOOKS_LIKE,
            value=spoken_names([known], self.labels),
            page=self.draft.agreement_page(here),
        )

    def _made(self, candidate: Candidate, code: str) -> tuple[Write, ...]:
        values = {"code": code, "name": candidate.row.name, **candidate.facts}
        self._take_names(code, [(candidate.theme, candidate.row.name)])
        return made("agreement", (code,), values) + tuple(self._numbers(code, candidate))

    def _known(self, candidate: Candidate, known: Mapping[str, Any], how: str) -> Change:
        row, code = candidate.row, known["code"]
        named = {"name": row.name} if how == "code" else {}
        merged = merge(known, {**candidate.facts, **named})
        self._take_names(code, _possible_names(merged))
        for end in ("ended_on", "expires_on"):
            if not merged.every_end("founded_on", end):
                raise RowError(Because.BACKWARDS, f"{merged.said('founded_on')} – {merged.said(end)}")
        numbers = tuple(self._numbers(code, candidate, known["name"] if how != "code" else row.name))
        added = (Difference("number_added", "", _spoken_number(*write.key)) for write in numbers)
        outcome = Outcome.CHANGED if numbers and merged.outcome == Outcome.UNCHANGED else merged.outcome
        return replace(
            _line(row, outcome),
            label=_label(known["name"], row),
            key=(code,),
            writes=merged.writes("agreement", (code,)) + numbers,
            differences=(*merged.differences(self.labels), *added),
            reason=Because.DIFFERENT_VALUE if merged.clashes else "",
            matched=how,
            page=self.draft.agreement_page(code),
        )

    def _take_names(self, code: str, pairs: Iterable[Name]) -> None:
        """In a theme a name stands once; every name that a person may choose is taken."""
        folded = {(theme, fold_name(name)): name for theme, name in pairs if theme}
        for pair, name in folded.items():
            if self.names.get(pair, code) != code:
                raise RowError(Because.TAKEN_NAME, name)
        self.names.update(dict.fromkeys(folded, code))

    def _numbers(self, code: str, candidate: Candidate, name: str = "") -> Iterator[Write]:
        """Official numbers that are new here, and the other name under which a source knows the body."""
        pairs = sorted(candidate.numbers)
        if name and fold_name(name) != fold_name(candidate.row.name):
            pairs.append(("alias", candidate.row.name))
        for scheme, value in pairs:
            mine = self.owners.setdefault((scheme, value), code) == code
            if mine and (scheme, value) not in self.draft.known.identifiers:
                values = {"agreement": code, "scheme": scheme, "value": value}
                yield Write("identifier", (scheme, value), values)


def _repeated(candidate: Candidate, earlier: Candidate, code: str, known: Numbers) -> Change:
    """A second row about one body may repeat the first; what it says beyond that would be lost."""
    named = rows_named([earlier.row.where])
    change = replace(_line(candidate.row, Outcome.UNCHANGED), key=(code,))
    if candidate.says_more_than(earlier, known):
        return change.refused(Because.CONTRADICTS_ROW, value=named)
    return replace(change, reason=Because.SAME_AS_ROW, value=named)


def _spoken_number(scheme: str, value: str) -> str:
    return value if scheme == "alias" else f"{scheme.upper()} {value}"


def _possible_names(merged: Merged) -> set[Name]:
    """What the pair of theme and name may become, beside what it is."""
    parts = (merged.ours, merged.fills, merged.clashes)
    themes, names = ({part[name] for part in parts if part.get(name)} for name in ("theme", "name"))
    return set(product(themes, names)) - {(merged.ours["theme"], merged.ours["name"])}


def _refused(row: AgreementRow, error: RowError, *others: RowError) -> Change:
    refused = _line(row, Outcome.REFUSED).refused(error.reason, value=error.value, hint=error.hint)
    return replace(refused, also=tuple((other.reason, other.value, other.hint) for other in others))


def _line(row: AgreementRow, outcome: Outcome) -> Change:
    return line(Kind.AGREEMENT, outcome, _label(row.name, row), row.where, (row.key,))


def _label(name: str, row: AgreementRow) -> str:
    """Rows whose names differ in case or punctuation are one agreement; it shows which they are."""
    if not row.spellings:
        return name
    also = ", ".join(f"“{spelling}”" for spelling in row.spellings)
    return _("%(name)s, also written %(also)s") % {"name": name, "also": also}
