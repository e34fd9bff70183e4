"""An import undone: what it did itself, and nothing that somebody did since."""

import pytest

from kb.actions.imports import begin, choose_conflicts, receive_import, undo_import
from kb.actions.memberships import confirm_memberships
from kb.actions.undoing import UndoRefusedError
from kb.exchange.runs import carry_out, prepare
from kb.models import (
    Agreement,
    Boundary,
    ImportRun,
    Membership,
    Municipality,
    Region,
    Study,
)
from tests.kb.actions.importing import BESIDE, SQUARE, State, applied, boundaries, facts, received
from tests.kb.exchange.test_register import FOLDER


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
