"""Members that are neither a municipality nor an OCMW."""

from __future__ import annotations

from dataclasses import replace

from kb.actions.changes import Change, Kind, Outcome, Write
from kb.exchange.folding import fold_name
from kb.exchange.plan.draft import Draft, free_slug, line, made
from kb.exchange.plan.merge import merge, overlong
from kb.exchange.plan.reasons import Because
from kb.exchange.rows import ParticipantRow
from kb.models import Participation, Stakeholder


def plan_participants(draft: Draft) -> None:
    planning = _Planning(draft)
    for row in draft.document.participants:
        draft.add(planning.change(row))


class _Planning:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.codes = {fold_name(row["name"]): code for code, row in draft.known.stakeholders.items()}
        self.seen: set[tuple[str, str]] = set()

    def change(self, row: ParticipantRow) -> Change:
        name = self.draft.names.get(row.agreement_key, row.agreement_key)
        key = ("participation", row.agreement_key, row.name)
        change = line(Kind.OTHER, Outcome.CREATED, f"{row.name} – {name}", row.where, key)
        code = self.draft.codes.get(row.agreement_key)
        if code is None:
            return change.refused(Because.AGREEMENT_REFUSED, value=name)
        long = overlong(Stakeholder, {"name": row.name, "kind": row.kind})
        if long := long or overlong(Participation, {"role": row.role}):
            return change.refused(Because.TOO_LONG, value=long)
        return replace(self._placed(change, row, code), page=self.draft.agreement_page(code))

    def _placed(self, change: Change, row: ParticipantRow, agreement: str) -> Change:
        stakeholder, writes = self._stakeholder(row)
        key = (agreement, stakeholder)
        change = replace(change, key=("participation", *key))
        known = self.draft.known.participations.get(key)
        if key in self.seen:
            return replace(change, outcome=Outcome.UNCHANGED)
        self.seen.add(key)
        if known is None:
            source = self.draft.source_code(self.draft.source)
            values = {"agreement": agreement, "stakeholder": stakeholder, "role": row.role, "source": source}
            return replace(change, writes=writes + made("participation", key, values))
        merged = merge(known, {"role": row.role})
        return replace(
            change,
            outcome=merged.outcome,
            writes=merged.writes("participation", key),
            differences=merged.differences(),
            reason=Because.DIFFERENT_VALUE if merged.clashes else "",
        )

    def _stakeholder(self, row: ParticipantRow) -> tuple[str, tuple[Write, ...]]:
        name = fold_name(row.name)
        if name in self.codes:
            return self.codes[name], ()
        code = free_slug(row.name, dict.fromkeys(self.codes.values()), "stakeholder", 120)
        self.codes[name] = code
        return code, made("stakeholder", (code,), {"code": code, "name": row.name, "kind": row.kind})
