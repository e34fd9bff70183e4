"""Many rows at once: made and changed in bulk, every one with its line in the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from kb.actions.changes import Key, Write
from kb.actions.import_tables import KEYS, LINKS, TABLES
from kb.models import Boundary, Claim, Municipality

CHUNK = 500

Report = Callable[[int, int], None]


@dataclass
class Written:
    """What the history does not keep: links made, and outlines that were replaced."""

    links: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    geometries: dict[int, Any] = field(default_factory=dict)


def write_all(writes: Iterable[Write], *, by: Any, reason: str, at: datetime, report: Report) -> Written:
    """Carry out ``writes``; several about one row become one."""
    rows = _gathered(writes)
    links = {table: rows.pop(table) for table in LINKS if table in rows}
    bulk = _Bulk(by, reason, at)
    total = sum(map(len, rows.values()))
    done = 0
    for table in TABLES:
        bulk.write(table, rows.get(table, {}))
        done += len(rows.get(table, {}))
        report(done, total)
    for table, pairs in links.items():
        bulk.link(table, pairs)
    return bulk.written


def _gathered(writes: Iterable[Write]) -> dict[str, dict[Key, tuple[int | None, dict[str, Any]]]]:
    rows: dict[str, dict[Key, tuple[int | None, dict[str, Any]]]] = defaultdict(dict)
    for write in writes:
        _pk, values = rows[write.table].setdefault(write.key, (write.pk, {}))
        values.update(write.values)
    return rows


class _Bulk:
    def __init__(self, by: Any, reason: str, at: datetime) -> None:
        self.at = at
        self.history = {"default_user": by, "default_change_reason": reason, "default_date": at}
        self.written = Written()
        self.ids: dict[type[Model], dict[Key, int]] = {}

    def write(self, table: str, rows: Mapping[Key, tuple[int | None, dict[str, Any]]]) -> None:
        model = TABLES[table]
        stamp = {"recorded_at": self.at} if model is Claim else {}
        values = [(pk, self._attributes(model, given | stamp)) for pk, given in rows.values()]
        self._make(model, [given for pk, given in values if pk is None])
        self._change(model, {pk: given for pk, given in values if pk is not None})

    def link(self, table: str, pairs: Iterable[Key]) -> None:
        through = LINKS[table]
        ids = self._ids(Municipality)
        numbers = [(ids[one,], ids[other,]) for one, other in pairs]
        if table == "neighbour":
            numbers += [(other, one) for one, other in numbers]
        ends = ({"from_municipality_id": one, "to_municipality_id": other} for one, other in numbers)
        through.objects.bulk_create([through(**each) for each in ends], batch_size=CHUNK)
        self.written.links[table] = numbers

    def _make(self, model: type[Model], rows: list[dict[str, Any]]) -> None:
        if rows:
            made = [model(**row) for row in rows]
            bulk_create_with_history(made, model, batch_size=CHUNK, **self.history)

    def _change(self, model: type[Model], rows: Mapping[int, dict[str, Any]]) -> None:
        if not rows:
            return
        found = model._default_manager.in_bulk(rows)
        keep_first_states(model, found.values(), at=self.at)
        if model is Boundary:
            self.written.geometries = {pk: row.geometry for pk, row in found.items()}
        for pk, values in rows.items():
            for name, value in values.items():
                setattr(found[pk], name, value)
        names = sorted({name.removesuffix("_id") for values in rows.values() for name in values})
        bulk_update_with_history(list(found.values()), model, names, batch_size=CHUNK, **self.history)

    def _attributes(self, model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
        """Foreign keys as numbers instead of natural keys."""
        found = {}
        for name, value in values.items():
            target = model._meta.get_field(name)
            if target.many_to_one or target.one_to_one:
                key = value if isinstance(value, tuple) else (value,)
                found[target.attname] = self._ids(target.related_model)[key]
            else:
                found[name] = value
        return found

    def _ids(self, model: type[Model]) -> dict[Key, int]:
        """Read when first needed: by then the rows of an earlier table are made."""
        if model not in self.ids:
            rows = model._default_manager.values_list("pk", *KEYS[model])
            self.ids[model] = {tuple(key): pk for pk, *key in rows}
        return self.ids[model]


def keep_first_states(model: Any, rows: Iterable[Any], *, at: datetime) -> None:
    """Rows without history first get their present state as a version, so that it can come back."""
    rows = list(rows)
    kept = set(model.history.filter(id__in=[row.pk for row in rows]).values_list("id", flat=True))
    first = [row for row in rows if row.pk not in kept]
    for row in first:
        row._history_user = None
    reason = _("As it stood before the first change")
    model.history.bulk_history_create(first, batch_size=CHUNK, default_change_reason=reason, default_date=at)
    for row in first:
        del row._history_user
