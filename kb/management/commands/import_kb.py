"""Import files from the command line: the same code as the page, with progress on stderr."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from kb.actions.changes import Outcome
from kb.actions.imports import begin, choose_conflicts, receive_import, title_of
from kb.exchange.plan.reasons import explain_row
from kb.exchange.read import File, files_of, read
from kb.exchange.reasons import ImportRefused
from kb.exchange.runs import carry_out, plan_of, prepare, refusal_sentence, source_row
from kb.models import ImportRun

State = ImportRun.State
Answer = tuple[dict[str, dict[str, int]], list[dict[str, Any]]]


class Command(BaseCommand):
    help = "Import lists, the register or boundaries. Ends with 1 when anything was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--source-title", default="", help="who says so, when the file does not")
        parser.add_argument("--source-date", type=date.fromisoformat, help="the day it speaks of, YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--take-file", action="store_true", help="in a conflict the file wins")
        parser.add_argument("--by", metavar="USERNAME", help="in whose name; needed to write")

    def handle(self, **options: Any) -> None:
        files = self._files(options["paths"])
        counts, refused = self._dry(files, options) if options["dry_run"] else self._run(files, options)
        for kind, outcomes in counts.items():
            said = ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items() if n)
            self.stdout.write(f"{kind}: {said}")
        for row in refused:
            place = f"{row.get('sheet', '')}:{row.get('row', '')}"
            self.stderr.write(f"{place} {row['label']}: {explain_row(row)}")
        if refused:
            raise CommandError(f"Rows that were refused: {len(refused)}.")

    def _files(self, paths: list[Path]) -> list[File]:
        if missing := [str(path) for path in paths if not path.exists()]:
            raise CommandError(f"There is no file or folder {', '.join(missing)}.")
        return [file for path in paths for file in files_of(path)]

    def _dry(self, files: list[File], options: dict[str, Any]) -> Answer:
        try:
            document = read(files, lambda name, done, total: self._tell("read", done, total))
        except ImportRefused as refused:
            raise CommandError(refusal_sentence(refused)) from None
        title = options["source_title"] or title_of(files)
        plan = plan_of(document, source_row(title, options["source_date"]))
        return plan.counts(), _refused(change.as_row() for change in plan.changes)

    def _run(self, files: list[File], options: dict[str, Any]) -> Answer:
        by = self._person(options["by"])
        about = {name: options[name] for name in ("source_title", "source_date")}
        run = receive_import(files=files, by=by, **about)
        prepare(run=run, tell=self._tell)
        if run.state == State.READ:
            every = run.counts["choosable"]
            choose_conflicts(run=run, taken=every if options["take_file"] else [], shown=every)
            begin(run=run, since=[State.READ], to=State.APPLYING)
            carry_out(run=run, by=by, tell=self._tell)
        if run.state != State.APPLIED:
            raise CommandError(run.error)
        return run.counts["kinds"], _refused(run.preview)

    def _person(self, username: str | None) -> Any:
        if not username:
            raise CommandError("Say in whose name it is written: --by USERNAME. Or only look: --dry-run.")
        person = get_user_model().objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username}.")
        return person

    def _tell(self, phase: str, done: int = 0, total: int = 0) -> None:
        self.stderr.write(f"{phase} {done}/{total}" if total else phase)


def _refused(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["outcome"] == Outcome.REFUSED]
