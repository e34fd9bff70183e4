"""How often the ranking of partners put the real partner first, on the mergers of one day."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.insight.withwhom.backtests import MERGED_ON, REGISTER, Backtest, backtest, missing

IMPORT = "import the register first (manage.py import_kb FOLDER --by USERNAME)."
MISSING = {
    "source": "There is no source with the code {source}.",
    "mergers": "No merger of {on} is known: choose another day, or " + IMPORT,
    "statements": "Source {source} states nothing of those that merged, on the day before {on}: " + IMPORT,
    "neighbours": "No neighbours are known on the day before {on}: " + IMPORT,
}
COLUMNS = ["name", "nis", "partner_names", "neighbours", "partners", "place", "jaccard", "chance_1"]


class Command(BaseCommand):
    help = "Test the ranking of partners, with equal weights, on the mergers of a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=MERGED_ON, help="day of the mergers")
        parser.add_argument("--source", default=REGISTER, help="code of the source whose statements count")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row a municipality")

    def handle(self, **options: Any) -> None:
        found = backtest(options["on"], options["source"])
        if found is None:
            why = missing(options["on"], options["source"])
            raise CommandError(MISSING[why or "statements"].format(**options))
        self._table(found)
        self._summary(found)
        if options["csv"]:
            self._write(found, options["csv"])

    def _table(self, found: Backtest) -> None:
        self.stdout.write(f"{'municipality':<16}{'neighbours':>10}{'place':>7}{'Jaccard':>9}  real partners")
        for row in found.rows.to_dict("records"):
            place, plain = (_whole(row[name]) for name in ("place", "jaccard"))
            self.stdout.write(
                f"{row['name']:<16}{row['neighbours']:>10}{place:>7}{plain:>9}  {row['partner_names']}"
            )

    def _summary(self, found: Backtest) -> None:
        self.stdout.write(f"\n{found.mergers} mergers, state on {found.day}, source {found.source}")
        for name, table in (("ranking", found.ranking), ("plain Jaccard", found.plain)):
            for row in table.to_dict("records"):
                self.stdout.write(
                    f"{name:<14} first {row['place']:.0f}: {row['hits']:.0f} of {row['n']:.0f} "
                    f"({row['share']:.1%}, 95% interval {row['low']:.1%} to {row['high']:.1%}); "
                    f"by chance {row['expected']:.1f}, p = {row['p']:.2g}"
                )

    def _write(self, found: Backtest, path: Path) -> None:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(found.rows[COLUMNS].astype(object).to_numpy().tolist())


def _whole(number: float) -> str:
    return "-" if isnan(number) else str(int(number))
