"""An import applied: all of it or nothing."""

import datetime as dt

import pytest
from django.db import connection

from kb.actions.imports import begin, choose_conflicts
from kb.actions.memberships import confirm_memberships
from kb.exchange.longtable import LONG_COLUMNS
from kb.exchange.outgoing import membership_rows
from kb.exchange.runs import carry_out, prepare
from kb.exchange.writers import table_csv, table_xlsx
from kb.models import (
    Agreement,
    Claim,
    DataVersion,
    ImportRun,
    Membership,
    Source,
)
from tests.kb.actions.importing import LIST, State, applied, facts, outcomes, received


def test_a_preview_changes_nothing(person):
    before = facts()
    version = DataVersion.current()
    run = received(person)
    assert outcomes(run, "agreement") == {"created": 1, "unchanged": 1}
    assert outcomes(run, "membership") == {"created": 2, "changed": 1}
    assert (facts(), DataVersion.current()) == (before, version)


def test_applying_writes_with_author_and_reason_and_raises_the_version(person):
    version = DataVersion.current()
    run = applied(person)
    assert (run.state, DataVersion.current()) == (State.APPLIED, version + 1)
    pool = Agreement.objects.get(name="Zwembad De Kaai")
    assert pool.theme.name == "Sportregio's"
    ties = pool.memberships.order_by("municipality__name")
    assert [(tie.municipality.name, tie.role, tie.status) for tie in ties] == [
        ("Halen", "lid", "confirmed"),
        ("Lummen", "lid", "confirmed"),
    ]
    assert [claim.source.code for claim in Claim.objects.filter(membership__in=ties)] == ["lijst", "lijst"]
    record = pool.history.get()
    assert (record.history_user, record.history_change_reason) == (person, f"import:{run.pk}")


def test_importing_twice_changes_nothing(person):
    applied(person)
    before = facts()
    again = applied(person)
    assert outcomes(again, "agreement") == {"unchanged": 2}
    assert outcomes(again, "membership") == {"unchanged": 3}
    assert facts() == before


@pytest.mark.parametrize("write", [table_csv, lambda *table: table_xlsx("Lijst", *table)])
def test_an_exported_list_brought_back_changes_nothing(person, write):
    before = facts()
    columns, rows = membership_rows(Agreement.objects.all())
    assert columns == LONG_COLUMNS
    name = "uit.csv" if write is table_csv else "uit.xlsx"
    run = applied(person, write(columns, rows), name)
    assert {outcome for kind in run.counts["kinds"] for outcome in outcomes(run, kind)} == {"unchanged"}
    assert facts() == before


def test_the_file_wins_only_where_somebody_chose_so(person):
    text = LIST.replace("stichter", "") + "Limburg.net;Lummen;Afvalintercommunales;waarnemer;\n"
    Membership.objects.filter(agreement__name="Limburg.net").update(role="lid")
    run = received(person, text)
    (choice,) = run.counts["choosable"]
    choose_conflicts(run=run, taken=[choice, "membership:nonsense"], shown=[choice])
    assert run.take_file == [choice]
    choose_conflicts(run=run, taken=[], shown=[choice])
    assert run.take_file == []
    choose_conflicts(run=run, taken=[choice], shown=[choice])
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    roles = Membership.objects.filter(agreement__name="Limburg.net").order_by("municipality__name")
    assert [tie.role for tie in roles if tie.municipality.nis.startswith("710")] == [
        "lid",
        "lid",
        "waarnemer",
    ]


def test_facts_that_changed_since_the_preview_give_a_new_preview(person):
    run = received(person)
    applied(person, LIST, "ander.csv")
    before = facts()
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    assert (run.state, bool(run.error)) == (State.READ, True)
    assert outcomes(run, "agreement") == {"unchanged": 2}
    assert facts() == before


def test_facts_that_changed_elsewhere_do_not_hold_an_import_up(person):
    run = received(person)
    ties = Membership.objects.filter(agreement__name="Cipal", municipality__name="Halen")
    confirm_memberships(memberships=ties, by=person)
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    assert run.state == State.APPLIED


@pytest.mark.django_db(transaction=True)
def test_when_one_row_cannot_be_written_none_is(demo):
    """The last write breaks a rule of the database that the plan cannot know."""
    run = received(None)
    before = facts()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kb_claim RENAME TO kb_claim_away")
    try:
        begin(run=run, since=[State.READ], to=State.APPLYING)
        carry_out(run=run, by=None)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE kb_claim_away RENAME TO kb_claim")
    assert run.state == State.REFUSED
    assert facts() == before


def test_an_import_is_applied_once(person):
    run = received(person)
    same = ImportRun.objects.get(pk=run.pk)
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    assert not begin(run=same, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    before = facts()
    carry_out(run=same, by=person)
    assert facts() == before
    assert ImportRun.objects.get(pk=run.pk).state == State.APPLIED


def test_work_that_was_given_up_does_not_touch_an_import_that_is_over(person):
    run = received(person)
    late = ImportRun.objects.get(pk=run.pk)
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    prepare(run=late)
    assert ImportRun.objects.get(pk=run.pk).state == State.APPLIED


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(person):
    run = received(person, b"%PDF-1.7 nothing", "lijst.pdf")
    assert run.state == State.REFUSED
    assert "lijst.pdf" in run.error


def test_the_title_and_the_day_of_the_upload_name_the_source(person):
    applied(person, source_title="Bevraging secretarissen", source_date=dt.date(2024, 5, 1))
    source = Source.objects.get(code="bevraging-secretarissen")
    assert (source.title, source.kind, source.date) == (
        "Bevraging secretarissen",
        "file",
        dt.date(2024, 5, 1),
    )
