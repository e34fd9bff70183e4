"""The only door from rows to frames: declared columns, fixed order, the same types on every database."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from django.db import connections
from django.db.models import Exists, F, OuterRef, QuerySet

from kb.models import (
    Agreement,
    Ballot,
    Boundary,
    Guideline,
    LegalForm,
    Membership,
    Municipality,
    Phase,
    Score,
    Service,
    Stance,
)

MUNICIPALITY_COLUMNS = {
    "pk": "id",
    "nis": "nis",
    "name": "name",
    "province__name": "province",
    "reference_region__name": "reference_region",
    "population": "population",
    "lon": "lon",
    "lat": "lat",
}
AGREEMENT_COLUMNS = {
    "pk": "id",
    "code": "code",
    "name": "name",
    "theme_id": "theme",
    "theme__name": "theme_name",
    "theme__domain_id": "domain",
    "theme__domain__name": "domain_name",
    "legal_form__code": "form",
    "obligation": "obligation",
    "status": "status",
}


def memberships(rows: QuerySet[Membership]) -> pd.DataFrame:
    """Columns municipality, agreement (int64): one row a pair, sorted by agreement, municipality.

    Reads the cursor straight into an array, twice as fast as a list of tuples. The bodies of one
    municipality (town hall and OCMW) count once, so pairs are unique.
    """
    query = rows.order_by().values_list("agreement_id", "municipality_id").query
    sql, params = query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        flat = np.fromiter(chain.from_iterable(cursor), dtype=np.int64)
    return _unique_pairs(flat.reshape(-1, 2))


def _unique_pairs(pairs: np.ndarray) -> pd.DataFrame:
    width = int(pairs[:, 1].max(initial=0)) + 1
    keys = np.sort(pairs[:, 0] * width + pairs[:, 1])
    keys = keys[np.diff(keys, prepend=-1) > 0]  # seven times as fast as np.unique
    agreement, municipality = np.divmod(keys, width)
    return pd.DataFrame({"municipality": municipality, "agreement": agreement})


def municipalities(rows: QuerySet[Municipality]) -> pd.DataFrame:
    """Columns of MUNICIPALITY_COLUMNS, sorted by id; unknown numbers NaN, unknown names ''."""
    unknown = {"province": "", "reference_region": ""}
    types = {"id": "int64", "population": float, "lon": float, "lat": float}
    return _frame(rows, MUNICIPALITY_COLUMNS, unknown).astype(types)


def peopled(rows: QuerySet[Municipality], merged: bool = True) -> pd.DataFrame:
    """As :func:`municipalities`, where none is known the population of the predecessors together.

    Column population_from says so: 'predecessors', else ''. Where the caller knows that nobody ``merged``,
    no predecessor is asked for.
    """
    frame = municipalities(rows)
    known = _of_predecessors(rows) if merged and frame["population"].isna().any() else {}
    summed = frame["id"].map(known).astype(float)
    marked = np.where(summed.notna(), "predecessors", "")
    return frame.assign(population=frame["population"].fillna(summed), population_from=marked)


def _of_predecessors(rows: QuerySet[Municipality]) -> dict[int, int]:
    """Only for one without a figure that consists of its predecessors alone, each known and wholly in it.

    Antwerpen took in Borsbeek but was there already: Borsbeek is not all of it.
    """
    fields = ("pk", "valid_from", *(f"predecessors__{name}" for name in ("pk", "population", "valid_until")))
    found = set(rows.filter(population=None, predecessors__isnull=False).order_by().values_list(*fields))
    parts = {row[2] for row in found}
    through = Municipality.predecessors.through.objects.filter(to_municipality__in=parts) if parts else ()
    heirs = Counter(link.to_municipality_id for link in through)
    total: Counter[int] = Counter()
    unsure = set()
    for pk, begun, before, people, ended in found:
        if people is None or not (begun and ended) or ended >= begun or heirs[before] > 1:
            unsure.add(pk)
        total[pk] += people or 0
    return {pk: people for pk, people in total.items() if pk not in unsure}


def agreements(rows: QuerySet[Agreement], ties: pd.DataFrame) -> pd.DataFrame:
    """Columns of AGREEMENT_COLUMNS and ``size``, the members each has in ``ties``; sorted by id.

    Unknown theme and domain are -1, an unknown form is ''.
    """
    unknown = {"theme": -1, "domain": -1, "theme_name": "", "domain_name": "", "form": ""}
    frame = _frame(rows, AGREEMENT_COLUMNS, unknown)
    size = ties["agreement"].value_counts()
    frame["size"] = frame["id"].map(size).fillna(0)
    return frame.astype({"id": "int64", "theme": "int64", "domain": "int64", "size": "int64"})


def _frame(rows: QuerySet[Any], columns: dict[str, str], unknown: dict[str, Any]) -> pd.DataFrame:
    """Known values as they are and ``unknown`` ones by column; types are the caller's, also without rows."""
    records = list(rows.order_by("pk").values_list(*columns))
    values = zip(*records, strict=True) if records else [()] * len(columns)
    filled = {
        name: [unknown.get(name) if value is None else value for value in column]
        for name, column in zip(columns.values(), values, strict=True)
    }
    return pd.DataFrame(filled, dtype=object)


