"""Taking back what an import did, and nothing else: by the lines it left in the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Max, Min, Model
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges
from simple_history.utils import bulk_update_with_history

from kb.actions.import_tables import LINKS, TABLES
from kb.actions.writing import CHUNK
from kb.models import Boundary, ImportRun

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Blocker:
    """A sentence about later work, and the page where that can be seen ('' where there is none)."""

    sentence: str
    url: str = ""


class UndoRefusedError(Exception):
    """Later work stands on what the import made; ``blockers`` name it."""

    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__(" ".join(blocker.sentence for blocker in blockers))
        self.blockers = blockers


def take_back(run: ImportRun, *, by: Any, at: datetime) -> None:
    traces = {model: _Trace(model, f"import:{run.pk}") for model in TABLES.values()}
    links = {table: {tuple(pair) for pair in pairs} for table, pairs in run.counts["links"].items()}
    if blockers := _first(_blockers(traces, links)):
        raise UndoRefusedError(blockers)
    history = {"default_user": by, "default_change_reason": f"undo:{run.pk}", "default_date": at}
    for table, pairs in links.items():
        _unlink(table, pairs)
    for model in reversed(TABLES.values()):
        traces[model].restore(history, run.counts["geometries"])
        traces[model].delete(history)


def _first(blockers: Iterator[Blocker]) -> list[Blocker]:
    """Each once, and no more than a page can show."""
    found: dict[Blocker, None] = {}
    for blocker in blockers:
        found[blocker] = None
        if len(found) == SHOWN:
            break
    return list(found)


class _Trace:
    """The rows of one model that an import made or changed, as the history tells."""

    def __init__(self, model: Any, reason: str) -> None:
        self.model, self.past = model, model.history.model.objects
        mine = self.past.filter(history_change_reason=reason)
        self.made = mine.filter(history_type="+").values("id")
        self.made_ids = set(self.made.values_list("id", flat=True))
        changed = mine.filter(history_type="~").order_by()
        self.first = dict(changed.values_list("id").annotate(Min("history_id")))
        self.last = dict(mine.order_by().values_list("id").annotate(Max("history_id")))
        self.touched = mine.values("id")
        self.reason = reason

    def later_edits(self) -> Iterator[Blocker]:
        """What was written after the import, by anybody."""
        others = self.past.filter(id__in=self.touched).exclude(
            history_change_reason__in=[self.reason, *_reasons_taken_back()]
        )
        if not self.last:
            return
        for record in others.filter(history_id__gt=min(self.last.values())).order_by("history_id"):
            if record.history_id > self.last[record.id]:
                yield self._edited(record)

    def _edited(self, record: Any) -> Blocker:
        about = {"kind": self.model._meta.verbose_name, "name": _name_then(record)}
        if not self.model._default_manager.filter(pk=record.id).exists():
            return Blocker(_("The %(kind)s “%(name)s” was deleted after the import.") % about)
        sentence = _("The %(kind)s “%(name)s” was changed after the import.") % about
        return Blocker(sentence, _page(record.instance))

    def restore(self, history: Mapping[str, Any], geometries: Mapping[str, Any]) -> None:
        """Changed rows get the state of the version before the import."""
        before = self._states_before()
        rows = list(self.model._default_manager.in_bulk(before).values())
        names = [field.name for field in self.model.history.model.tracked_fields if not field.primary_key]
        for row in rows:
            for name in names:
                attribute = row._meta.get_field(name).attname
                setattr(row, attribute, getattr(before[row.pk], attribute))
            if self.model is Boundary:
                row.geometry = geometries[str(row.pk)]
        if self.model is Boundary:
            names.append("geometry")
        if rows:
            bulk_update_with_history(rows, self.model, names, batch_size=100, **history)

    def delete(self, history: Mapping[str, Any]) -> None:
        """In bulk: one signal a row would hold up everybody else who writes."""
        rows = self.model._default_manager.filter(pk__in=self.made)
        past = self.model.history.bulk_history_create(list(rows), batch_size=CHUNK, **history)
        numbers = [record.history_id for record in past or ()]
        self.past.filter(history_id__in=numbers).update(history_type="-")
        rows._raw_delete(rows.db)

    def _states_before(self) -> dict[int, Any]:
        """The last version before the first of this import, for each row that it only changed."""
        wanted = {pk: first for pk, first in self.first.items() if pk not in self.made_ids}
        found = {}
        for record in self.past.filter(id__in=list(wanted)).order_by("history_id"):
            if record.history_id < wanted[record.id]:
                found[record.id] = record
        return found


def _reasons_taken_back() -> list[str]:
    """What an undone import did, and its undoing, cancel each other out."""
    undone = ImportRun.objects.filter(state=ImportRun.State.UNDONE).values_list("pk", flat=True)
    return [f"{verb}:{pk}" for pk in undone for verb in ("import", "undo")]


def _name_then(record: Any) -> str:
    """What a row is called; where a thing it is named after is gone, by the last name of that thing."""
    try:
        return str(record.instance)
    except ObjectDoesNotExist:
        return " – ".join(filter(None, map(partial(_end_of, record), record.tracked_fields)))


def _end_of(record: Any, field: Any) -> str:
    history = getattr(field.related_model, "history", None) if field.many_to_one else None
    last = history and history.filter(id=getattr(record, field.attname)).first()
    return _name_then(last) if last else ""


def _blockers(traces: Mapping[Any, _Trace], links: Mapping[str, set[tuple[int, int]]]) -> Iterator[Blocker]:
    for trace in traces.values():
        yield from trace.later_edits()
    for trace in traces.values():
        if trace.made_ids:
            yield from _leaning(trace, traces, links)


def _leaning(
    trace: _Trace, traces: Mapping[Any, _Trace], links: Mapping[str, set[tuple[int, int]]]
) -> Iterator[Blocker]:
    """Rows made by others that point to a row this import made."""
    mine = {LINKS[table]: pairs for table, pairs in links.items()}
    for relation in trace.model._meta.get_fields(include_hidden=True):
        if not _points_here(relation):
            continue
        other, column = relation.related_model, relation.field.attname
        for row in other._base_manager.filter(**{f"{column}__in": trace.made}):
            ours = other in traces and row.pk in traces[other].made_ids
            linked = other in mine and (row.from_municipality_id, row.to_municipality_id) in mine[other]
            if not ours and not linked:
                yield _used(getattr(row, relation.field.name), by=_owner(row, relation.field.name))


def _owner(row: Any, column: str) -> Any:
    """What people know the row as: a bare link is known as what lies at its other end."""
    if not row._meta.auto_created:
        return row
    ends = [field for field in row._meta.fields if field.many_to_one and field.name != column]
    return getattr(row, ends[0].name)


def _used(thing: Any, *, by: Any) -> Blocker:
    about = {"kind": by._meta.verbose_name, "name": by, "thing": thing}
    return Blocker(_("The %(kind)s “%(name)s” uses “%(thing)s”.") % about, _page(by))


def _page(row: Any) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


def _points_here(relation: Any) -> bool:
    """A foreign key of live data; neither the history nor the record of an import holds anything back."""
    reverse = relation.auto_created and not relation.concrete
    if not reverse or not (relation.one_to_many or relation.one_to_one):
        return False
    other: type[Model] = relation.related_model
    return not issubclass(other, HistoricalChanges) and other is not ImportRun


def _unlink(table: str, pairs: set[tuple[int, int]]) -> None:
    through: Any = LINKS[table]
    ends = {one for one, _ in pairs}
    rows = through.objects.filter(from_municipality_id__in=ends)
    gone = [row.pk for row in rows if (row.from_municipality_id, row.to_municipality_id) in pairs]
    through.objects.filter(pk__in=gone).delete()
