import pytest
from django.db import connection


@pytest.mark.django_db
def test_sqlite_waits_for_locks_and_keeps_its_word():
    if connection.vendor != "sqlite":
        pytest.skip("these settings are SQLite's own")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
