"""Provinces, reference regions and municipalities of a file: filled in, never overwritten unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kb.actions.changes import Change, Difference, Kind, Outcome, Write
from kb.exchange.plan.draft import Draft, line, made
from kb.exchange.plan.merge import backwards, merge, overlong, rows_named
from kb.exchange.plan.reasons import Because
from kb.exchange.rows import MunicipalityRow, ProvinceRow, ReferenceRegionRow
from kb.models import Municipality

FACTS = (
    "name",
    "reference_region",
    "valid_from",
    "valid_until",
    "population",
    "population_on",
    "kbo",
    "ovo",
    "uri",
)


def plan_territory(draft: Draft) -> None:
    for province in draft.document.provinces:
        draft.add(_province(draft, province))
    for region in draft.document.reference_regions:
        draft.add(_reference_region(draft, region))
    first: dict[str, MunicipalityRow] = {}
    for row in draft.document.municipalities:
        earlier = first.setdefault(row.nis, row)
        draft.add(_municipality(draft, row) if earlier is row else _repeated(row, earlier))


def _province(draft: Draft, row: ProvinceRow) -> Change:
    known = row.nis in draft.known.provinces
    writes = () if known else made("province", (row.nis,), {"nis": row.nis, "name": row.name})
    outcome = Outcome.UNCHANGED if known else Outcome.CREATED
    return line(Kind.OTHER, outcome, row.name, row.where, ("province", row.nis), writes=writes)


def _reference_region(draft: Draft, row: ReferenceRegionRow) -> Change:
    key = ("reference_region", row.name)
    known = draft.known.reference_regions.get(row.name)
    if known is None:
        writes = made("reference_region", (row.name,), {"name": row.name, "uri": row.uri})
        return line(Kind.OTHER, Outcome.CREATED, row.name, row.where, key, writes=writes)
    merged = merge(known, {"uri": row.uri})
    return line(
        Kind.OTHER,
        merged.outcome,
        row.name,
        row.where,
        key,
        writes=merged.writes("reference_region", (row.name,)),
        differences=merged.differences(),
        reason=Because.DIFFERENT_VALUE if merged.clashes else "",
    )


def _municipality(draft: Draft, row: MunicipalityRow) -> Change:
    file = {name: getattr(row, name) for name in FACTS} | {"province": row.province_nis}
    change = line(Kind.MUNICIPALITY, Outcome.CREATED, f"{row.name} ({row.nis})", row.where, (row.nis,))
    if long := overlong(Municipality, file):
        return change.refused(Because.TOO_LONG, value=long)
    if strange := _strange(draft, row.predecessors):
        return change.refused(Because.UNKNOWN_PREDECESSOR, value=strange)
    known = draft.known.municipalities.get(row.nis)
    links = _new_predecessors(draft, row)
    if known is None:
        return _new(row, change, file, links)
    added = tuple(Difference("predecessor_added", "", draft.places.name(each.key[1])) for each in links)
    change = _known(row, known, file, links)
    return (
        change
        if change.outcome == Outcome.REFUSED
        else replace(change, differences=(*change.differences, *added))
    )


def _new(row: MunicipalityRow, change: Change, file: Mapping[str, Any], links: tuple[Write, ...]) -> Change:
    if backwards(row.valid_from, row.valid_until):
        return change.refused(Because.BACKWARDS, value=f"{row.valid_from} – {row.valid_until}")
    return replace(change, writes=made("municipality", (row.nis,), {"nis": row.nis, **file}) + links)


def _known(
    row: MunicipalityRow, known: Mapping[str, Any], file: Mapping[str, Any], links: tuple[Write, ...]
) -> Change:
    merged = merge(known, file)
    changed_by_links = Outcome.CHANGED if links and merged.outcome == Outcome.UNCHANGED else merged.outcome
    change = line(
        Kind.MUNICIPALITY,
        changed_by_links,
        f"{known['name']} ({row.nis})",
        row.where,
        (row.nis,),
        writes=merged.writes("municipality", (row.nis,)) + links,
        differences=merged.differences(),
        reason=Because.DIFFERENT_VALUE if merged.clashes else "",
        page=("municipality", row.nis),
    )
    if not merged.every_end("valid_from", "valid_until"):
        return change.refused(Because.BACKWARDS, value=f"{row.valid_from} – {row.valid_until}")
    return change


def _repeated(row: MunicipalityRow, earlier: MunicipalityRow) -> Change:
    change = line(Kind.MUNICIPALITY, Outcome.UNCHANGED, f"{row.name} ({row.nis})", row.where, (row.nis,))
    same = all(getattr(row, name) == getattr(earlier, name) for name in (*FACTS, "province_nis"))
    named = rows_named([earlier.where])
    if not same:
        return change.refused(Because.CONTRADICTS_ROW, value=named)
    return replace(change, reason=Because.SAME_AS_ROW, value=named)


def _strange(draft: Draft, predecessors: Iterable[str]) -> str:
    return next((nis for nis in predecessors if nis not in draft.places.by_nis), "")


def _new_predecessors(draft: Draft, row: MunicipalityRow) -> tuple[Write, ...]:
    pairs = ((row.nis, predecessor) for predecessor in row.predecessors)
    return tuple(Write("predecessor", pair) for pair in pairs if pair not in draft.known.predecessors)
