"""What the knowledge base holds, read once in a fixed number of queries, by natural key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kb.models import (
    Agreement,
    AgreementIdentifier,
    Boundary,
    Claim,
    Domain,
    LegalForm,
    Membership,
    Municipality,
    Participation,
    Province,
    ReferenceRegion,
    Source,
    Stakeholder,
    Study,
    Theme,
)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """Rows as mappings from field to value; a foreign key is the natural key of what it points to."""

    sources: dict[str, Row]
    provinces: dict[str, Row]
    reference_regions: dict[str, Row]
    domains: dict[str, Row]
    themes: dict[str, Row]
    legal_forms: dict[str, Row]
    municipalities: dict[str, Row]
    predecessors: set[tuple[str, str]]
    neighbours: set[tuple[str, str]]
    boundaries: dict[str, Row]
    agreements: dict[str, Row]
    identifiers: dict[tuple[str, str], str]
    memberships: dict[tuple[str, str, str], Row]
    claims: dict[tuple[str, str, str], dict[str, Row]]
    stakeholders: dict[str, Row]
    participations: dict[tuple[str, str], Row]
    studied: frozenset[str] = frozenset()


def load_snapshot(*, outlines: bool = True) -> Snapshot:
    """``outlines``: with the boundaries, which are large and only needed to compare boundaries."""
    municipality = ["nis", "name", "province__nis", "reference_region__name", "valid_from", "valid_until"]
    municipality += ["population", "population_on", "lon", "lat", "kbo", "ovo", "uri"]
    agreement = ["code", "name", "theme__code", "legal_form__code", "obligation", "status"]
    agreement += ["founded_on", "ended_on", "expires_on"]
    return Snapshot(
        sources=_by("code", _rows(Source.objects, "code", "title")),
        provinces=_by("nis", _rows(Province.objects, "nis", "name")),
        reference_regions=_by("name", _rows(ReferenceRegion.objects, "name", "uri")),
        domains=_by("code", _rows(Domain.objects, "code", "name")),
        themes=_by("code", _rows(Theme.objects, "code", "name", "short", "domain__code")),
        legal_forms=_by("code", _rows(LegalForm.objects, "code", "name", "name_en")),
        municipalities=_by("nis", _rows(Municipality.objects, *municipality)),
        predecessors=_links(Municipality.predecessors.through.objects),
        neighbours=_links(Municipality.neighbours.through.objects),
        boundaries=_by("municipality", _boundaries()) if outlines else {},
        agreements=_by("code", _rows(Agreement.objects, *agreement)),
        identifiers=_identifiers(),
        memberships=_memberships(),
        claims=_claims(),
        stakeholders=_by("code", _rows(Stakeholder.objects, "code", "name", "kind")),
        participations=_participations(),
        studied=frozenset(Study.objects.values_list("municipalities__nis", flat=True)),
    )


def _rows(rows: Any, *paths: str) -> list[dict[str, Any]]:
    """``theme__code`` comes out as ``theme``: the key of the theme."""
    names = ["pk", *(path.partition("__")[0] for path in paths)]
    found: QuerySet[Any, Any] = rows.order_by("pk").values_list("pk", *paths)
    return [dict(zip(names, values, strict=True)) for values in found.iterator(chunk_size=5000)]


def _by(name: str, rows: list[dict[str, Any]]) -> dict[str, Row]:
    return {row[name]: row for row in rows}


def _links(through: Any) -> set[tuple[str, str]]:
    return set(through.values_list("from_municipality__nis", "to_municipality__nis"))


def _boundaries() -> list[dict[str, Any]]:
    return _rows(Boundary.objects, "municipality__nis", "geometry")


def _identifiers() -> dict[tuple[str, str], str]:
    found = AgreementIdentifier.objects.values_list("scheme", "value", "agreement__code")
    return {(scheme, value): code for scheme, value, code in found}


def _memberships() -> dict[tuple[str, str, str], Row]:
    fields = ["body", "role", "since", "until", "status", "last_confirmed_on", "note"]
    rows = _rows(Membership.objects, "agreement__code", "municipality__nis", *fields)
    return {(row["agreement"], row["municipality"], row["body"]): row for row in rows}


def _claims() -> dict[tuple[str, str, str], dict[str, Row]]:
    """For each membership what each source says of it."""
    tie = [f"membership__{path}" for path in ("agreement__code", "municipality__nis", "body")]
    found: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    for agreement, nis, body, source, pk, says in Claim.objects.values_list(
        *tie, "source__code", "pk", "says"
    ):
        found[agreement, nis, body][source] = {"pk": pk, "says": says}
    return dict(found)


def _participations() -> dict[tuple[str, str], Row]:
    rows = _rows(Participation.objects, "agreement__code", "stakeholder__code", "role")
    return {(row["agreement"], row["stakeholder"]): row for row in rows}
