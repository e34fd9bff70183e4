from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kb.actions.versions import OutdatedError, version_of
from kb.actions.vision.parties import seat_municipalities
from kb.actions.weighing.ballots import cast_ballot, score_by_arguments, score_by_hand, withdraw_ballot
from kb.actions.weighing.weighings import (
    add_criterion,
    change_criterion,
    change_weighing,
    copy_weighing,
    create_weighing,
    delete_weighing,
    move_criterion,
    remove_criterion,
)
from kb.models import Ballot, Capacity, Criterion, Option, Party, Score, Study, Weighing, Weight

pytestmark = pytest.mark.django_db


@pytest.fixture
def options(demo: Study) -> list[Option]:
    names = ("Een", "Twee", "Drie")
    made = [Option(study=demo, code=f"weeg-{name.lower()}", name=name, order=90) for name in names]
    return Option.objects.bulk_create(made)


@pytest.fixture
def weighing(demo: Study, options, person) -> Weighing:
    for code in ("ambtelijk", "financieel"):
        Capacity.objects.get_or_create(code=code, defaults={"name": code})
    return create_weighing(study=demo, title="Samen of apart", options=options, by=person)


def even(weighing: Weighing, value: int = 50) -> dict[int, int]:
    return dict.fromkeys(weighing.criteria.values_list("pk", flat=True), value)


def party(demo: Study) -> Party:
    seat_municipalities(demo)
    return demo.parties.get(name="Lummen")


class TestAWeighing:
    def test_starts_with_the_capacities_as_its_criteria(self, weighing, person):
        capacities = [(row.name, row.pk) for row in Capacity.objects.all()]
        assert [(row.name, row.capacity_id) for row in weighing.criteria.all()] == capacities
        assert (weighing.slug, weighing.made_by, weighing.options.count()) == ("samen-of-apart", person, 3)

    @pytest.mark.parametrize("title", ["SAMEN of apart ", "?!"])
    def test_its_title_is_taken_once_and_says_something(self, demo, weighing, options, person, title):
        with pytest.raises(ValidationError):
            create_weighing(study=demo, title=title, options=options, by=person)
        with pytest.raises(ValidationError):
            create_weighing(study=demo, title="Alleen", options=options[:1] * 2, by=person)

    def test_weighs_options_of_its_own_study_only(self, demo, weighing, options, person):
        stray = Option.objects.create(study=None, code="weeg-elders", name="Elders")
        with pytest.raises(ValidationError):
            create_weighing(study=demo, title="Anders", options=[*options, stray], by=person)
        with pytest.raises(ValidationError):
            change_weighing(weighing=weighing, values={"options": [*options, stray]}, seen=0, by=person)

    def test_is_changed_only_by_who_saw_it_as_it_stands(self, weighing, options, person):
        seen = version_of(weighing)
        change_weighing(weighing=weighing, values={"options": options[:2]}, seen=seen, by=person)
        with pytest.raises(OutdatedError):
            change_weighing(weighing=weighing, values={"title": "Nieuw"}, seen=seen, by=person)
        assert (weighing.options.count(), Weighing.objects.get(pk=weighing.pk).title) == (2, "Samen of apart")
        with pytest.raises(OutdatedError):
            delete_weighing(weighing=weighing, seen=seen, by=person)

    def test_is_copied_whole(self, demo, weighing, options, person):
        first = weighing.criteria.first()
        score = {"low": Decimal(40), "high": Decimal(60), "note": "Gevoel"}
        score_by_hand(criterion=first, option=options[0], by=person, **score)
        cast_ballot(weighing=weighing, party=party(demo), manner="points", weights=even(weighing), by=person)
        copy = copy_weighing(weighing=weighing, by=person)
        assert copy.title.startswith("Samen of apart (")
        assert [row.name for row in copy.criteria.all()] == [row.name for row in weighing.criteria.all()]
        assert set(copy.options.all()) == set(options)
        assert Score.objects.get(criterion__weighing=copy).criterion.name == first.name
        assert Weight.objects.filter(ballot__weighing=copy, criterion__weighing=copy).count() == len(
            even(copy)
        )
        delete_weighing(weighing=weighing, by=person)
        assert Ballot.objects.filter(weighing=copy).count() == 1