def legal_forms(rows: QuerySet[LegalForm]) -> pd.DataFrame:
    """Columns code, association, legal_person, transfers (None: not known), max_years (NaN), by code."""
    found = rows.order_by("code").values_list(
        "code", "kind", "legal_person", "transfers_management", "max_years"
    )
    columns = ["code", "association", "legal_person", "transfers", "max_years"]
    frame = pd.DataFrame(list(found), columns=columns, dtype=object)
    frame["association"] = frame["association"] == LegalForm.Kind.ASSOCIATION
    return frame.astype({"max_years": float})


def shapes(rows: QuerySet[Municipality]) -> list[dict[str, Any]]:
    """GeoJSON features (id = NIS code) of the municipalities whose boundary is known, by NIS code."""
    found = Boundary.objects.filter(Exists(rows.filter(pk=OuterRef("municipality_id"))))
    fields = ("municipality_id", "municipality__nis", "municipality__name", "geometry")
    return [
        {"type": "Feature", "id": nis, "properties": {"id": pk, "name": name}, "geometry": geometry}
        for pk, nis, name, geometry in found.order_by("municipality__nis").values_list(*fields)
    ]


def successors(rows: QuerySet[Municipality]) -> dict[int, int]:
    """For every municipality that merged: the one among ``rows`` that now governs its ground.

    One that is among ``rows`` itself governs its own: Borsbeek, before Antwerpen took it in.
    """
    pairs = list(rows.order_by("pk").values_list("predecessors__pk", "pk"))
    there = {after for _before, after in pairs}
    return {before: after for before, after in pairs if before is not None and before not in there}


def neighbours(rows: QuerySet[Municipality]) -> pd.DataFrame:
    """Columns a < b (int64): the pairs among ``rows`` that border each other, sorted."""
    link = Municipality.neighbours.through
    inside = link.objects.filter(from_municipality__in=rows, to_municipality__in=rows)
    pairs = inside.filter(from_municipality__lt=F("to_municipality")).order_by(
        "from_municipality", "to_municipality"
    )
    found = list(pairs.values_list("from_municipality", "to_municipality"))
    return pd.DataFrame(found, columns=["a", "b"], dtype="int64")


def stances(rows: QuerySet[Stance]) -> pd.DataFrame:
    """Columns option, capacity (-1: it names none), argument (int64), polarity: a row a capacity, sorted."""
    fields = {
        "option_id": "option",
        "argument__capacities": "capacity",
        "argument_id": "argument",
        "polarity": "polarity",
    }
    found = _frame(rows, fields, {"capacity": -1})
    keys = ["option", "capacity", "argument"]
    return found.astype(dict.fromkeys(keys, "int64")).sort_values(keys, ignore_index=True)


def ballots(rows: QuerySet[Ballot]) -> pd.DataFrame:
    """Columns party, criterion (int64; -1: no weight yet), manner, value (NaN: none); sorted."""
    fields = {
        "party_id": "party",
        "weights__criterion_id": "criterion",
        "manner": "manner",
        "weights__value": "value",
    }
    found = _frame(rows, fields, {"criterion": -1, "value": np.nan})
    keys = ["party", "criterion"]
    types = {**dict.fromkeys(keys, "int64"), "value": float}
    return found.astype(types).sort_values(keys, ignore_index=True)


def scores(rows: QuerySet[Score]) -> pd.DataFrame:
    """Columns option, criterion (int64), low, high (float, 0 to 100), note; sorted."""
    fields = {
        "option_id": "option",
        "criterion_id": "criterion",
        "low": "low",
        "high": "high",
        "note": "note",
    }
    keys = ["option", "criterion"]
    types = {**dict.fromkeys(keys, "int64"), "low": float, "high": float}
    return _frame(rows, fields, {}).astype(types).sort_values(keys, ignore_index=True)


def services(rows: QuerySet[Service]) -> pd.DataFrame:
    """Columns id, name, phase (-1 none), neutrality, potential (NaN), starts_on, ends_on, done_on (NaT).

    In the order of ``rows``: a board has its own.
    """
    days = ["starts_on", "ends_on", "done_on"]
    columns = ["pk", "name", "phase_id", "neutrality", "potential", *days]
    found = pd.DataFrame(list(rows.values_list(*columns)), columns=columns, dtype=object)
    frame = found.rename(columns={"pk": "id", "phase_id": "phase"}).fillna({"phase": -1})
    types = {"id": "int64", "phase": "int64", "neutrality": float, "potential": float}
    return _dated(frame, days).astype(types)


def phases(rows: QuerySet[Phase]) -> pd.DataFrame:
    """Columns id, title, starts_on, ends_on (NaT), in their order."""
    columns = ["pk", "title", "starts_on", "ends_on"]
    found = pd.DataFrame(list(rows.values_list(*columns)), columns=columns, dtype=object)
    return _dated(found.rename(columns={"pk": "id"}), columns[2:]).astype({"id": "int64"})


def guidelines(rows: QuerySet[Guideline]) -> pd.DataFrame:
    """Columns id, group, part, where."""
    columns = ["pk", "group", "part", "where"]
    found = pd.DataFrame(list(rows.values_list(*columns)), columns=columns, dtype=object)
    return found.rename(columns={"pk": "id"}).astype({"id": "int64"})


def _dated(frame: pd.DataFrame, days: list[str]) -> pd.DataFrame:
    return frame.assign(**{day: pd.to_datetime(frame[day]) for day in days})
