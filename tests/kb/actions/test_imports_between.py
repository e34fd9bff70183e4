"""Imports among other work: what happens between a preview, its applying and its undoing."""

import pytest
from django.contrib.auth.models import User

from kb.actions.agreements import delete_agreement
from kb.actions.imports import begin, choose_conflicts, undo_import
from kb.actions.undoing import UndoRefusedError
from kb.exchange.runs import carry_out
from kb.models import Agreement, ImportRun, Membership
from tests.kb.actions.importing import LIST, applied, facts, received

State = ImportRun.State


@pytest.fixture
def person(demo) -> User:
    return User.objects.create_user("griet")


def test_what_somebody_wrote_after_the_preview_is_not_overwritten_unseen(person):
    text = LIST + "Limburg.net;Lummen;Afvalintercommunales;waarnemer;\n"
    ties = Membership.objects.filter(agreement__name="Limburg.net")
    ties.update(role="lid")
    run = received(person, text)
    halen, lummen = run.counts["choosable"]
    choose_conflicts(run=run, taken=[halen, lummen], shown=[halen, lummen])
    ties.filter(municipality__name="Halen").update(role="voorzitter")
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=person)
    assert (run.state, run.take_file, bool(run.error)) == (State.READ, [lummen], True)
    assert ties.get(municipality__name="Halen").role == "voorzitter"


def undo(run: ImportRun, by: User) -> bool:
    return undo_import(run=run, by=by, reason=f"undo:{run.pk}")


@pytest.mark.parametrize("name", ["Zwembad De Kaai", "Limburg.net"])
def test_what_was_deleted_by_hand_stands_in_the_way_by_name(person, english, name):
    run = applied(person)
    agreement = Agreement.objects.get(name=name)
    delete_agreement(agreement=agreement, by=person)
    before = facts()
    with pytest.raises(UndoRefusedError) as refused:
        undo(run, person)
    sentences = [blocker.sentence for blocker in refused.value.blockers]
    assert {sentence.endswith("was deleted after the import.") for sentence in sentences} == {True}
    assert all(name in sentence for sentence in sentences if "statement" not in sentence)
    assert {blocker.url for blocker in refused.value.blockers} == {""}
    assert facts() == before


def test_imports_are_undone_one_after_the_other_in_reverse(person):
    before = facts()
    first = applied(person)
    after_first = facts()
    second = applied(person, LIST.replace("Thema", "OVO").replace("Sportregio's", "OVO1"), "b.csv")
    assert facts() != after_first
    with pytest.raises(UndoRefusedError):
        undo(first, person)
    undo(second, person)
    assert facts() == after_first
    undo(first, person)
    assert facts() == before


def test_a_second_undo_says_that_it_changed_nothing(person):
    run = applied(person)
    assert undo(run, person)
    before = facts()
    assert not undo(run, person)
    assert facts() == before