class TestCriteria:
    def test_are_added_renamed_and_moved(self, weighing, person):
        values = {"name": "Nabijheid", "meaning": "Dicht bij de inwoner", "capacity": None}
        own = add_criterion(weighing=weighing, values=values, by=person)
        move_criterion(criterion=own, places=-99, by=person)
        assert weighing.criteria.first() == own
        seen = version_of(own)
        change_criterion(criterion=own, values={"name": "Dichtbij"}, seen=seen, by=person)
        with pytest.raises(OutdatedError):
            change_criterion(criterion=own, values={"name": "Nabij"}, seen=seen, by=person)
        assert weighing.criteria.first().name == "Dichtbij"
        with pytest.raises(ValidationError):
            add_criterion(weighing=weighing, values=values | {"name": "Dichtbij"}, by=person)

    def test_go_with_what_was_said_of_them_but_never_all(self, demo, weighing, person):
        cast_ballot(weighing=weighing, party=party(demo), manner="points", weights=even(weighing), by=person)
        first, *others = weighing.criteria.all()
        assert remove_criterion(criterion=first, by=person) == {"weights": 1, "scores": 0}
        for other in others[1:]:
            remove_criterion(criterion=other, by=person)
        with pytest.raises(ValidationError):
            remove_criterion(criterion=others[0], by=person)
        assert Criterion.objects.filter(weighing=weighing).count() == 1


class TestBallots:
    def test_are_saved_changed_and_withdrawn(self, demo, weighing, person):
        given = {"weighing": weighing, "party": party(demo), "by": person}
        ballot = cast_ballot(manner="points", weights=even(weighing), **given)
        seen = version_of(ballot)
        first, *rest = even(weighing)
        order = {first: 1} | dict.fromkeys(rest, 2)
        cast_ballot(manner="order", weights=order, seen=seen, **given)
        assert dict(ballot.weights.values_list("criterion", "value")) == order
        with pytest.raises(OutdatedError):
            cast_ballot(manner="points", weights=even(weighing, 10), seen=seen, **given)
        with pytest.raises(OutdatedError):
            withdraw_ballot(ballot=ballot, seen=seen, by=person)
        withdraw_ballot(ballot=ballot, seen=version_of(ballot), by=person)
        assert weighing.ballots.count() == 0

    def test_weights_alone_make_a_version_and_the_same_weights_none(self, demo, weighing, person):
        given = {"weighing": weighing, "party": party(demo), "manner": "points", "by": person}
        first = version_of(cast_ballot(weights=even(weighing), **given))
        assert version_of(cast_ballot(weights=even(weighing), seen=first, **given)) == first
        assert version_of(cast_ballot(weights=even(weighing, 9), seen=first, **given)) > first

    @pytest.mark.parametrize(
        ("manner", "value"), [("points", 0), ("points", 101), ("order", 0), ("order", 99)]
    )
    def test_that_say_nothing_are_refused(self, demo, weighing, person, manner, value):
        given = {"weighing": weighing, "party": party(demo), "manner": manner, "by": person}
        with pytest.raises(ValidationError):
            cast_ballot(weights=even(weighing, value), **given)
        assert not Ballot.objects.exists()

    def test_of_criteria_that_changed_meanwhile_are_refused(self, demo, weighing, person):
        given = {"weighing": weighing, "party": party(demo), "manner": "points", "by": person}
        before = even(weighing)
        remove_criterion(criterion=weighing.criteria.first(), by=person)
        with pytest.raises(ValidationError):
            cast_ballot(weights=before, **given)
        add_criterion(weighing=weighing, values={"name": "Nabijheid"}, by=person)
        with pytest.raises(ValidationError):
            cast_ballot(weights=dict(list(before.items())[1:]), **given)

    def test_are_of_a_party_at_this_table(self, weighing, person):
        stray = Party.objects.create(study=Study.objects.create(slug="ver", title="Ver"), name="Ver")
        with pytest.raises(ValidationError):
            cast_ballot(weighing=weighing, party=stray, manner="points", weights=even(weighing), by=person)


class TestScores:
    def test_by_hand_have_a_reason_and_go_back_to_the_arguments(self, weighing, options, person):
        given = {"criterion": weighing.criteria.first(), "option": options[0], "by": person}
        score = score_by_hand(low=Decimal(20), high=Decimal(20), note=" Zeker ", **given)
        assert (score.low, score.high, score.note) == (20, 20, "Zeker")
        with pytest.raises(ValidationError):
            score_by_hand(low=Decimal(20), high=Decimal(30), note=" ", seen=version_of(score), **given)
        with pytest.raises(OutdatedError):
            score_by_hand(low=Decimal(0), high=Decimal(5), note="Nu", seen=0, **given)
        with pytest.raises(ValidationError):
            score_by_hand(low=Decimal(9), high=Decimal(5), note="Om", seen=version_of(score), **given)
        score_by_arguments(score=score, seen=version_of(score), by=person)
        assert not Score.objects.exists()

    def test_of_an_option_that_is_not_weighed_are_refused(self, weighing, options, person):
        change_weighing(
            weighing=weighing, values={"options": options[:2]}, seen=version_of(weighing), by=person
        )
        given = {"criterion": weighing.criteria.first(), "option": options[2], "by": person}
        with pytest.raises(ValidationError):
            score_by_hand(low=Decimal(9), high=Decimal(9), note="Te laat", **given)
