"""The overlap of all pairs of a table of memberships that is too large for the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.exchange import relational


class Command(BaseCommand):
    help = "Every pair of municipalities with what they share, by DuckDB or Spark (requirements-scale.txt)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=sorted(relational.NEEDED), default="duckdb")
        parser.add_argument(
            "--memberships", type=Path, required=True, help="CSV or Parquet: municipality, agreement"
        )
        parser.add_argument("--out", type=Path, required=True, help="CSV or Parquet; Spark makes a folder")
        parser.add_argument("--threads", type=int, default=1)
        parser.add_argument(
            "--memory", default="2GB", help="what the engine may take; DuckDB then uses the disk"
        )

        parser.add_argument("--master", default="", help="of a Spark cluster; without it Spark runs here")

    def handle(self, **options: Any) -> None:
        out: Path = options["out"]
        if out.exists():
            raise CommandError(f"{out} exists already: choose another name.")
        try:
            settings = {name: options[name] for name in ("threads", "memory", "master")}
            with relational.engine(options["engine"], **settings) as connection:
                table = relational.read(connection, options["memberships"])
                relational.write(connection, relational.overlap(table), out)
        except relational.NotPossible as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"Written: {out}")
