"""Imports among other work: what happens between a preview, its applying and its undoing."""

import pytest
from django.contrib.auth.models import User

from kb.actions.imports import begin, choose_conflicts
from kb.exchange.runs import carry_out
from kb.models import ImportRun, Membership
from tests.kb.actions.test_imports import LIST, received

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
