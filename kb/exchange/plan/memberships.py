"""Who is a member of what, by the file: each tie with what its sources say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.actions.changes import Change, Difference, Kind, Outcome, Write
from kb.exchange.plan.draft import Draft, line, made
from kb.exchange.plan.merge import Merged, backwards, merge, overlong, rows_named
from kb.exchange.plan.reasons import Because
from kb.exchange.rows import MembershipRow
from kb.models import Claim, Membership

Tie = tuple[str, str, str]
DETAILS = ("role", "since", "until", "last_confirmed_on", "note")


def plan_memberships(draft: Draft) -> None:
    planning = _Planning(draft)
    rows: dict[Tie, list[MembershipRow]] = defaultdict(list)
    for row in draft.document.memberships:
        if tie := planning.tie(row):
            rows[tie].append(row)
    for tie, said in rows.items():
        planning.take(tie, said)
    for row in draft.document.unused:
        planning.look_over(row)


class _Planning:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows_name_sources = any(row.sources for row in draft.document.memberships)
        self.note_is_of_source = draft.document.source is not None

    def tie(self, row: MembershipRow) -> Tie | None:
        """Which tie a row speaks of; one that cannot be told is refused."""
        draft = self.draft
        name = draft.names.get(row.agreement_key, row.agreement_key)
        refused = line(
            Kind.MEMBERSHIP,
            Outcome.REFUSED,
            f"{row.municipality} – {name}",
            row.where,
            (row.agreement_key, row.municipality, row.body),
        )
        nis = draft.places.find(row.municipality)
        code = draft.codes.get(row.agreement_key)
        if nis is None:
            also = () if code else ((Because.AGREEMENT_REFUSED.value, name, ""),)
            draft.add(replace(self._nowhere(refused, row), also=also))
        elif code is None:
            draft.add(refused.refused(Because.AGREEMENT_REFUSED, value=name))
        return (code, nis, row.body) if nis and code else None

    def look_over(self, row: MembershipRow) -> None:
        """A row that could not be read says at once what else is wrong with it."""
        if self.draft.places.find(row.municipality) is None:
            key = (row.agreement_key, row.municipality, row.body)
            refused = line(Kind.MEMBERSHIP, Outcome.REFUSED, row.municipality, row.where, key)
            self.draft.add(self._nowhere(refused, row))

    def _nowhere(self, change: Change, row: MembershipRow) -> Change:
        hint = self.draft.places.suggest(row.municipality)
        return change.refused(Because.MUNICIPALITY_UNKNOWN, value=row.municipality, hint=hint)

    def take(self, tie: Tie, rows: Sequence[MembershipRow]) -> None:
        """Rows about one tie: they complete each other, or are all refused when they contradict."""
        if _contradict(rows):
            for row in rows:
                named = rows_named(other.where for other in rows if other is not row)
                change = self._line(tie, row, Outcome.REFUSED)
                self.draft.add(change.refused(Because.CONTRADICTS_ROW, value=named))
            return
        self.draft.add(self._change(tie, rows))
        named = rows_named([rows[0].where])
        for row in rows[1:]:
            repeated = self._line(tie, row, Outcome.UNCHANGED)
            self.draft.add(replace(repeated, reason=Because.SAME_AS_ROW, value=named))

    def _change(self, tie: Tie, rows: Sequence[MembershipRow]) -> Change:
        known = self.draft.known.memberships.get(tie)
        said = _joined(rows)
        details = {name: said[name] for name in DETAILS}
        change = self._line(tie, rows[0], Outcome.CREATED)
        if long := overlong(Membership, details) or overlong(Claim, {"note": said["note"]}):
            return change.refused(Because.TOO_LONG, value=long)
        if backwards(said["since"], said["until"]):
            return change.refused(Because.BACKWARDS, value=f"{said['since']} – {said['until']}")
        if self.note_is_of_source:
            details["note"] = ""
        if known is None:
            return replace(change, writes=self._new(tie, details, said))
        return self._known(change, tie, merge(known, details), said)

    def _new(self, tie: Tie, details: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[Write, ...]:
        code, nis, body = tie
        status = Membership.Status.TO_CHECK.value if self._doubted(tie) else said["status"]
        values = {"agreement": code, "municipality": nis, "body": body, "status": status}
        return made("membership", tie, values | details) + tuple(self._claims(tie, said))

    def _doubted(self, tie: Tie) -> bool:
        """Town hall and OCMW count as one: while one is to check, a file does not confirm the other."""
        code, nis, _body = tie
        others = (self.draft.known.memberships.get((code, nis, body)) for body in Membership.Body.values)
        return any(other and other["status"] == Membership.Status.TO_CHECK for other in others)

    def _known(self, change: Change, tie: Tie, merged: Merged, said: Mapping[str, Any]) -> Change:
        if not merged.every_end("since", "until"):
            return change.refused(Because.BACKWARDS, value=f"{said['since']} – {said['until']}")
        claims = tuple(self._claims(tie, said))
        outcome = merged.outcome
        if claims and outcome == Outcome.UNCHANGED:
            outcome = Outcome.CHANGED
        change = replace(
            change,
            outcome=outcome,
            writes=merged.writes("membership", tie) + claims,
            differences=(*merged.differences(), *map(self._added, claims)),
            reason=Because.DIFFERENT_VALUE if merged.clashes else "",
        )
        if claims and merged.ours["status"] == Membership.Status.REJECTED:
            title = self.draft.source_title(claims[0].key[-1])
            return replace(change, outcome=Outcome.CONFLICT, reason=Because.REJECTED_HERE, value=title)
        return change

    def _added(self, claim: Write) -> Difference:
        return Difference("source_added", "", self.draft.source_title(claim.key[-1]))

    def _claims(self, tie: Tie, said: Mapping[str, Any]) -> Iterator[Write]:
        """What each source says, where it did not say so before."""
        note = said["note"] if self.note_is_of_source else ""
        before = self.draft.known.claims.get(tie, {})
        for source in self._sources(said["sources"], known=tie in self.draft.known.memberships):
            if source not in before:
                values = {"membership": tie, "source": source, "says": Claim.Says.MEMBER.value, "note": note}
                yield Write("claim", (*tie, source), values)
            elif before[source]["says"] != Claim.Says.MEMBER:
                yield Write("claim", (*tie, source), {"says": Claim.Says.MEMBER.value}, before[source]["pk"])

    def _sources(self, written: Sequence[str], *, known: bool) -> list[str]:
        """A list with a column of sources speaks for itself: a known tie without one gets none."""
        if written:
            return list(dict.fromkeys(self.draft.source_named(name) for name in written))
        if known and self.rows_name_sources:
            return []
        return [self.draft.source_code(self.draft.source)]

    def _line(self, tie: Tie, row: MembershipRow, outcome: Outcome) -> Change:
        code, nis, body = tie
        name = self.draft.agreement_name(code, row.agreement_key)
        municipality = self.draft.places.name(nis)
        label = f"{municipality}{' (OCMW)' if body == 'ocmw' else ''} – {name}"
        return line(Kind.MEMBERSHIP, outcome, label, row.where, tie, page=self.draft.agreement_page(code))


def _contradict(rows: Sequence[MembershipRow]) -> bool:
    if len(rows) == 1:
        return False
    said = [{getattr(row, name) for row in rows} - {None, ""} for name in (*DETAILS, "status")]
    return any(len(values) > 1 for values in said)


def _joined(rows: Sequence[MembershipRow]) -> dict[str, Any]:
    first = {name: getattr(rows[0], name) for name in (*DETAILS, "status")}
    for row in rows[1:]:
        first |= {name: first[name] or getattr(row, name) for name in DETAILS}
    return {**first, "sources": [source for row in rows for source in row.sources]}
