"""A small knowledge base without a database, and documents to plan against it."""

import datetime as dt
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from kb.actions.changes import Change, Plan
from kb.exchange.plan import Snapshot, make_plan
from kb.exchange.rows import AgreementRow, Document, MembershipRow, SourceRow, Where

TODAY = dt.date(2024, 6, 1)
LIST = SourceRow(code="lijst", title="Lijst", kind="file")
EMPTY = Snapshot({}, {}, {}, {}, {}, {}, {}, set(), set(), {}, {}, {}, {}, {}, {}, {})


def municipality(nis: str, name: str, **more: Any) -> dict[str, Any]:
    row = dict.fromkeys(("valid_from", "valid_until", "population", "population_on", "lon", "lat"))
    texts = dict.fromkeys(("province", "reference_region", "kbo", "ovo", "uri"), "")
    return {"pk": int(nis), "nis": nis, "name": name, **row, **texts, **more}


def agreement(code: str, name: str, **more: Any) -> dict[str, Any]:
    row = dict.fromkeys(("theme", "legal_form", "founded_on", "ended_on", "expires_on"))
    return {
        "pk": len(code),
        "code": code,
        "name": name,
        "obligation": "unknown",
        "status": "unknown",
        **row,
        **more,
    }


def tie(code: str, nis: str, body: str = "municipality", **more: Any) -> dict[str, Any]:
    row = {"role": "", "since": None, "until": None, "status": "confirmed", "last_confirmed_on": None}
    return {"pk": 1, "agreement": code, "municipality": nis, "body": body, "note": "", **row, **more}


def known(
    agreements: tuple[dict[str, Any], ...] = (), ties: tuple[dict[str, Any], ...] = (), **more: Any
) -> Snapshot:
    """Halen, Herk-de-Stad, Lummen and both Hasselts; the themes water and safety; two legal forms."""
    places = (
        municipality("71020", "Halen"),
        municipality("71024", "Herk-de-Stad"),
        municipality("71037", "Lummen"),
        municipality("71022", "Hasselt", valid_until=dt.date(2024, 12, 31)),
        municipality("71072", "Hasselt", valid_from=dt.date(2025, 1, 1)),
    )
    themes = {
        "water": {"pk": 1, "code": "water", "name": "Water", "short": "", "domain": "ruimte"},
        "politie": {"pk": 2, "code": "politie", "name": "Politiezones", "short": "", "domain": "veiligheid"},
        "sport": {"pk": 3, "code": "sport", "name": "Sportregio's", "short": "", "domain": "ruimte"},
    }
    forms = {
        "pv": {"pk": 1, "code": "pv", "name": "Projectvereniging", "name_en": "Project association"},
        "pz": {"pk": 2, "code": "pz", "name": "Politiezone", "name_en": "Police zone"},
    }
    return replace(
        EMPTY,
        municipalities={row["nis"]: row for row in places},
        domains={
            "ruimte": {"pk": 1, "code": "ruimte", "name": "Ruimte"},
            "veiligheid": {"pk": 2, "code": "veiligheid", "name": "Veiligheid"},
        },
        themes=themes,
        legal_forms=forms,
        agreements={row["code"]: row for row in agreements},
        memberships={(row["agreement"], row["municipality"], row["body"]): row for row in ties},
        **more,
    )


def at(row: int, column: str = "") -> Where:
    return Where("Lijst", row, column)


def listed(name: str, *members: str, row: int = 2, **more: Any) -> Document:
    """One agreement and a row for each member, as a long list gives them."""
    key = more.pop("key", name)
    ties = [MembershipRow(key, member, at(row + n, "Gemeente")) for n, member in enumerate(members)]
    return Document(
        kind="long", agreements=(AgreementRow(key, name, at(row), **more),), memberships=tuple(ties)
    )


def plan(document: Document, here: Snapshot, source: SourceRow = LIST) -> Plan:
    return make_plan(document, here, source=source, today=TODAY)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    """(kind, outcome, reason) of every line, in order."""
    return [(change.kind.value, change.outcome.value, str(change.reason)) for change in plan.changes]


def of(plan: Plan, kind: str) -> list[Change]:
    return [change for change in plan.changes if change.kind == kind]


def carried_out(here: Snapshot, plan: Plan, taken: Iterable[str] = ()) -> Snapshot:
    """What would be known after the plan: a stand-in for the database, to plan once more."""
    after = deepcopy(here)
    for write in plan.writes(taken):
        match write.table:
            case "identifier":
                after.identifiers[write.key] = write.values["agreement"]
            case "claim":
                *path, source = write.key
                after.claims.setdefault(tuple(path), {})[source] = {"pk": 1, "says": write.values["says"]}
            case "predecessor" | "neighbour":
                raise AssertionError(write)
            case "membership":
                blank = tie(*write.key)
                after.memberships[write.key] = {**after.memberships.get(write.key, blank), **write.values}
            case table:
                rows = getattr(after, "boundaries" if table == "boundary" else f"{table}s")
                blank = agreement(write.key[0], "") if table == "agreement" else {"pk": 1, "short": ""}
                rows[write.key[0]] = {**rows.get(write.key[0], blank), **write.values}
    return after
