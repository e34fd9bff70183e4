"""An import from the file that is brought to the facts that are written, and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kb.actions.base import action
from kb.actions.changes import Outcome, Plan
from kb.actions.undoing import take_back
from kb.actions.writing import Report, write_all
from kb.models import DataVersion, ImportFile, ImportRun

State = ImportRun.State
PREVIEW_ROWS = 20_000
ORDER = {outcome: rank for rank, outcome in enumerate(Outcome)}


class PlanChangedError(Exception):
    """The facts changed since the preview, and so would what the import does: ``plan`` is the new one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.digest)
        self.plan = plan


@transaction.atomic
def receive_import(
    *,
    files: Sequence[tuple[str, bytes]],
    by: Any,
    source_title: str = "",
    source_date: date | None = None,
    at: datetime | None = None,
) -> ImportRun:
    at = at or timezone.now()
    about = {"source_title": source_title, "source_date": source_date}
    run = ImportRun.objects.create(title=title_of(files), by=by, at=at, touched_at=at, **about)
    ImportFile.objects.bulk_create(
        ImportFile(run=run, name=name[-200:], content=content) for name, content in files
    )
    return run


def title_of(files: Sequence[tuple[str, bytes]]) -> str:
    """The name of the file, and how many others came with it."""
    first = files[0][0][-180:] if files else ""
    return f"{first} + {len(files) - 1}" if len(files) > 1 else first


def keep_preview(
    *,
    run: ImportRun,
    plan: Plan,
    version: int,
    kind: str,
    ignored: Iterable[str] = (),
    note: str = "",
    at: datetime | None = None,
) -> None:
    """What most needs a look comes first, and of a very long list only that part is kept to be shown."""
    if _is_over(run):
        return
    run.take_file = _still_meant(run, plan)
    ordered = sorted(plan.changes, key=lambda change: ORDER[change.outcome])
    run.state, run.kind, run.error, run.data_version = State.READ, kind, note, version
    run.preview = [change.as_row() for change in ordered[:PREVIEW_ROWS]]
    run.counts = {
        "kinds": plan.counts(),
        "digest": plan.digest,
        "choosable": plan.choosable(),
        "doubts": plan.doubts(),
        "writes": sum(1 for _ in plan.writes(plan.choosable())),
        "ignored": list(ignored),
    }
    run.touched_at = at or timezone.now()
    run.save()


def _still_meant(run: ImportRun, plan: Plan) -> list[str]:
    """Choices between the same two values; who chose between others did not see what stands here now."""
    before = {row["id"]: row.get("differences", []) for row in run.preview if "id" in row}
    now = {change.identity: change.shown for change in plan.changes if change.choosable}
    return [each for each in run.take_file if each in now and before.get(each) == now[each]]


def refuse_import(*, run: ImportRun, error: str, at: datetime | None = None) -> None:
    if not _is_over(run):
        run.state, run.error, run.touched_at = State.REFUSED, error, at or timezone.now()
        run.save(update_fields=["state", "error", "touched_at"])


def _is_over(run: ImportRun) -> bool:
    """Work that was given up as silent may still end after the same import was done again."""
    return ImportRun.objects.filter(pk=run.pk, state__in=[State.APPLIED, State.UNDONE]).exists()


def choose_conflicts(*, run: ImportRun, taken: Iterable[str], shown: Iterable[str]) -> None:
    """Of the conflicts ``shown`` the file wins in those ``taken``; the choice in the others stands."""
    possible = set(run.counts["choosable"])
    before = set(run.take_file) - set(shown)
    run.take_file = sorted((before | set(taken)) & possible)
    run.save(update_fields=["take_file"])


def begin(*, run: ImportRun, since: Iterable[str], to: str, at: datetime | None = None) -> bool:
    """Step to the state ``to``; False when somebody else was first."""
    touched = at or timezone.now()
    free = ImportRun.objects.filter(pk=run.pk, state__in=list(since), touched_at=run.touched_at)
    stepped = bool(free.update(state=to, touched_at=touched))
    if stepped:
        run.state, run.touched_at = to, touched
    return stepped


@action
def apply_import(
    *,
    run: ImportRun,
    plan: Plan,
    version: int,
    replan: Callable[[], Plan],
    report: Report,
    by: Any,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Write what ``plan`` says, if it still is what the preview showed.

    ``version`` is that of the facts for which ``plan`` was made; when they changed since, ``replan``
    looks again from inside the transaction, where nobody else can write.
    """
    at = at or timezone.now()
    DataVersion.objects.select_for_update().filter(pk=1).first()
    if ImportRun.objects.filter(pk=run.pk).values_list("state", flat=True).get() != State.APPLYING:
        return  # it was started twice, and the other one is done
    if DataVersion.current() != version:
        plan = replan()
    if plan.digest != run.counts["digest"]:
        raise PlanChangedError(plan)
    written = write_all(plan.writes(run.take_file), by=by, reason=reason, at=at, report=report)
    _tell_the_planner()
    run.counts |= {"links": written.links, "geometries": written.geometries}
    run.state, run.touched_at, run.ended_at = State.APPLIED, at, at
    run.save()


def _tell_the_planner() -> None:
    """PostgreSQL counts anew by itself, minutes later; until then it reads 4,000 new rows as if few."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@action
def undo_import(*, run: ImportRun, by: Any, reason: str, at: datetime | None = None) -> bool:
    """Bring back what stood before the import; `UndoRefusedError` when later work stands on it.

    False when there is nothing to take back, because somebody did so already.
    """
    at = at or timezone.now()
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != State.APPLIED:
        return False
    take_back(locked, by=by, at=at)
    locked.state, locked.touched_at, locked.ended_at = State.UNDONE, at, at
    locked.save()
    return True
