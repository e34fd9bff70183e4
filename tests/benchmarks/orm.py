"""Membership rows out of the ORM into a frame, on an SQLite file of its own."""

import os
from collections import deque
from pathlib import Path

import pandas as pd

from tests.benchmarks.generator import Tables
from tests.benchmarks.timing import Race


def races(tables: Tables, folder: Path) -> list[Race]:
    _database(folder)
    from django.db import connection

    from kb import frames
    from kb.models import Membership

    _fill(tables)
    rows = Membership.objects.order_by()
    columns = ["municipality_id", "agreement_id"]
    sql = str(rows.values_list(*columns).query)

    def cursor() -> None:
        with connection.cursor() as open_cursor:
            deque(open_cursor.execute(sql), maxlen=0)

    return [
        Race(
            name="rows out of the ORM · values_list + DataFrame",
            target=1.4,
            plain=lambda: pd.DataFrame(
                list(rows.values_list(*columns)), columns=["municipality", "agreement"]
            ),
            fast=lambda: frames.memberships(rows),
            floor=cursor,
            same=lambda plain, fast: _sorted(plain).equals(fast),
        )
    ]


def _database(folder: Path) -> None:
    """The settings read these; nothing of Django may be imported before."""
    os.environ["SAMENWIJZER_MODE"] = "test"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'benchmark.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill(tables: Tables) -> None:
    from kb.models import Agreement, Membership, Municipality

    ids = tables.municipalities["id"].tolist()
    Municipality.objects.bulk_create(Municipality(pk=i + 1, nis=f"{i:05}", name=f"M{i}") for i in ids)
    named = tables.agreements["id"].tolist()
    Agreement.objects.bulk_create(Agreement(pk=i + 1, code=f"a{i}", name=f"A{i}") for i in named)
    Membership.objects.bulk_create(
        Membership(municipality_id=m + 1, agreement_id=a + 1)
        for m, a in tables.memberships.itertuples(index=False, name=None)
    )


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["agreement", "municipality"], ignore_index=True)
