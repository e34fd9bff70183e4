"""An import applied and undone: all of it or nothing, and never more than it did itself."""

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.db import connection
from django.utils import translation

from kb.actions.import_tables import TABLES
from kb.actions.imports import begin, choose_conflicts, receive_import, undo_import
from kb.actions.memberships import confirm_memberships
from kb.actions.undoing import UndoRefusedError
from kb.exchange.longtable import LONG_COLUMNS
from kb.exchange.outgoing import membership_rows
from kb.exchange.runs import carry_out, prepare
from kb.exchange.writers import table_csv, table_xlsx
from kb.models import (
    Agreement,
    Boundary,
    Claim,
    DataVersion,
    ImportRun,
    Membership,
    Municipality,
    Region,
    Source,
    Study,
)
from tests.kb.exchange.test_register import FOLDER

State = ImportRun.State
LIST = """\
Samenwerking;Gemeente;Thema;Rol;Bron
Zwembad De Kaai;Halen;Sportregio's;lid;
Zwembad De Kaai;Lummen;Sportregio's;lid;
Limburg.net;Halen;Afvalintercommunales;stichter;
"""
SQUARE = [[[5.1, 50.9], [5.2, 50.9], [5.2, 51.0], [5.1, 50.9]]]
BESIDE = [[[5.2, 50.9], [5.3, 50.9], [5.2, 51.0], [5.2, 50.9]]]


def received(by: User | None, text: str | bytes = LIST, name: str = "lijst.csv", **about: Any) -> ImportRun:
    content = text if isinstance(text, bytes) else text.encode()
    run = receive_import(files=[(name, content)], by=by, **about)
    prepare(run=run)
    return run


def applied(by: User | None, *args: Any, **about: Any) -> ImportRun:
    run = received(by, *args, **about)
    assert (run.state, run.error) == (State.READ, "")
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=by)
    return run


def boundaries(**outlines: list) -> bytes:
    features = [
        {"type": "Feature", "id": nis[1:], "geometry": {"type": "Polygon", "coordinates": outline}}
        for nis, outline in outlines.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def facts() -> dict[str, Any]:
    """Every fact, as it could be saved to a file."""
    rows = {table: model._default_manager.order_by("pk") for table, model in TABLES.items()}
    return {table: json.loads(serializers.serialize("json", found)) for table, found in rows.items()}


def outcomes(run: ImportRun, kind: str) -> dict[str, int]:
    return {outcome: n for outcome, n in run.counts["kinds"][kind].items() if n}


@pytest.fixture
def person(demo) -> User:
    return User.objects.create_user("griet")


@pytest.fixture
def english():
    with translation.override("en"):
        yield


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


def test_undo_brings_back_what_stood_before(person):
    before = facts()
    run = applied(person)
    undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    assert facts() == before
    assert ImportRun.objects.get(pk=run.pk).state == State.UNDONE
    gone = Agreement.history.filter(history_type="-").get()
    assert (gone.name, gone.history_user, gone.history_change_reason) == (
        "Zwembad De Kaai",
        person,
        f"undo:{run.pk}",
    )


def test_a_change_is_undone_also_where_nobody_wrote_before(person):
    """A row of a fixture has no history; its first state is kept before the import touches it."""
    tie = Membership.objects.get(agreement__name="Limburg.net", municipality__name="Halen")
    run = applied(person)
    tie.refresh_from_db()
    assert tie.role == "stichter"
    undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    tie.refresh_from_db()
    assert (tie.role, tie.history.count()) == ("", 3)


def test_undo_refuses_when_somebody_worked_on_it_since(person, english):
    run = applied(person)
    ties = Membership.objects.filter(agreement__name="Zwembad De Kaai", municipality__name="Halen")
    confirm_memberships(memberships=ties, by=person)
    before = facts()
    with pytest.raises(UndoRefusedError) as refused:
        undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    assert [blocker.sentence for blocker in refused.value.blockers] == [
        "The membership “Halen – Zwembad De Kaai” was changed after the import."
    ]
    assert facts() == before


def test_undo_refuses_when_something_leans_on_what_it_made(person, english):
    run = applied(person)
    pool = Agreement.objects.get(name="Zwembad De Kaai")
    Region.objects.update(agreement=pool)
    Membership.objects.create(agreement=pool, municipality=Municipality.objects.get(nis="71024"))
    with pytest.raises(UndoRefusedError) as refused:
        undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    assert {(blocker.sentence, blocker.url) for blocker in refused.value.blockers} == {
        ("The region “Neteland” uses “Zwembad De Kaai”.", "/regions/neteland/"),
        ("The membership “Herk-de-Stad – Zwembad De Kaai” uses “Zwembad De Kaai”.", ""),
    }


def test_undo_names_the_study_that_uses_a_municipality_once(person, english):
    files = [(name, data.replace(b"71072", b"79072").replace(b"71022", b"79022")) for name, data in FOLDER]
    run = receive_import(files=files, by=person)
    prepare(run=run)
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    study = Study.objects.get()
    study.municipalities.add(Municipality.objects.get(nis="79072"))
    with pytest.raises(UndoRefusedError) as refused:
        undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    (blocker,) = refused.value.blockers
    assert blocker.sentence == f"The study “{study}” uses “Hasselt”."
    assert blocker.url == study.get_absolute_url()


def test_boundaries_with_points_and_neighbours_and_their_undo(person):
    Municipality.objects.filter(nis__in=["71020", "13010"]).update(lon=None, lat=None)
    before, borders = facts(), set(Municipality.neighbours.through.objects.values_list())
    run = applied(person, boundaries(n71020=SQUARE, n13010=BESIDE), "kaart.geojson")
    halen, far = Municipality.objects.get(nis="71020"), Municipality.objects.get(nis="13010")
    assert (halen.lon, halen.lat) == (5.166667, 50.933333)
    assert [set(each.neighbours.filter(nis__in=["71020", "13010"])) for each in (halen, far)] == [
        {far},
        {halen},
    ]
    undo_import(run=run, by=person, reason=f"undo:{run.pk}")
    assert facts() == before
    assert set(Municipality.neighbours.through.objects.values_list()) == borders


def test_an_outline_that_the_file_replaced_comes_back(person):
    applied(person, boundaries(n71020=SQUARE), "kaart.geojson")
    before = facts()
    run = received(person, boundaries(n71020=BESIDE), "kaart.geojson")
    choose_conflicts(run=run, taken=["boundary:71020"], shown=["boundary:71020"])
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    assert Boundary.objects.get().geometry["coordinates"] == BESIDE
    assert Municipality.objects.get(nis="71020").lon == 5.233333
    undo_import(run=ImportRun.objects.get(pk=run.pk), by=person, reason=f"undo:{run.pk}")
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
