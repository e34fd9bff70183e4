"""Agreements and memberships as a table in the columns of the long form: an exported list can be imported."""

from collections.abc import Iterable, Mapping, Sequence

from .rows import AgreementRow, MembershipRow
from .vocabulary import LONG_COLUMNS, LONG_FIELDS, spoken


def long_table(
    agreements: Iterable[AgreementRow],
    memberships: Iterable[MembershipRow],
    names: Mapping[str, str] | None = None,
) -> tuple[Sequence[str], list[tuple[object, ...]]]:
    """Columns, and a row for each membership or for an agreement without any; `names` maps NIS to name."""
    members: dict[str, list[MembershipRow]] = {}
    for membership in memberships:
        members.setdefault(membership.agreement_key, []).append(membership)
    rows = [
        _row(_of_agreement(agreement) | _of_membership(membership, names or {}))
        for agreement in agreements
        for membership in members.get(agreement.key, [None])
    ]
    return LONG_COLUMNS, rows


def _row(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(values.get(field) for field in LONG_FIELDS)


def _of_agreement(agreement: AgreementRow) -> dict[str, object]:
    own = {scheme: value for scheme, value in agreement.identifiers if scheme in LONG_FIELDS}
    return own | {
        "agreement": agreement.name,
        "domain": agreement.domain,
        "theme": agreement.theme,
        "form": agreement.legal_form,
        "obligation": spoken("obligation", agreement.obligation),
        "state": spoken("state", agreement.status),
        "founded": agreement.founded_on,
        "expires": agreement.expires_on,
        "ended": agreement.ended_on,
    }


def _of_membership(membership: MembershipRow | None, names: Mapping[str, str]) -> dict[str, object]:
    if membership is None:
        return {}
    written = membership.municipality
    is_code = written.isdecimal()
    return {
        "municipality": names.get(written) if is_code else written,
        "nis": written if is_code else None,
        "body": spoken("body", membership.body),
        "role": membership.role,
        "since": membership.since,
        "until": membership.until,
        "confirmed": spoken("confirmed", membership.status),
        "last_confirmed": membership.last_confirmed_on,
        "source": "; ".join(membership.sources),
        "note": membership.note,
    }
