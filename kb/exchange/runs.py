"""An import at work: read and plan, then apply; the page does this beside the request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date
from threading import Thread
from typing import Any

from django.db import connections
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.actions.changes import Plan
from kb.actions.imports import PlanChangedError, apply_import, keep_preview, refuse_import
from kb.exchange.plan import load_snapshot, make_plan
from kb.exchange.progress import Progress, Tell, heartbeat
from kb.exchange.read import read
from kb.exchange.reasons import ImportRefused
from kb.exchange.rows import Document, SourceRow
from kb.models import DataVersion, ImportRun

log = logging.getLogger(__name__)


def start(work: Callable[..., None], *, run: ImportRun) -> Thread:
    """Do ``work`` in a thread of its own, in the language of the person who asked for it."""
    number, language = run.pk, translation.get_language()

    def body() -> None:
        try:
            with translation.override(language):
                work(run=ImportRun.objects.get(pk=number))
        finally:
            connections.close_all()

    thread = Thread(target=body, name=f"import-{run.pk}", daemon=True)
    thread.start()
    return thread


def prepare(*, run: ImportRun, tell: Tell | None = None) -> None:
    """Read the files and keep what they would do; a file that cannot be used is refused in one sentence."""
    tell = tell or Progress(run.pk).tell
    try:
        with heartbeat(run.pk):
            document = _document(run, tell)
            tell("plan")
            version = DataVersion.current()
            _preview(run, document, plan_of(document, own_source(run)), version)
    except ImportRefused as refused:
        refuse_import(run=run, error=refusal_sentence(refused))
    except Exception:
        log.exception("import %s could not be read", run.pk)
        refuse_import(run=run, error=_("Something went wrong while reading. Nothing was changed."))


def carry_out(*, run: ImportRun, by: Any, tell: Tell | None = None) -> None:
    """Apply what the preview showed; when the facts changed meanwhile, show the new preview instead."""
    tell = tell or Progress(run.pk).tell
    try:
        with heartbeat(run.pk):
            document, source = _document(run, tell), own_source(run)
            tell("plan")
            version = DataVersion.current()
            apply_import(
                run=run,
                plan=plan_of(document, source),
                version=version,
                replan=lambda: plan_of(document, source),
                report=lambda done, total: tell("write", done, total),
                by=by,
                reason=f"import:{run.pk}",
            )
    except PlanChangedError as changed:
        note = _("The facts changed meanwhile. This is the new preview.")
        _preview(run, document, changed.plan, DataVersion.current(), note)
    except Exception:
        log.exception("import %s could not be applied", run.pk)
        refuse_import(run=run, error=_("Something went wrong while applying. Nothing was changed."))


def _preview(run: ImportRun, document: Document, plan: Plan, version: int, note: str = "") -> None:
    run.title = run.source_title or (document.source.title if document.source else run.title)
    kind, ignored = document.kind, document.ignored
    keep_preview(run=run, plan=plan, version=version, kind=kind, ignored=ignored, note=note)


def plan_of(document: Document, source: SourceRow) -> Plan:
    known = load_snapshot(outlines=bool(document.boundaries))
    return make_plan(document, known, source=source, today=timezone.localdate())


def own_source(run: ImportRun) -> SourceRow:
    """The source that speaks where a file names none: by its own title, else by the name of the file."""
    return source_row(run.source_title or run.title, run.source_date)


def source_row(title: str, day: date | None) -> SourceRow:
    code = slugify(title.rsplit(".", 1)[0])[:80].strip("-") or "import"
    return SourceRow(code=code, title=title, kind="file", date=day)


def refusal_sentence(refused: ImportRefused) -> str:
    where = refused.where
    if where is None or not where.row:
        return str(refused)
    return f"{refused} ({where.sheet}, {_('row %(row)s') % {'row': where.row}})"


def _document(run: ImportRun, tell: Tell) -> Document:
    files: Sequence[tuple[str, bytes]] = [(file.name, bytes(file.content)) for file in run.files.all()]
    tell("read", 0, len(files))
    return read(files, lambda name, done, total: tell("read", done, total))
