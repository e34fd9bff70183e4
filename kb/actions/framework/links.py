"""Many-to-many links as part of a version: written together with the row, and found again in its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Values = Mapping[str, Any]


def parted(row: Any, values: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """``values`` of the fields of ``row``, and those of its links."""
    many = {field.name for field in row._meta.many_to_many}
    fields = {name: value for name, value in values.items() if name not in many}
    return fields, {name: value for name, value in values.items() if name in many}


def numbers(rows: Iterable[Any]) -> set[int]:
    return {getattr(row, "pk", row) for row in rows}


def changed_links(row: Any, links: Values) -> dict[str, set[int]]:
    """Those of ``links`` that ``row`` has not already."""
    wanted = {name: numbers(rows) for name, rows in links.items()}
    return {name: rows for name, rows in wanted.items() if rows != numbers(getattr(row, name).all())}


def set_links(row: Any, links: Values) -> None:
    """Without a version of its own for each: the next ``save`` makes one for all."""
    with _unrecorded(row):
        for name, rows in links.items():
            getattr(row, name).set(rows)


@contextmanager
def _unrecorded(row: Any) -> Iterator[None]:
    row.skip_history_when_saving = True
    try:
        yield
    finally:
        del row.skip_history_when_saving


def keep_links(row: Any) -> None:
    """The latest version of ``row`` gets its links as they stand; it was made before them, or in bulk."""
    record = row.history.first()
    for field in record._history_m2m_fields:
        through = getattr(type(row), field.name).through
        kept = getattr(record, field.name)
        kept.all().delete()
        found = through.objects.filter(**{f"{field.m2m_field_name()}_id": row.pk})
        names = [each.attname for each in through._meta.concrete_fields]
        kept.model.objects.bulk_create(
            kept.model(history=record, **{name: getattr(each, name) for name in names}) for each in found
        )


def links_in(record: Any) -> dict[str, set[int]]:
    """The links of a version that still exist; of a deletion, those that stood just before."""
    if record.history_type == "-":
        earlier = type(record).objects.filter(id=record.id, history_id__lt=record.history_id)
        record = earlier.exclude(history_type="-").order_by("-history_id").first() or record
    found = {}
    for field in record._history_m2m_fields:
        kept = links_of([record])[field.name][record.history_id]
        rows = field.related_model._default_manager.filter(pk__in=kept)
        found[field.name] = set(rows.values_list("pk", flat=True))
    return found


def links_of(records: Sequence[Any]) -> dict[str, dict[int, set[int]]]:
    """``{name: {version: numbers}}`` of versions of one model, a question a field."""
    found: dict[str, dict[int, set[int]]] = {}
    for field in records[0]._history_m2m_fields if records else ():
        model = getattr(records[0], field.name).model
        kept = model.objects.filter(history__in=[record.history_id for record in records])
        found[field.name] = defaultdict(set)
        for version, number in kept.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
            found[field.name][version].add(number)
    return found
