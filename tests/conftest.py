"""The cast that walks every page, and the demo they walk through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from kb.actions.demo import FIXTURES
from kb.models import Study, StudyAccess
from kb.rules import FACT_EDITORS

ROLES = ("owner", "editor", "facilitator", "reader")
CAST = (*ROLES, "stranger", "anonymous")
LOADED: list[tuple[str, Any]] = []


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """A test ends with its data undone, and so with the data's version: nothing it kept may live on."""
    cache.clear()


@pytest.fixture
def demo(db: None) -> Study:
    """The fixtures, as a newcomer finds them."""
    if LOADED:
        load_again()
    else:
        load_first()
    return Study.objects.get(slug="halen-herk-lummen")


def load_first() -> None:
    """Load the files, and keep the statements that write the same rows without a thousand look-ups."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    models = list(apps.get_app_config("kb").get_models(include_auto_created=True))
    rows = {model: list(model._base_manager.all()) for model in models}
    with transaction.atomic(), connection.execute_wrapper(keep_statement):
        sign = transaction.savepoint()
        for model in reversed(models):
            model._base_manager.all()._raw_delete(connection.alias)
        LOADED.clear()
        for model, kept in rows.items():
            model._base_manager.bulk_create(kept)
        transaction.savepoint_rollback(sign)
    LOADED[:] = [(sql, params) for sql, params in LOADED if sql.startswith("INSERT")]
    LOADED.extend((sql, None) for sql in connection.ops.sequence_reset_sql(no_style(), models))


def keep_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    LOADED.append((sql, params))
    return execute(sql, params, many, context)


def load_again() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in LOADED:
            cursor.execute(sql, params)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """One person a role, and a stranger; the owner and the editor edit facts as well."""
    editors, _ = Group.objects.get_or_create(name=FACT_EDITORS)
    found = {role: User.objects.create_user(role) for role in (*ROLES, "stranger")}
    editors.user_set.add(found["owner"], found["editor"])
    return found


@pytest.fixture
def cast(demo: Study, people: dict[str, User]) -> dict[str, User]:
    """The people, each with their role in the demo study; the stranger with none."""
    for role in ROLES:
        StudyAccess.objects.create(study=demo, user=people[role], role=role)
    return people


@pytest.fixture
def client_of(cast: dict[str, User]) -> Callable[[str], Client]:
    """A browser in the hands of one of the cast."""

    def client(role: str) -> Client:
        browser = Client()
        if role != "anonymous":
            browser.force_login(cast[role])
        return browser

    return client
