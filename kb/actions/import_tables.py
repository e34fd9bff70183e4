"""The tables an import writes, and how people name a row of each."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

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
    Theme,
)

# In an order in which no row points to a later one.
TABLES: Mapping[str, type[Model]] = {
    "source": Source,
    "province": Province,
    "reference_region": ReferenceRegion,
    "domain": Domain,
    "theme": Theme,
    "municipality": Municipality,
    "boundary": Boundary,
    "agreement": Agreement,
    "identifier": AgreementIdentifier,
    "membership": Membership,
    "claim": Claim,
    "stakeholder": Stakeholder,
    "participation": Participation,
}
KEYS: Mapping[type[Model], tuple[str, ...]] = {
    Source: ("code",),
    Province: ("nis",),
    ReferenceRegion: ("name",),
    Domain: ("code",),
    Theme: ("code",),
    LegalForm: ("code",),
    Municipality: ("nis",),
    Agreement: ("code",),
    Membership: ("agreement__code", "municipality__nis", "body"),
    Stakeholder: ("code",),
}
LINKS = {"predecessor": Municipality.predecessors.through, "neighbour": Municipality.neighbours.through}
