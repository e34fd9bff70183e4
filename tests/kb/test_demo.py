"""The demo: loaded once, never over what somebody changed, never outside demo or test mode."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from kb.actions.demo import LINKED, PASSWORD
from kb.actions.framework.links import links_in
from kb.models import Agreement, Argument, DataVersion, Municipality, Study, StudyAccess
from kb.rules import FACT_EDITORS

pytestmark = pytest.mark.django_db

NAMES = {"eigenaar", "redacteur", "begeleider", "lezer", "buitenstaander"}


def run_demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_opens_five_accounts_with_their_roles() -> None:
    run_demo()
    assert set(User.objects.values_list("username", flat=True)) == NAMES
    assert dict(StudyAccess.objects.values_list("user__username", "role")) == {
        "eigenaar": "owner",
        "redacteur": "editor",
        "begeleider": "facilitator",
        "lezer": "reader",
    }
    editors = User.objects.filter(groups__name=FACT_EDITORS)
    assert set(editors.values_list("username", flat=True)) == {"eigenaar", "redacteur"}
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(is_staff=True).exists()


def test_the_printed_password_opens_the_accounts() -> None:
    assert PASSWORD in run_demo()
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_prints_who_may_what() -> None:
    lines = [line.split() for line in run_demo().splitlines()[2:]]
    assert lines == [
        ["eigenaar", "owner", "yes"],
        ["redacteur", "editor", "yes"],
        ["begeleider", "facilitator", "no"],
        ["lezer", "reader", "no"],
        ["buitenstaander", "none", "no"],
    ]


def test_loading_raises_the_data_version_and_a_second_run_does_not() -> None:
    before = DataVersion.current()
    run_demo()
    loaded = DataVersion.current()
    assert loaded > before
    run_demo()
    assert DataVersion.current() == loaded


def test_what_somebody_changed_stays_on_a_second_run() -> None:
    run_demo()
    Agreement.objects.filter(code="hr-ict-cipal").update(name="Cipal DV")
    StudyAccess.objects.filter(user__username="lezer").update(role="editor")
    StudyAccess.objects.filter(user__username="redacteur").delete()
    reader = User.objects.get(username="lezer")
    reader.set_password("een ander wachtwoord")
    reader.save()
    run_demo()
    assert Agreement.objects.get(code="hr-ict-cipal").name == "Cipal DV"
    assert dict(StudyAccess.objects.values_list("user__username", "role")) == {
        "eigenaar": "owner",
        "begeleider": "facilitator",
        "lezer": "editor",
    }
    assert User.objects.get(username="lezer").check_password("een ander wachtwoord")


def test_a_study_that_was_deleted_does_not_come_back() -> None:
    run_demo()
    Study.objects.all().delete()
    said = StringIO()
    call_command("demo", stdout=StringIO(), stderr=said)
    assert "not loaded" in said.getvalue()
    assert not Study.objects.exists()


def test_a_missing_account_is_opened_again() -> None:
    run_demo()
    User.objects.get(username="lezer").delete()
    run_demo()
    assert StudyAccess.objects.get(user__username="lezer").role == "reader"


def test_a_row_with_links_starts_with_one_whole_version() -> None:
    run_demo()
    for row in (row for model in LINKED for row in model.objects.all()):
        version = row.history.get()
        assert (version.history_type, version.history_change_reason) == ("+", "Geladen met de demo")
        assert version.instance == row
        assert {f.attname: getattr(version, f.attname) for f in version.tracked_fields} == {
            f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields
        }


def test_the_first_version_knows_the_links_of_its_row() -> None:
    run_demo()
    study, argument = Study.objects.get(), Argument.objects.get(code="sterke-diensten-verder")
    assert links_in(study.history.get()) == {"municipalities": keys(study.municipalities)}
    assert links_in(argument.history.get()) == {
        "capacities": keys(argument.capacities),
        "questions": keys(argument.questions),
        "services": keys(argument.services),
        "municipalities": keys(argument.municipalities),
        "agreements": keys(argument.agreements),
    }
    assert [len(tied) for tied in links_in(argument.history.get()).values()] == [1, 2, 4, 3, 1]


def keys(linked: Any) -> set[int]:
    return set(linked.values_list("pk", flat=True))


def test_other_facts_of_the_fixtures_have_no_history_yet() -> None:
    run_demo()
    assert not Agreement.history.exists()
    assert not Municipality.history.exists()


def test_refuses_in_production(tmp_path: Path) -> None:
    production = {
        "SAMENWIJZER_MODE": "production",
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "samenwijzer.example",
        "DATA_DIR": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "manage.py", "demo"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=production, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "CommandError: The demo opens accounts with a password that everybody knows: "
        "set SAMENWIJZER_MODE=demo.\n"
    )
