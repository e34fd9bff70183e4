"""Boundaries of a file, and what follows from them: a point for the label, and neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.actions.changes import Change, Difference, Kind, Outcome, Write
from kb.analysis.geo import adjacency, centroid
from kb.exchange.plan.draft import Draft, line
from kb.exchange.plan.reasons import Because
from kb.exchange.rows import BoundaryRow

Links = dict[str, list[Write]]


def plan_boundaries(draft: Draft) -> None:
    known = [row for row in draft.document.boundaries if row.nis in draft.places.by_nis]
    new = {row.nis for row in known if row.nis not in draft.known.boundaries}
    neighbours = _neighbours(draft, known, new) if new else {}
    for row in draft.document.boundaries:
        draft.add(_boundary(draft, row, tuple(neighbours.get(row.nis, ()))))


def _boundary(draft: Draft, row: BoundaryRow, links: tuple[Write, ...]) -> Change:
    if row.nis not in draft.places.by_nis:
        written = row.name or row.nis
        return line(
            Kind.BOUNDARY,
            Outcome.REFUSED,
            f"{row.name} ({row.nis})".strip(),
            row.where,
            (row.nis,),
            reason=Because.MUNICIPALITY_UNKNOWN,
            value=row.nis,
            hint=draft.places.suggest(written) if row.name else "",
        )
    known = draft.known.boundaries.get(row.nis)
    if known is None:
        return _drawn(draft, row, Outcome.CREATED, (*_outline(draft, row, None, if_taken=False), *links))
    if known["geometry"] == row.geometry:
        return _drawn(draft, row, Outcome.UNCHANGED, ())
    return _drawn(draft, row, Outcome.CONFLICT, tuple(_outline(draft, row, known["pk"], if_taken=True)))


def _drawn(draft: Draft, row: BoundaryRow, outcome: Outcome, writes: tuple[Write, ...]) -> Change:
    clash = outcome == Outcome.CONFLICT
    return line(
        Kind.BOUNDARY,
        outcome,
        f"{draft.places.name(row.nis)} ({row.nis})",
        row.where,
        (row.nis,),
        writes=writes,
        differences=(Difference("geometry", "", row.where.sheet, clash=True),) if clash else (),
        reason=Because.DIFFERENT_VALUE if clash else "",
        page=("municipality", row.nis) if row.nis in draft.known.municipalities else None,
    )


def _outline(draft: Draft, row: BoundaryRow, pk: int | None, *, if_taken: bool) -> Iterator[Write]:
    key = (row.nis,)
    municipality = draft.known.municipalities.get(row.nis)
    yield Write("boundary", key, {"municipality": row.nis, "geometry": row.geometry}, pk, if_taken)
    if if_taken or municipality is None or municipality["lon"] is None:
        lon, lat = centroid(row.geometry)
        point = {"lon": round(lon, 6), "lat": round(lat, 6)}
        yield Write("municipality", key, point, municipality and municipality["pk"], if_taken)


def _neighbours(draft: Draft, rows: list[BoundaryRow], new: set[str]) -> Links:
    """Pairs that share a border and exist together, hung onto the new one of the two."""
    found: Links = defaultdict(list)
    for pair in adjacency({row.nis: row.geometry for row in rows}):
        touched = next((nis for nis in pair if nis in new), None)
        if touched and pair not in draft.known.neighbours and draft.places.together(*pair):
            found[touched].append(Write("neighbour", pair))
    return found
