"""The import from the command line, and the real register where it is at hand."""

import io
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kb.models import Agreement, Boundary, Claim, ImportRun, Membership, Municipality
from tests.kb.actions.importing import LIST, facts
from tests.kb.exchange.test_register import REGISTER, needs_register


def run(*args: str | Path) -> tuple[list[str], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_kb", *map(str, args), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


@pytest.fixture
def listed(tmp_path) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_text(LIST)
    return path


def test_the_numbers_and_the_progress(demo, people, listed):
    said, progress = run(listed, "--by", "editor", "--source-title", "Nota", "--source-date", "2024-05-01")
    assert said == [
        "agreement: 1 created, 1 unchanged",
        "membership: 1 changed, 2 created",
        "other: 1 created",
    ]
    assert [line.split()[0] for line in progress.splitlines()][-1] == "write"
    pool = Agreement.objects.get(name="Zwembad De Kaai")
    assert pool.history.get().history_user == people["editor"]
    assert {claim.source.title for claim in Claim.objects.filter(membership__agreement=pool)} == {"Nota"}


def test_a_dry_run_leaves_nothing_behind(demo, listed):
    before = facts()
    said, _ = run(listed, "--dry-run")
    assert said[0] == "agreement: 1 created, 1 unchanged"
    assert (facts(), ImportRun.objects.count()) == (before, 0)


def test_nothing_is_written_in_the_name_of_nobody(demo, listed):
    before = facts()
    with pytest.raises(CommandError, match="Say in whose name it is written: --by USERNAME"):
        run(listed)
    assert (facts(), ImportRun.objects.count()) == (before, 0)


@pytest.mark.parametrize("flags", [["--by", "owner"], ["--dry-run"]])
def test_a_refused_row_is_named_and_ends_with_one(demo, people, listed, flags):
    listed.write_text(LIST + "Zwembad De Kaai;Lumen;Sportregio's;lid;\n")
    err = io.StringIO()
    with pytest.raises(CommandError, match="Rows that were refused: 1"):
        call_command("import_kb", str(listed), *flags, stdout=io.StringIO(), stderr=err)
    assert "lijst.csv:5" in err.getvalue()
    assert "Lummen" in err.getvalue()
    assert Agreement.objects.filter(name="Zwembad De Kaai").exists() is ("--dry-run" not in flags)


@pytest.mark.parametrize("flags", [["--by", "owner"], ["--dry-run"]])
def test_a_file_that_is_no_list_ends_with_one_sentence(demo, people, listed, flags):
    listed.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match=r"lijst\.csv"):
        run(listed, *flags)


def test_a_path_or_a_person_that_does_not_exist_is_named(demo, listed, tmp_path):
    with pytest.raises(CommandError, match=r"weg\.csv"):
        run(tmp_path / "weg.csv")
    with pytest.raises(CommandError, match="nobody"):
        run(listed, "--by", "nobody")


def test_take_file_lets_the_file_win(demo, people, listed):
    ties = Membership.objects.filter(agreement__name="Limburg.net", municipality__name="Halen")
    ties.update(role="lid")
    run(listed, "--by", "owner")
    assert ties.get().role == "lid"
    run(listed, "--by", "owner", "--take-file")
    assert ties.get().role == "stichter"


@needs_register
def test_the_register_beside_the_demo_within_its_time(demo, people):
    """Matched, not doubled; the three known disagreements; again: nothing."""
    before, started = Agreement.objects.count(), time.process_time()
    said, _ = run(REGISTER, "--by", "owner")
    first = time.process_time() - started
    assert "agreement: 13 changed, 469 created" in said
    assert Agreement.objects.count() == before + 469
    assert (Municipality.objects.count(), Boundary.objects.count()) == (327, 312)
    denied = Claim.objects.filter(says="not_member", source__code="abb-register-2023")
    ties = denied.values_list("membership__agreement__name", "membership__municipality__name")
    assert sorted(ties) == [
        ("Cipal", "Herk-de-Stad"),
        ("Haspengouw & Voeren", "Herk-de-Stad"),
        ("Lage Kempen", "Lummen"),
    ]
    everything, started = facts(), time.process_time()
    again, _ = run(REGISTER, "--by", "owner")
    second = time.process_time() - started
    assert again == [
        "municipality: 327 unchanged",
        "agreement: 482 unchanged",
        "membership: 3812 unchanged",
        "boundary: 315 unchanged",
        "other: 41 unchanged",
    ]
    assert facts() == everything
    assert (first < 20, second < 10) == (True, True)
