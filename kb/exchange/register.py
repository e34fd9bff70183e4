"""The register folder: municipalities, agreements and memberships as the Organisatieportaal published them.

The source states members as of August 2023. It holds municipalities of 2025 but few of their memberships,
so its member lists are complete over those of 2019-2024 only, and a population of 2020 belongs only to the
shapes of those. Agreements without any member are gaps of the source, not empty agreements.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from .cells import choice, day, kbo, nis, number
from .columns import Header
from .lines import Line, lines
from .reasons import ImportRefused, Reason
from .rows import (
    AgreementRow,
    Document,
    MembershipRow,
    MunicipalityRow,
    ParticipantRow,
    ProvinceRow,
    ReferenceRegionRow,
    Refusal,
    SourceRow,
)
from .sheets import Sheet

Row = TypeVar("Row")

SOURCE = SourceRow(
    code="abb-register-2023",
    title="Organisatieportaal (Agentschap Binnenlands Bestuur)",
    kind="register",
    date=date(2023, 8, 31),
    publisher="Agentschap Binnenlands Bestuur",
    url="https://github.com/lblod/app-organization-portal",
    licence="MIT",
)
COUNTED_ON = date(2020, 1, 1)
REFERENCE_REGION = "Referentieregio"
MANDATORY = frozenset({"Politiezone", "Hulpverleningszone", REFERENCE_REGION})
STATED = "org:Membership"

# The headings that tell the files of the folder apart, whatever they are called.
PARTS: Mapping[str, frozenset[str]] = {
    "municipalities.csv": frozenset({"nis", "name", "province", "in_2019_2024", "merged_from_2025"}),
    "agreements.csv": frozenset({"id", "name", "legal_form", "status", "kbo", "ovo", "uri"}),
    "memberships.csv": frozenset({"agreement_id", "nis", "member_type", "derivation"}),
    "memberships_other.csv": frozenset({"agreement_id", "member_name", "member_type"}),
}
REQUIRED = ("municipalities.csv", "agreements.csv", "memberships.csv")


def part_of(sheet: Sheet) -> str:
    """Which file of the register this is, or nothing."""
    headings = frozenset(str(cell) for cell in sheet.rows[0])
    return next((part for part, needed in PARTS.items() if needed <= headings), "")


def read_register(parts: Mapping[str, Sheet]) -> Document:
    """`parts` maps the names in `PARTS` to sheets."""
    if lacking := [name for name in REQUIRED if name not in parts]:
        raise ImportRefused(Reason.REGISTER_INCOMPLETE, files=", ".join(lacking))
    reading = _Reading()
    municipal = list(_lines(parts["municipalities.csv"]))
    agreements = reading.rows(parts["agreements.csv"], _agreement)
    reading.keys = frozenset(row.key for row in agreements)
    memberships = reading.rows(parts["memberships.csv"], _membership)
    others = parts.get("memberships_other.csv")
    return Document(
        kind="register",
        source=SOURCE,
        provinces=_provinces(municipal),
        reference_regions=_reference_regions(parts["agreements.csv"]),
        municipalities=reading.rows(parts["municipalities.csv"], _municipality),
        agreements=agreements,
        memberships=memberships,
        participants=reading.rows(others, _participant) if others else (),
        refusals=tuple(reading.refusals),
        closed_agreements=frozenset(row.agreement_key for row in memberships),
        scope=tuple(line.text("nis") for line in municipal if line.text("in_2019_2024") == "1"),
    )


class _Reading:
    def __init__(self) -> None:
        self.keys: frozenset[str] = frozenset()
        self.refusals: list[Refusal] = []

    def rows(self, sheet: Sheet, make: Callable[[Line], Row]) -> tuple[Row, ...]:
        """The rows that can be used; a member of an agreement that is not listed cannot."""
        made = []
        for line in _lines(sheet):
            row = make(line)
            key = getattr(row, "agreement_key", None)
            if key is not None and key not in self.keys:
                line.refuse("agreement_id", Reason.UNKNOWN_AGREEMENT)
            if line.refusals:
                self.refusals.extend(line.refusals)
            else:
                made.append(row)
        return tuple(made)


def _lines(sheet: Sheet) -> Iterator[Line]:
    headings = tuple(str(cell) for cell in sheet.rows[0])
    return lines(sheet, Header(1, headings, {name: at for at, name in enumerate(headings)}))


def _municipality(line: Line) -> MunicipalityRow:
    own = line.read("nis", nis)
    merged_from = line.text("merged_from_2025").split("|")
    counted = line.text("in_2019_2024") == "1"
    population = line.read("population_2020", number) if counted else None
    return MunicipalityRow(
        nis=own,
        name=line.text("name"),
        province=line.text("province"),
        province_nis=line.text("province_nis"),
        reference_region=line.text("referentieregio"),
        valid_from=line.read("valid_from", day),
        valid_until=line.read("valid_until", day),
        population=population,
        population_on=None if population is None else COUNTED_ON,
        kbo=line.read("kbo", kbo),
        ovo=line.text("ovo"),
        uri=line.text("uri"),
        predecessors=tuple(code for code in merged_from if code not in {"", own}),
        where=line.where("nis"),
    )


def _agreement(line: Line) -> AgreementRow:
    form = line.text("legal_form")
    identifiers = {
        "register": line.text("id"),
        "kbo": line.read("kbo", kbo),
        "ovo": line.text("ovo"),
        "uri": line.text("uri"),
    }
    if not line.text("name"):
        line.refuse("name", Reason.MISSING_VALUE)
    return AgreementRow(
        key=identifiers["register"],
        name=line.text("name"),
        theme=line.text("theme"),
        legal_form=form,
        obligation="mandatory" if form in MANDATORY else "voluntary",
        status=line.read("status", lambda cell: choice("state", cell)),
        identifiers=tuple((scheme, value) for scheme, value in identifiers.items() if value),
        where=line.where("name"),
    )


def _membership(line: Line) -> MembershipRow:
    derivation = line.text("derivation")
    return MembershipRow(
        agreement_key=line.text("agreement_id"),
        municipality=line.read("nis", nis),
        body="ocmw" if line.text("member_type") == "OCMW" else "municipality",
        role=line.text("role"),
        sources=(SOURCE.code,),
        note="" if derivation == STATED else derivation,
        where=line.where("nis"),
    )


def _participant(line: Line) -> ParticipantRow:
    return ParticipantRow(
        agreement_key=line.text("agreement_id"),
        name=line.text("member_name"),
        kind=line.text("member_type"),
        role=line.text("role"),
        where=line.where("member_name"),
    )


def _provinces(municipal: list[Line]) -> tuple[ProvinceRow, ...]:
    found: dict[str, ProvinceRow] = {}
    for line in municipal:
        code = line.text("province_nis")
        found.setdefault(code, ProvinceRow(code, line.text("province"), line.where("province")))
    return tuple(found[code] for code in sorted(found))


def _reference_regions(agreements: Sheet) -> tuple[ReferenceRegionRow, ...]:
    """The register lists reference regions among the agreements; municipalities carry their short name."""
    found = [
        _reference_region(line) for line in _lines(agreements) if line.text("legal_form") == REFERENCE_REGION
    ]
    return tuple(sorted(found, key=lambda row: row.name))


def _reference_region(line: Line) -> ReferenceRegionRow:
    name = line.text("name").removeprefix(REFERENCE_REGION).strip()
    return ReferenceRegionRow(name, line.text("uri"), line.where("name"))
