"""From what a file says and what is known here to what an import would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kb.actions.changes import Change, Kind, Outcome, Plan
from kb.exchange.plan.absences import plan_absences
from kb.exchange.plan.agreements import plan_agreements
from kb.exchange.plan.boundaries import plan_boundaries
from kb.exchange.plan.doubts import plan_doubts, themes_of
from kb.exchange.plan.draft import Draft, line, made
from kb.exchange.plan.memberships import plan_memberships
from kb.exchange.plan.participants import plan_participants
from kb.exchange.plan.reasons import Because
from kb.exchange.plan.snapshot import Snapshot, load_snapshot
from kb.exchange.plan.territory import plan_territory
from kb.exchange.reasons import Reason
from kb.exchange.rows import Document, Refusal, SourceRow, Where

__all__ = ["Snapshot", "load_snapshot", "make_plan"]

LEFT_OUT = {Reason.SECOND_BOUNDARY: Outcome.CONFLICT, Reason.OLDER_BOUNDARY: Outcome.UNCHANGED}
OF_DOCUMENT = {"long": Kind.MEMBERSHIP, "wide": Kind.MEMBERSHIP, "boundaries": Kind.BOUNDARY}


def make_plan(document: Document, known: Snapshot, *, source: SourceRow, today: date) -> Plan:
    """What importing ``document`` would do.

    ``source`` speaks where the file and its rows name none; ``today`` decides which of two municipalities
    with one name is meant when the source has no date. The same arguments give the same plan.
    """
    draft = Draft(document, known, document.source or source, today)
    plan_territory(draft)
    plan_boundaries(draft)
    subjects = plan_agreements(draft)
    plan_memberships(draft)
    _refuse_without_members(draft)
    plan_absences(draft)
    plan_participants(draft)
    plan_doubts(draft, subjects)
    used = sorted({theme for change in draft.changes for theme in themes_of(change)})
    first = [*_refusals(document), *_sources(draft), *subjects.made_for(used)]
    return Plan((*first, *draft.changes))


def _refuse_without_members(draft: Draft) -> None:
    """A new agreement of which no row could be used is not made either, nor asked about."""
    rows = {draft.codes.get(row.agreement_key) for row in draft.document.memberships}
    accepted = {
        change.key[0]
        for change in draft.changes
        if change.kind == Kind.MEMBERSHIP and change.outcome != Outcome.REFUSED
    }
    empty = rows - accepted
    for at, change in enumerate(draft.changes):
        new = change.outcome == Outcome.CREATED or change.reason == Because.LOOKS_LIKE
        if new and change.kind == Kind.AGREEMENT and change.key[0] in empty:
            draft.changes[at] = change.refused(Because.ALL_ROWS_REFUSED)
    gone = {change.key[0] for change in draft.changes if change.reason == Because.ALL_ROWS_REFUSED}
    draft.codes = {key: code for key, code in draft.codes.items() if code not in gone}


def _sources(draft: Draft) -> Iterator[Change]:
    for row in draft.sources.values():
        values = {name: getattr(row, name) for name in SourceRow.__slots__}
        writes = made("source", (row.code,), values)
        yield line(Kind.OTHER, Outcome.CREATED, row.title, Where(), ("source", row.code), writes=writes)


def _refusals(document: Document) -> Iterator[Change]:
    for number, refusal in enumerate(document.refusals):
        yield _refusal(document, refusal, number)


def _refusal(document: Document, refusal: Refusal, number: int) -> Change:
    """A second boundary for a code is not wrong: in one file it is a conflict, an older one is let be."""
    left_out = LEFT_OUT.get(refusal.reason)
    drawn = left_out or refusal.reason in {Reason.BAD_GEOMETRY, Reason.FLAT_GEOMETRY}
    kind = Kind.BOUNDARY if drawn else OF_DOCUMENT.get(document.kind, Kind.OTHER)
    change = line(kind, Outcome.CONFLICT, refusal.value, refusal.where, ("file", str(number)))
    refused = change.refused(refusal.reason.value, value=refusal.value, hint=refusal.hint)
    return replace(refused, outcome=left_out) if left_out else refused
