"""Loading the fixtures: as often as you like, and by the names of things instead of their numbers."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models

from kb.actions.demo import FIXTURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def load() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)


def facts() -> list[type[models.Model]]:
    """The tables of the knowledge base, without those that hold history."""
    found = apps.get_app_config("kb").get_models()
    return [model for model in found if not model.__name__.startswith("Historical")]


def test_no_row_is_named_by_its_number() -> None:
    files = list((settings.BASE_DIR / "fixtures").glob("*.json"))
    assert {file.stem for file in files} == set(FIXTURES)
    assert {key for file in files for row in json.loads(file.read_bytes()) for key in row} == {
        "model",
        "fields",
    }


def test_loading_twice_changes_nothing() -> None:
    before = {model: list(model.objects.order_by("pk").values()) for model in facts()}
    load()
    assert {model: list(model.objects.order_by("pk").values()) for model in facts()} == before


def test_what_is_dumped_by_natural_keys_loads_as_it_was(tmp_path: Path) -> None:
    before = dump()
    assert len(json.loads(before)) == sum(model.objects.count() for model in facts())
    connection.check_constraints()  # PostgreSQL empties no table while checks of it are still to come
    call_command("flush", interactive=False, verbosity=0)
    copy = tmp_path / "copy.json"
    copy.write_text(before, encoding="utf-8")
    call_command("loaddata", str(copy), verbosity=0)
    assert dump() == before


def dump() -> str:
    out = StringIO()
    labels = [model._meta.label for model in facts()]
    call_command("dumpdata", *labels, natural_foreign=True, natural_primary=True, stdout=out)
    return out.getvalue()
