"""What a complete list says by silence: a municipality in its scope that it does not name is not a member.

Nothing is overwritten by that. The source's statement is kept beside ours, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.actions.changes import Change, Kind, Outcome, Write
from kb.exchange.folding import fold
from kb.exchange.plan.draft import Draft, line
from kb.exchange.plan.reasons import Because
from kb.exchange.plan.snapshot import Row
from kb.exchange.reasons import Reason
from kb.exchange.rows import AgreementRow, Document
from kb.models import Claim, Membership

Tie = tuple[str, str, str]


def plan_absences(draft: Draft) -> None:
    closed = _closed(draft)
    if not closed:
        return
    scope = _scope(draft)
    kin = _kin(draft)
    named = _named(draft)
    for tie, held in draft.known.memberships.items():
        code, nis, _ = tie
        in_scope = code in closed and nis in scope and _counts(held, draft)
        if in_scope and not any((code, each) in named for each in kin[nis] | {nis}):
            draft.add(_absent(draft, tie, closed[code]))


def _closed(draft: Draft) -> dict[str, AgreementRow]:
    """The agreements whose list is complete; one with a refused row is not, nor a register with any.

    What may be another body than the one here says nothing about who is not a member of it.
    """
    document = draft.document
    incomplete = {
        change.key[0]
        for change in draft.changes
        if change.kind == Kind.MEMBERSHIP and change.outcome == Outcome.REFUSED
    }
    if document.kind == "register" and _refused_columns(document):
        return {}
    return {
        draft.codes[row.key]: row
        for row in document.agreements
        if row.key in document.closed_agreements and row.key in draft.codes
        if not {row.key, draft.codes[row.key]} & incomplete
        if draft.codes[row.key] not in draft.doubts
    }


def _refused_columns(document: Document) -> set[str]:
    drawn = {row.where.sheet for row in document.boundaries}
    drawn |= {each.where.sheet for each in document.refusals if each.reason == Reason.OLDER_BOUNDARY}
    return {fold(each.where.column) for each in document.refusals if each.where.sheet not in drawn}


def _scope(draft: Draft) -> set[str]:
    """Without the columns in which a cell was refused: something was written there that was not read."""
    refused = _refused_columns(draft.document)
    found = (draft.places.find(name) for name in draft.document.scope if fold(name) not in refused)
    return {nis for nis in found if nis}


def _named(draft: Draft) -> set[tuple[str, str]]:
    """Pairs in the file; the municipality counts as named where only its OCMW is."""
    rows = draft.document.memberships
    pairs = ((draft.codes.get(row.agreement_key), draft.places.find(row.municipality)) for row in rows)
    return {(code, nis) for code, nis in pairs if code and nis}


def _kin(draft: Draft) -> dict[str, set[str]]:
    """Predecessors and successors: a list of another year names the same members by other codes."""
    found: dict[str, set[str]] = defaultdict(set)
    for successor, predecessor in draft.known.predecessors:
        found[successor].add(predecessor)
        found[predecessor].add(successor)
    return found


def _counts(held: Row, draft: Draft) -> bool:
    """Whether we hold the tie on the day the file speaks of."""
    day = draft.source.date or draft.today
    begun = not held["since"] or held["since"] <= day
    over = held["until"] and held["until"] < day
    return held["status"] != Membership.Status.REJECTED and begun and not over


def _absent(draft: Draft, tie: Tie, row: AgreementRow) -> Change:
    code, nis, _ = tie
    label = f"{draft.places.name(nis)} – {draft.agreement_name(code)}"
    title = draft.source.title
    writes = tuple(_denial(draft, tie))
    return line(
        Kind.MEMBERSHIP,
        Outcome.CONFLICT if writes else Outcome.UNCHANGED,
        label,
        row.where,
        (*tie, "absent"),
        writes=writes,
        reason=Because.ABSENT if writes else Because.ABSENT_KNOWN,
        value=title,
        page=draft.agreement_page(code),
    )


def _denial(draft: Draft, tie: Tie) -> Iterator[Write]:
    source = draft.source_code(draft.source)
    before = draft.known.claims.get(tie, {}).get(source)
    says = Claim.Says.NOT_MEMBER.value
    if before is None:
        yield Write("claim", (*tie, source), {"membership": tie, "source": source, "says": says})
    elif before["says"] != says:
        yield Write("claim", (*tie, source), {"says": says}, before["pk"])
