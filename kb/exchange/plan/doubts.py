"""Bodies that look like one here: until somebody says otherwise, their members go to the one here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.actions.changes import Change, Kind, Write
from kb.exchange.plan.candidates import Candidate
from kb.exchange.plan.draft import Draft
from kb.exchange.plan.memberships import plan_memberships
from kb.exchange.plan.participants import plan_participants
from kb.exchange.plan.reasons import Because
from kb.exchange.plan.subjects import Subjects

SHOWN = 5


def plan_doubts(draft: Draft, subjects: Subjects) -> None:
    """Both answers are prepared: ties to the body here, and the other body with its theme and ties."""
    draft.changes = [_unless_another(draft, change) for change in draft.changes]
    for at, change in enumerate(draft.changes):
        if change.reason == Because.LOOKS_LIKE:
            new = [made for theme in themes_of(change, asked=True) for made in subjects.made_for([theme])]
            more = (*new, *_ties_of_another(draft, change.key[0]))
            asked = (replace(write, if_taken=True) for each in more for write in each.writes)
            draft.changes[at] = replace(change, writes=(*change.writes, *asked))


def themes_of(change: Change, *, asked: bool = False) -> Iterator[str]:
    """The themes in what it writes; what waits for an answer about the body itself only if ``asked``."""
    if asked or change.reason != Because.LOOKS_LIKE:
        yield from (write.values["theme"] for write in change.writes if write.values.get("theme"))


def contradicted(candidate: Candidate, known: Mapping[str, Any]) -> dict[str, str]:
    """Why it is not simply taken for the one here."""
    said = {name: candidate.facts[name] for name in ("theme", "legal_form")}
    return {name: value for name, value in said.items() if value and value != known[name]}


def spoken_names(rows: Sequence[Mapping[str, Any]], labels: Mapping[str, Mapping[str, str]]) -> str:
    """``Limburg (Water), Limburg (Politiezones)``: how a sentence tells namesakes apart."""
    return ", ".join(_spoken(row, labels) for row in rows[:SHOWN]) + (" …" if len(rows) > SHOWN else "")


def _spoken(row: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]) -> str:
    about = next((labels[name][row[name]] for name in ("theme", "legal_form") if row[name]), "")
    return f"“{row['name']}” ({about})" if about else f"“{row['name']}”"


def _unless_another(draft: Draft, change: Change) -> Change:
    """A stakeholder is made in any case: other rows may count on it."""
    code = _of_agreement(change)
    if code not in draft.doubts:
        return change
    identity = ":".join((Kind.AGREEMENT, code))
    kept = (w if w.table == "stakeholder" else replace(w, unless=identity) for w in change.writes)
    return replace(change, writes=tuple(kept))


def _of_agreement(change: Change) -> str:
    """The code of the agreement that a tie belongs to, '' for any other line."""
    if change.kind == Kind.MEMBERSHIP:
        return change.key[0]
    return change.key[1] if change.key[:1] == ("participation",) else ""


def _ties_of_another(draft: Draft, here: str) -> list[Change]:
    """The rows that went to ``here``, planned once more for a body of their own."""
    codes = {key: draft.doubts[here] for key, code in draft.codes.items() if code == here}
    document = replace(
        draft.document,
        memberships=tuple(row for row in draft.document.memberships if row.agreement_key in codes),
        participants=tuple(row for row in draft.document.participants if row.agreement_key in codes),
    )
    stakeholders = {**draft.known.stakeholders, **dict(_new_stakeholders(draft.changes))}
    known = replace(draft.known, stakeholders=stakeholders)
    apart = replace(draft, document=document, known=known, codes=codes, changes=[])
    plan_memberships(apart)
    plan_participants(apart)
    return apart.changes


def _new_stakeholders(changes: Iterable[Change]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    writes: Iterator[Write] = (write for change in changes for write in change.writes)
    return ((write.key[0], write.values) for write in writes if write.table == "stakeholder")
