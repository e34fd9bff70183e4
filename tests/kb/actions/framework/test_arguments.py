from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.actions.framework.arguments import (
    add_argument,
    change_argument,
    cite,
    delete_argument,
    move_argument,
    uncite,
)
from kb.actions.versions import OutdatedError, revert, version_of
from kb.actions.vision.parties import seat_municipalities
from kb.models import (
    Argument,
    ArgumentLink,
    Assessment,
    Capacity,
    Comment,
    Municipality,
    Option,
    Party,
    Source,
    Study,
    Support,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(demo: Study) -> Study:
    """The study with an empty board."""
    demo.assessments.all().delete()
    demo.arguments.all().delete()
    seat_municipalities(demo)
    return demo


@pytest.fixture
def capacity() -> Capacity:
    found, _made = Capacity.objects.get_or_create(code="probe", defaults={"name": "Proefcapaciteit"})
    return found


@pytest.fixture
def add(study, people, capacity):
    def added(text: str, polarity: str = "pro", **more) -> Argument:
        values = {"text": text, "polarity": polarity, "capacities": [capacity]}
        stances = more.pop("stances", None)
        return add_argument(study=study, values=values | more, stances=stances, by=people["editor"])

    return added


@pytest.fixture
def option(study) -> Option:
    return Option.objects.create(study=study, code="probe-road", name="Samen verder")


def order(study: Study) -> list[str]:
    return list(study.arguments.values_list("text", flat=True))


def links(argument: Argument) -> dict[str, set[int]]:
    names = ("capacities", "municipalities", "questions", "services", "agreements")
    return {name: set(getattr(argument, name).values_list("pk", flat=True)) for name in names}


def test_a_new_argument_comes_last_with_its_links_in_one_version(add, study, people, capacity):
    first, second = add("Meer kennis"), add("Meer afstand", "risk")
    assert (first.code, second.code, second.order) == ("meer-kennis", "meer-afstand", first.order + 1)
    assert (first.made_by, first.sign, second.sign) == (people["editor"], "+", "−")
    (version,) = first.history.all()
    assert version.history_type == "+"
    assert [row.capacity_id for row in version.capacities.all()] == [capacity.pk]


@pytest.mark.parametrize(
    ("text", "code"),
    [("New", "new-2"), ("計画", "argument"), ("woord " * 30, "-".join(["woord"] * 10))],
)
def test_codes_are_free_short_and_fit_any_script(add, text, code):
    assert add(text).code == code


@pytest.mark.parametrize("text", ["", "   ", "\u00a0\n"])
def test_an_argument_says_something(add, text):
    with pytest.raises(ValidationError):
        add(text)


def test_links_are_changed_in_the_same_version_as_words(add, people):
    argument = add("Meer kennis")
    halen = Municipality.objects.get(nis="71020")
    values = {"text": "Meer kennis samen", "municipalities": [halen]}
    change_argument(argument=argument, values=values, seen=version_of(argument), by=people["owner"])
    assert argument.history.count() == 2
    assert links(argument)["municipalities"] == {halen.pk}
    change_argument(argument=argument, values=values, seen=version_of(argument), by=people["owner"])
    assert argument.history.count() == 2  # nothing new, no version


def test_a_change_of_stances_alone_is_a_version_too(add, people, option):
    argument = add("Meer kennis", stances={option: "pro"})
    seen = version_of(argument)
    change_argument(argument=argument, values={}, stances={option: "risk"}, seen=seen, by=people["owner"])
    assert argument.stances.get().polarity == "risk"
    with pytest.raises(OutdatedError):
        change_argument(argument=argument, values={}, stances={option: ""}, seen=seen, by=people["editor"])
    change_argument(
        argument=argument, values={}, stances={option: ""}, seen=version_of(argument), by=people["owner"]
    )
    assert not argument.stances.exists()


def test_an_option_of_another_study_is_no_stance(add, option):
    option.study = None
    option.save()
    with pytest.raises(ValidationError):
        add("Meer kennis", stances={option: "pro"})


def test_moving_makes_no_version(add, study, people):
    one, two, three = add("een"), add("twee"), add("drie")
    move_argument(argument=three, beside=one, by=people["owner"])
    assert order(study) == ["drie", "een", "twee"]
    move_argument(argument=three, beside=two, after=True, by=people["owner"])
    assert order(study) == ["een", "twee", "drie"]
    assert [row.history.count() for row in (one, two, three)] == [1, 1, 1]


def test_a_place_in_a_source_is_named_once(add, people):
    argument, source = add("Meer kennis"), Source.objects.first()
    for _again in range(2):
        cite(argument=argument, source=source, place="p. 3 ", by=people["owner"])
    assert str(argument.citations.get()) == f"{source}, p. 3"
    uncite(citation=argument.citations.get(), by=people["owner"])
    assert list(Argument.objects.without_source()) == [argument]


def test_a_deleted_argument_comes_back_with_all_that_hung_on_it(add, study, people, option, capacity):
    argument, other = add("Meer kennis", stances={option: "pro"}), add("Meer afstand", "risk")
    by, party = people["owner"], Party.objects.filter(study=study).first()
    cite(argument=argument, source=Source.objects.first(), place="p. 3", by=by)
    ArgumentLink.objects.create(source=argument, kind="weakens", target=other)
    ArgumentLink.objects.create(source=other, kind="depends", target=argument)
    Support.objects.create(argument=argument, party=party, user=by, shares=True)
    Comment.objects.create(argument=argument, text="Ja", author=by, written_at=timezone.now())
    assessment = Assessment.objects.create(study=study)
    assessment.arguments.set([argument, other])
    before, pk = links(argument), argument.pk
    delete_argument(argument=argument, seen=version_of(argument), by=by)
    assert list(assessment.arguments.all()) == [other]
    assert not ArgumentLink.objects.filter(source__study=study).exists()
    revert(kind="argument", version=Argument.history.filter(id=pk).latest().history_id, by=by)
    back = Argument.objects.get(pk=pk)
    assert links(back) == before
    names = ("stances", "citations", "links", "linked_by", "comments", "supports")
    assert [getattr(back, name).count() for name in names] == [1] * 6
    assert set(assessment.arguments.all()) == {back, other}


def test_a_link_to_what_is_gone_stays_away(add, people):
    argument, other = add("Meer kennis"), add("Meer afstand", "risk")
    ArgumentLink.objects.create(source=argument, kind="weakens", target=other)
    pk = argument.pk
    for row in (argument, other):
        delete_argument(argument=row, by=people["owner"])
    version = Argument.history.filter(id=pk).latest().history_id
    assert revert(kind="argument", version=version, by=people["owner"]).links.count() == 0


def test_an_older_version_brings_its_links_back(add, people, capacity):
    argument = add("Meer kennis")
    change_argument(
        argument=argument,
        values={"text": "X", "capacities": []},
        seen=version_of(argument),
        by=people["owner"],
    )
    revert(kind="argument", version=argument.history.earliest().history_id, by=people["owner"])
    argument.refresh_from_db()
    assert (argument.text, links(argument)["capacities"]) == ("Meer kennis", {capacity.pk})
