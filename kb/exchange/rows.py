"""Typed rows: what a file says, before anyone decides what to do with it.

Every reader ends in a `Document`, every list export starts from these rows. Nothing here knows the database.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from .folding import fold, fold_name
from .reasons import Reason

Body = Literal["municipality", "ocmw"]
MembershipStatus = Literal["confirmed", "to_check"]
Kind = Literal["register", "boundaries", "long", "wide"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file as a person finds it: sheet (or file) name, row as numbered on screen, heading."""

    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row, or a part of it, that cannot be used. The sentence comes from `reasons.explain`."""

    where: Where
    reason: Reason
    value: str = ""
    hint: str = ""


def agreement_key(name: str, theme: str = "", code: str = "") -> str:
    """Names such as “Limburg” recur in several themes: theme and name together tell agreements apart."""
    return code or f"{fold(theme)}/{fold_name(name)}"


@dataclass(frozen=True, slots=True)
class SourceRow:
    code: str
    title: str
    kind: str = ""
    date: dt.date | None = None
    publisher: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    nis: str
    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class ReferenceRegionRow:
    name: str
    uri: str
    where: Where


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    nis: str
    name: str
    province: str
    province_nis: str
    reference_region: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    population: int | None
    population_on: dt.date | None
    kbo: str
    ovo: str
    uri: str
    predecessors: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """`key` names the agreement within its document only. Empty text and None mean: the file does not say.

    Identifiers are (scheme, value) pairs: `code` is the product's own, then `kbo`, `ovo`, `uri`, `register`.
    """

    key: str
    name: str
    where: Where
    theme: str = ""
    domain: str = ""
    legal_form: str = ""
    obligation: str = ""
    status: str = ""
    founded_on: dt.date | None = None
    ended_on: dt.date | None = None
    expires_on: dt.date | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = ()  # other ways in which later rows write the name

    def spelled(self, name: str) -> "AgreementRow":
        """With one more way to write the name, if it is another."""
        if name in {"", self.name, *self.spellings}:
            return self
        return replace(self, spellings=(*self.spellings, name))


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """`municipality` is as written: a NIS code where the file gives one, else the name."""

    agreement_key: str
    municipality: str
    where: Where
    body: Body = "municipality"
    role: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    status: MembershipStatus = "confirmed"
    last_confirmed_on: dt.date | None = None
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A member of an agreement that is neither a municipality nor an OCMW."""

    agreement_key: str
    name: str
    kind: str
    role: str
    where: Where


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    nis: str
    name: str
    geometry: Mapping[str, Any]
    where: Where


@dataclass(frozen=True, slots=True)
class Document:
    """What one import says.

    For an agreement in `closed_agreements` the member list is complete over `scope` (municipalities as
    written): one in scope that is not listed is stated not to be a member. For every other agreement absence
    says nothing. `ignored` names the files, sheets and columns that were not used, `unused` holds the
    memberships of rows that were refused for another cell.
    """

    kind: Kind
    source: SourceRow | None = None
    provinces: tuple[ProvinceRow, ...] = ()
    reference_regions: tuple[ReferenceRegionRow, ...] = ()
    municipalities: tuple[MunicipalityRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    memberships: tuple[MembershipRow, ...] = ()
    participants: tuple[ParticipantRow, ...] = ()
    boundaries: tuple[BoundaryRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    closed_agreements: frozenset[str] = frozenset()
    scope: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    unused: tuple[MembershipRow, ...] = ()
