from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from kb.actions.framework.argument_links import link_again, link_arguments, unlink_arguments
from kb.actions.framework.arguments import add_argument, delete_argument
from kb.models import Argument, ArgumentLink, DataVersion, Study

Make = Callable[[str], Argument]


@pytest.fixture
def make(demo: Study, person: User) -> Make:
    return maker(demo, person)


def maker(study: Study, by: User) -> Make:
    return lambda text: add_argument(study=study, values={"text": text, "polarity": "pro"}, by=by)


def depend(one: Argument, other: Argument, by: User) -> ArgumentLink:
    return link_arguments(source=one, kind="depends", target=other, by=by)


@pytest.mark.django_db
class TestLinking:
    def test_a_link_has_its_history_and_raises_the_data_version(self, make, person):
        one, other, before = make("A"), make("B"), DataVersion.current()
        link = link_arguments(source=one, kind="weakens", target=other, by=person)
        assert (link.history.get().history_user, DataVersion.current()) == (person, before + 1)
        with pytest.raises(ValidationError):
            link_arguments(source=one, kind="weakens", target=other, by=person)
        assert link_arguments(source=one, kind="supports", target=other, by=person).pk != link.pk

    def test_a_ring_of_dependence_is_refused_with_its_chain(self, make, person, english):
        a, b, c = make("A"), make("B"), make("C" * 90)
        depend(a, b, person)
        depend(b, c, person)
        said = f"This would make an argument depend on itself: “{'C' * 59}…” → “A” → “B” → “{'C' * 59}…”."
        with pytest.raises(ValidationError) as refused:
            depend(c, a, person)
        assert refused.value.messages == [said]
        with pytest.raises(ValidationError, match="“B” → “A” → “B”"):
            depend(b, a, person)

    def test_other_kinds_may_close_a_ring(self, make, person):
        a, b = make("A"), make("B")
        for one, other in ((a, b), (b, a)):
            link_arguments(source=one, kind="supports", target=other, by=person)
        assert (a.links.get().target, b.links.get().target) == (b, a)

    def test_neither_itself_nor_another_study(self, make, person, demo):
        a = make("A")
        other = Study.objects.exclude(pk=demo.pk).first() or Study.objects.create(slug="x", title="X")
        far = maker(other, person)("Ver")
        for target in (a, far):
            with pytest.raises(ValidationError):
                link_arguments(source=a, kind="supports", target=target, by=person)
        with pytest.raises(ValidationError):
            link_arguments(source=a, kind="adores", target=make("B"), by=person)


@pytest.mark.django_db
class TestUndoing:
    def test_what_was_taken_away_comes_back(self, make, person, demo):
        a, b = make("A"), make("B")
        version = unlink_arguments(link=depend(a, b, person), by=person)
        assert not a.links.exists()
        back = link_again(study=demo, version=version, by=person)
        assert (back.source, back.kind, back.target) == (a, "depends", b)

    def test_not_when_it_would_close_a_ring_by_now(self, make, person, demo):
        a, b = make("A"), make("B")
        version = unlink_arguments(link=depend(a, b, person), by=person)
        depend(b, a, person)
        with pytest.raises(ValidationError, match="“A” → “B” → “A”"):
            link_again(study=demo, version=version, by=person)

    def test_not_without_both_arguments_nor_in_another_study(self, make, person, demo):
        a, b = make("A"), make("B")
        version = unlink_arguments(link=depend(a, b, person), by=person)
        other = Study.objects.exclude(pk=demo.pk).first() or Study.objects.create(slug="x", title="X")
        with pytest.raises(ValidationError):
            link_again(study=other, version=version, by=person)
        delete_argument(argument=b, by=person)
        with pytest.raises(ValidationError):
            link_again(study=demo, version=version, by=person)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_ring_from_both_ends_at_once_do_not_succeed_both():
    study = Study.objects.create(slug="samen", title="Samen")
    person = User.objects.create_user("griet")
    a, b = map(maker(study, person), "AB")
    together, refused = threading.Barrier(2), []

    def try_it(one: Argument, other: Argument) -> None:
        together.wait()
        try:
            depend(one, other, person)
        except ValidationError as refusal:
            refused.extend(refusal.messages)
        finally:
            connection.close()

    writers = [threading.Thread(target=try_it, args=ends) for ends in ((a, b), (b, a))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ArgumentLink.objects.count() == len(refused) == 1
