"""The long form: one row for each membership, with what is known of its agreement beside it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from .cells import Cell, choice, day, kbo, nis, prose, text, words_of
from .columns import Header
from .folding import fold, fold_name
from .lines import Line, lines
from .reasons import Reason
from .rows import AgreementRow, Document, MembershipRow, Refusal, agreement_key
from .sheets import Sheet
from .vocabulary import EXAMPLE, NOTHING, spoken

IDENTIFIERS = {"code": text, "kbo": kbo, "ovo": text, "uri": text}
Place = tuple[str, str, str, date | None]

FIELD_OF_ATTRIBUTE = {
    "name": "agreement",
    "theme": "theme",
    "domain": "domain",
    "legal_form": "form",
    "obligation": "obligation",
    "status": "state",
    "founded_on": "founded",
    "ended_on": "ended",
    "expires_on": "expires",
}


def read_long(sheets: Iterable[tuple[Sheet, Header]]) -> Document:
    """Absence says nothing in a long list, so no agreement is closed."""
    reading = _Reading()
    ignored = []
    for sheet, found in sheets:
        header = _confirming(sheet, found)
        ignored += [f"{sheet.name}: {name}" for _, name in header.others]
        for line in lines(sheet, header):
            reading.take(line)
    return Document(
        kind="long",
        agreements=tuple(reading.agreements.values()),
        memberships=tuple(reading.memberships.values()),
        refusals=tuple(reading.refusals),
        ignored=tuple(ignored),
        unused=tuple(reading.unused),
    )


def _confirming(sheet: Sheet, header: Header) -> Header:
    """A column "Status" that speaks of the membership, by its values, is read as that of confirmation."""
    if "state" not in header.fields or "confirmed" in header.fields:
        return header
    written = {fold(str(line.cell("state"))) for line in lines(sheet, header)}
    if written & words_of("state").keys() or not written & words_of("confirmed").keys():
        return header
    at = header.fields["state"]
    others = {field: place for field, place in header.fields.items() if field != "state"}
    return replace(header, fields={**others, "confirmed": at})


class _Reading:
    def __init__(self) -> None:
        self.agreements: dict[str, AgreementRow] = {}
        self.memberships: dict[Place | None, MembershipRow] = {}
        self.refusals: list[Refusal] = []
        self.unused: list[MembershipRow] = []

    def take(self, line: Line) -> None:
        """A row is used whole or not at all; the example of the template is not."""
        stated = _agreement(line)
        if stated.name.casefold().startswith(EXAMPLE):
            return
        agreement = self._known(line, stated)
        membership = _membership(line, agreement.key)
        place = membership and _place(membership)
        self._refuse_repeat(line, membership, place)
        line.refuse_extra_cells()
        if line.refusals:
            self.refusals.extend(line.refusals)
            self.unused += [membership] if membership else []
            return
        self.agreements[agreement.key] = agreement
        if membership and place:
            self.memberships.setdefault(place, membership)

    def _known(self, line: Line, agreement: AgreementRow) -> AgreementRow:
        """The agreement with what earlier rows said of it; a difference is refused, a gap is filled."""
        earlier = self.agreements.get(agreement.key)
        if earlier is None:
            return agreement
        filled = {}
        for attribute, field in FIELD_OF_ATTRIBUTE.items():
            before, now = getattr(earlier, attribute), getattr(agreement, attribute)
            if before and now and fold_name(str(before)) != fold_name(str(now)):
                line.refuse(field, Reason.CONTRADICTION, spoken(field, str(before)))
            filled[attribute] = before or now
        whole = replace(earlier, **filled, identifiers=_joined(line, earlier, agreement))
        return whole.spelled(agreement.name)

    def _refuse_repeat(self, line: Line, membership: MembershipRow | None, place: Place | None) -> None:
        earlier = self.memberships.get(place)
        if membership and earlier and replace(earlier, where=membership.where) != membership:
            repeat = Refusal(membership.where, Reason.DUPLICATE_ROW, membership.municipality)
            line.refusals.append(repeat)


def _agreement(line: Line) -> AgreementRow:
    identifiers = {scheme: line.read(scheme, parse) for scheme, parse in IDENTIFIERS.items()}
    name, theme = line.text("agreement"), line.text("theme")
    if not name and not line.refusals:
        line.refuse("agreement", Reason.MISSING_VALUE)
    return AgreementRow(
        key=agreement_key(name, theme, identifiers["code"]),
        name=name,
        theme=theme,
        domain=line.text("domain"),
        legal_form=line.text("form"),
        obligation=line.read("obligation", partial(choice, "obligation")),
        status=line.read("state", partial(choice, "state")),
        founded_on=line.read("founded", day),
        ended_on=line.read("ended", day),
        expires_on=line.read("expires", day),
        identifiers=tuple((scheme, value) for scheme, value in identifiers.items() if value),
        where=line.where("agreement"),
    )


def _joined(line: Line, earlier: AgreementRow, agreement: AgreementRow) -> tuple[tuple[str, str], ...]:
    known = dict(earlier.identifiers)
    for scheme, value in agreement.identifiers:
        if known.setdefault(scheme, value) != value:
            line.refuse(scheme, Reason.CONTRADICTION, known[scheme])
    return tuple(known.items())


def _membership(line: Line, key: str) -> MembershipRow | None:
    """None for an agreement that is listed without members."""
    field = "nis" if line.text("nis") else "municipality"
    municipality = line.read("nis", nis) or line.text("municipality")
    since, until = line.read("since", day), line.read("until", day)
    role = line.text("role")
    if municipality.casefold() in NOTHING:
        if role or since or until:
            line.refuse("municipality", Reason.MISSING_VALUE)
        return None
    if since and until and until < since:
        line.refuse("until", Reason.UNTIL_BEFORE_SINCE)
    return MembershipRow(
        agreement_key=key,
        municipality=municipality,
        body=line.read("body", partial(choice, "body", default="municipality")),
        role=role,
        since=since,
        until=until,
        status=line.read("confirmed", partial(choice, "confirmed", default="confirmed")),
        last_confirmed_on=line.read("last_confirmed", day),
        sources=line.read("source", _sources),
        note=line.read("note", prose),
        where=line.where(field),
    )


def _place(membership: MembershipRow) -> Place:
    """One municipality or OCMW may join an agreement again later, but not twice on the same day."""
    return membership.agreement_key, fold(membership.municipality), membership.body, membership.since


def _sources(cell: Cell) -> tuple[str, ...]:
    parts: Iterable[str] = (text(part) for part in re.split(r"[;\n]", prose(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))
