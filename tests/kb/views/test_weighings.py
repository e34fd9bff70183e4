"""Weighing options: the advice on its page, the weights of each party, scores by hand."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.ballots import cast_ballot, score_by_hand
from kb.actions.parties import seat_municipalities, speak_for
from kb.actions.versions import version_of
from kb.actions.weighings import change_weighing, create_weighing, remove_criterion
from kb.models import (
    Argument,
    Ballot,
    DataVersion,
    Option,
    Party,
    Score,
    Stance,
    Study,
    StudyAccess,
    Weighing,
)

pytestmark = pytest.mark.django_db
LIST = "/studies/halen-herk-lummen/weighings/"
TABLES = {
    "weights": 12,
    "scores": 12,
    "arguments": 1,
    "sums": 3,
    "places": 9,
    "flips": 8,
    "doubts": 1,
    "swings": 8,
}


@pytest.fixture
def owner(client_of) -> Client:
    client = client_of("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def options(demo: Study) -> list[Option]:
    """Three roads of our own, so that the figures below do not move with the fixture."""
    made = [Option(study=demo, code=f"weg-{name}", name=f"Weg {name}", order=99) for name in "abc"]
    return Option.objects.bulk_create(made)


@pytest.fixture
def weighing(demo: Study, cast, options) -> Weighing:
    seat_municipalities(demo)
    return create_weighing(study=demo, title="Welke weg", options=options, by=cast["owner"])


@pytest.fixture
def scored(weighing: Weighing, options, cast) -> Weighing:
    """A is strong on the first criterion, B on the second, C on none."""
    first, second, *rest = weighing.criteria.all()
    values = {first: (90, 20, 10), second: (10, 80, 10)} | dict.fromkeys(rest, (50, 50, 10))
    for criterion, row in values.items():
        for option, value in zip(options, row, strict=True):
            score = {"low": Decimal(value), "high": Decimal(value), "note": "Proef"}
            score_by_hand(criterion=criterion, option=option, by=cast["owner"], **score)
    return weighing


def party(name: str) -> Party:
    return Party.objects.get(study__slug="halen-herk-lummen", name=name)


def weigh(weighing: Weighing, name: str, values: tuple[int, ...], by: Any, manner: str = "points") -> Ballot:
    weights = dict(zip(weighing.criteria.values_list("pk", flat=True), values, strict=True))
    return cast_ballot(weighing=weighing, party=party(name), manner=manner, weights=weights, by=by)


def ballot_url(weighing: Weighing, name: str) -> str:
    return f"{weighing.get_absolute_url()}weights/{party(name).pk}/"


def typed(weighing: Weighing, values: tuple[int, ...], manner: str = "points", **more: Any) -> dict[str, Any]:
    numbers = list(weighing.criteria.values_list("pk", flat=True))
    fields = {f"w_{pk}": value for pk, value in zip(numbers, values, strict=True)}
    return {"manner": manner, "shown": ",".join(map(str, numbers)), **fields, **more}


class TestTheAdvice:
    def test_says_what_to_do_where_nothing_was_weighed(self, owner, demo):
        page = owner.get(LIST).content.decode()
        assert "Nothing was weighed yet." in page
        demo.options.all().delete()
        assert "First the options" in owner.get(LIST).content.decode()

    def test_a_weighing_is_started_and_shows_that_nothing_is_known(self, owner, options, cast, demo):
        asked = {"title": "Welke weg", "options": [option.pk for option in options]}
        assert owner.post(LIST, asked).headers["Location"] == f"{LIST}welke-weg/"
        page = owner.get(f"{LIST}welke-weg/")
        assert page.context["finding"].state == "unknown"
        assert "Nothing is known of these options yet" in page.content.decode()
        again = owner.post(LIST, asked)
        assert (again.status_code, again.context["form"]["title"].value()) == (422, "Welke weg")
        one = owner.post(LIST, asked | {"title": "Anders", "options": asked["options"][:1]})
        assert "Choose at least two options" in one.content.decode()

    def test_without_weights_all_criteria_count_alike(self, owner, scored):
        page = owner.get(scored.get_absolute_url())
        assert page.context["finding"].state == "unweighed"
        assert "No party has said yet what the criteria are worth." in page.content.decode()
        assert "If all weigh alike, Weg a and Weg b are equal." in page.content.decode()

    def test_agreed_divided_and_who_has_not_weighed(self, owner, scored, cast):
        weigh(scored, "Halen", (100, 0, 0, 0), cast["owner"])
        found = owner.get(scored.get_absolute_url()).context["finding"]
        assert (found.state, found.first, found.silent) == ("agreed", ("Weg a",), ("Herk-de-Stad", "Lummen"))
        assert found.rivals == ()
        weigh(scored, "Herk-de-Stad", (0, 100, 0, 0), cast["owner"])
        weigh(scored, "Lummen", (2, 1, 3, 4), cast["owner"], "order")
        page = owner.get(scored.get_absolute_url())
        ahead = [(each.options, each.parties) for each in page.context["finding"].ahead]
        assert ahead == [(("Weg b",), ("Herk-de-Stad", "Lummen")), (("Weg a",), ("Halen",))]
        assert page.context["heads"] == ["Halen", "Herk-de-Stad", "Lummen", "Together"]
        assert "Not decided: it depends on whose weights count." in page.content.decode()

    def test_what_flips_it_in_points_and_who_cannot_come_first(self, owner, scored, cast):
        weigh(scored, "Halen", (60, 40, 0, 0), cast["owner"])
        for name in ("Herk-de-Stad", "Lummen"):
            weigh(scored, name, (60, 40, 0, 0), cast["owner"])
        turns = owner.get(scored.get_absolute_url()).context["turns"]
        # 90w + 10(1−w) = 20w + 80(1−w) at w = 1/2: ten of the sixty points move
        assert [(turn.rival, turn.reach) for turn in turns] == [("Weg b", "first"), ("Weg c", "never")]
        assert turns[0].points == pytest.approx(10, abs=0.01)
        assert [(round(move.by), move.size > 0) for move in turns[0].moves] == [(-10, True), (10, True)]

    def test_a_tie_is_said(self, owner, scored, cast):
        weigh(scored, "Halen", (0, 0, 50, 50), cast["owner"])
        page = owner.get(scored.get_absolute_url())
        assert page.context["finding"].first == ("Weg a", "Weg b")
        assert "Weg a and Weg b are equal" in page.content.decode()

    def test_an_option_that_left_the_framework_is_left_out(self, owner, scored, options):
        options[2].delete()
        DataVersion.raise_it()
        assert len(owner.get(scored.get_absolute_url()).context["grid"]) == 2
        options[1].delete()
        DataVersion.raise_it()
        page = owner.get(scored.get_absolute_url())
        assert page.context["finding"].state == "few"
        assert "Choose the options" in page.content.decode()

    def test_a_doubt_that_decides_is_listed_first(self, owner, weighing, options, demo):
        stand(demo, weighing, options)
        page = owner.get(weighing.get_absolute_url())
        (doubt,) = page.context["unsettled"]
        assert (doubt.option, doubt.argument.text) == ("Weg a", "Soms wel")
        assert "Soms wel" in page.content.decode()

    def test_names_with_markup_are_text(self, owner, scored, options):
        Option.objects.filter(pk=options[0].pk).update(name="<script>alert(1)</script>")
        DataVersion.raise_it()
        assert "<script>alert" not in owner.get(scored.get_absolute_url()).content.decode()


def stand(demo: Study, weighing: Weighing, options: list[Option]) -> Argument:
    argument = Argument.objects.create(
        study=demo, code="soms", text="Soms wel", polarity="ambiguous", order=999
    )
    argument.capacities.add(weighing.criteria.first().capacity)
    Stance.objects.create(argument=argument, option=options[0], polarity="ambiguous")
    DataVersion.raise_it()
    return argument


class TestWeights:
    def test_are_saved_in_place_and_tell_the_page(self, owner, scored, cast):
        url = ballot_url(scored, "Halen")
        answer = owner.post(url, typed(scored, (100, 50, 0, 0)), headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "weights-changed")
        assert "67 %" in answer.content.decode()
        version = version_of(Ballot.objects.get())
        assert f'value="{version}"' in answer.content.decode()
        standing = owner.get(f"{scored.get_absolute_url()}weights/standing/", headers={"HX-Request": "true"})
        assert "Under the weights of Halen, Weg a comes first." in standing.content.decode()
        seen = {"version": standing.context["version"]}
        assert owner.get(f"{scored.get_absolute_url()}weights/standing/", seen).status_code == 204

    def test_without_javascript_come_back_to_all_parties(self, owner, scored):
        answer = owner.post(ballot_url(scored, "Lummen"), typed(scored, (4, 3, 2, 1), "order"))
        assert answer.headers["Location"].endswith(f"weights/#party-{party('Lummen').pk}")
        page = owner.get(f"{scored.get_absolute_url()}weights/")
        form = {form.party.name: form for form, _may in page.context["forms"]}["Lummen"]
        assert [field.value() for field in form.rows] == [1, 2, 3, 4]
        assert (form.ordered, form.missing) == (True, [])

    @pytest.mark.parametrize("values", [(0, 0, 0, 0), (101, 0, 0, 0), (-1, 5, 5, 5), ("", 1, 1, 1)])
    def test_that_say_nothing_are_refused_and_kept(self, owner, scored, values):
        answer = owner.post(ballot_url(scored, "Halen"), typed(scored, values))
        assert (answer.status_code, Ballot.objects.count()) == (422, 0)
        assert [str(field.value()) for field in answer.context["form"].rows] == [str(v) for v in values]

    def test_of_two_at_once_the_second_sees_both(self, owner, scored, cast):
        ballot = weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        seen = version_of(ballot)
        weigh(scored, "Halen", (9, 1, 1, 1), cast["editor"])
        given = typed(scored, (5, 1, 1, 1), version=seen)
        answer = owner.post(ballot_url(scored, "Halen"), given)
        assert answer.status_code == 422
        (difference,) = answer.context["form"].differences
        assert (difference.yours, difference.theirs) == ("5 points", "9 points")
        latest = answer.context["form"]["version"].value()
        assert owner.post(ballot_url(scored, "Halen"), given | {"version": latest}).status_code == 302
        assert ballot.weights.first().value == 5

    def test_of_criteria_that_changed_meanwhile_are_kept_and_asked_again(self, owner, scored, cast):
        given = typed(scored, (7, 5, 3, 1))
        remove_criterion(criterion=scored.criteria.first(), by=cast["editor"])
        answer = owner.post(ballot_url(scored, "Halen"), given)
        assert (answer.status_code, Ballot.objects.count()) == (422, 0)
        form = answer.context["form"]
        assert [field.value() for field in form.rows] == ["5", "3", "1"]
        again = {name: given[name] for name in given if name in form.fields}
        again |= {"shown": form["shown"].value()}
        assert owner.post(ballot_url(scored, "Halen"), again).status_code == 302

    def test_another_manner_starts_from_what_was_saved(self, owner, scored, cast):
        weigh(scored, "Halen", (10, 90, 10, 50), cast["owner"])
        page = owner.get(f"{ballot_url(scored, 'Halen')}?manner=order")
        assert [field.value() for field in page.context["form"].rows] == [1, 2, 3, 3]
        assert Ballot.objects.get().manner == "points"

    def test_a_reader_fills_in_those_of_the_own_party_alone(self, client_of, demo, scored, cast):
        reader = client_of("reader")
        mine, other = ballot_url(scored, "Lummen"), ballot_url(scored, "Halen")
        assert reader.post(mine, typed(scored, (1, 2, 3, 4))).status_code == 403
        access = StudyAccess.objects.get(study=demo, user=cast["reader"])
        speak_for(access=access, party=party("Lummen"), by=cast["owner"])
        assert reader.post(mine, typed(scored, (1, 2, 3, 4))).status_code == 302
        assert reader.post(other, typed(scored, (1, 2, 3, 4))).status_code == 403
        weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        assert reader.get(f"{other}withdraw/").status_code == 403
        assert reader.get(f"{mine}withdraw/").status_code == 200
        page = reader.get(f"{scored.get_absolute_url()}weights/")
        assert [may for _form, may in page.context["forms"]] == [False, False, True]

    def test_are_withdrawn_after_a_question(self, owner, scored, cast):
        ballot = weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        url = f"{ballot_url(scored, 'Halen')}withdraw/"
        assert owner.post(url, {"version": version_of(ballot)}).status_code == 302
        assert owner.get(url).status_code == 404


class TestScoresAndCriteria:
    def test_a_score_by_hand_needs_a_reason_and_has_a_way_back(self, owner, weighing, options, demo):
        argument = stand(demo, weighing, options)
        url = f"{weighing.get_absolute_url()}scores/{options[0].code}/{weighing.criteria.first().pk}/"
        page = owner.get(url)
        assert [stance.argument for stance in page.context["stances"]] == [argument]
        assert (page.context["cell"].low, page.context["cell"].high) == (0, 100)
        assert owner.post(url, {"low": "30", "high": "20", "note": "Om"}).status_code == 422
        assert owner.post(url, {"low": "30", "note": ""}).status_code == 422
        assert owner.post(url, {"low": "30", "note": "Zo denken wij"}).status_code == 302
        score = Score.objects.get()
        assert (score.low, score.high) == (30, 30)
        assert owner.post(url, {"low": "9", "note": "Oud", "version": "0"}).status_code == 422
        told = owner.post(f"{url}arguments/", {"version": version_of(score)}, follow=True)
        assert "note=Zo+denken+wij" in told.content.decode()
        assert not Score.objects.exists()
        offered = owner.get(f"{url}?low=30&high=30&note=Zo+denken+wij").context["form"]
        assert offered["note"].value() == "Zo denken wij"

    def test_a_cell_belongs_to_its_weighing(self, owner, weighing, demo, options):
        stray = Option.objects.create(study=demo, code="weg-elders", name="Elders")
        criterion = weighing.criteria.first().pk
        assert owner.get(f"{weighing.get_absolute_url()}scores/{stray.code}/{criterion}/").status_code == 404
        assert owner.get(f"{weighing.get_absolute_url()}scores/{options[0].code}/0/").status_code == 404

    def test_an_own_criterion_is_added_moved_and_removed(self, owner, weighing, cast):
        url = f"{weighing.get_absolute_url()}criteria/"
        assert owner.post(url, {"name": "Nabijheid", "meaning": "", "capacity": ""}).status_code == 302
        again = owner.post(url, {"name": "Nabijheid"})
        assert "A criterion of this name exists." in again.content.decode()
        own = weighing.criteria.get(name="Nabijheid")
        owner.post(f"{url}{own.pk}/move/", {"places": "-1"})
        assert [row.name for row in weighing.criteria.all()].index("Nabijheid") == 3
        weigh(weighing, "Halen", (1, 2, 3, 4, 5), cast["owner"])
        asked = owner.get(f"{url}{own.pk}/remove/")
        assert asked.context["consequences"] == ["1 party loses its weight for it."]
        version = asked.context["form"]["version"].value()
        assert owner.post(f"{url}{own.pk}/remove/", {"version": version}).status_code == 302
        assert weighing.criteria.count() == 4

    def test_two_who_choose_options_at_once_lose_nothing(self, owner, weighing, options, demo, cast):
        extra = Option.objects.create(study=demo, code="weg-d", name="Weg d")
        url = f"{weighing.get_absolute_url()}edit/"
        form = owner.get(url).context["form"]
        start = {"title": "Welke weg", "version": form["version"].value()}
        mine = {**start, "note": "Van mij", "options": [options[0].pk, options[1].pk]}
        values = {"options": [*options, extra], "title": "Welke weg?"}
        change_weighing(weighing=weighing, values=values, seen=form["version"].value(), by=cast["editor"])
        answer = owner.post(url, mine)
        assert answer.status_code == 422
        left = {int(pk) for pk in answer.context["form"]["options"].value()}
        assert left == {options[0].pk, options[1].pk, extra.pk}
        assert answer.context["form"]["title"].value() == "Welke weg?"


class TestFiles:
    @pytest.mark.parametrize(("table", "n"), TABLES.items())
    def test_every_table_leaves_as_a_file(self, owner, scored, options, demo, table, n):
        stand(demo, scored, options)
        Score.objects.filter(option=options[0], criterion=scored.criteria.first()).delete()
        DataVersion.raise_it()
        body = owner.get(f"{scored.get_absolute_url()}{table}.csv").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(body), delimiter=";"))) == n + 1
        assert owner.get(f"{scored.get_absolute_url()}{table}.xlsx").status_code == 200

    def test_all_in_one_workbook_and_nothing_else(self, owner, scored):
        whole = owner.get(f"{scored.get_absolute_url()}whole.xlsx")
        assert "welke-weg.xlsx" in whole.headers["Content-Disposition"]
        assert owner.get(f"{scored.get_absolute_url()}nothing.csv").status_code == 404
        assert owner.get(f"{scored.get_absolute_url()}scores.pdf").status_code == 404


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address)
    return len(found)


@pytest.mark.parametrize("page", ["", "weights/", "criteria/"])
def test_more_options_arguments_and_weights_ask_no_more_questions(owner, scored, demo, options, cast, page):
    address = f"{scored.get_absolute_url()}{page}"
    stand(demo, scored, options)
    weigh(scored, "Halen", (1, 2, 3, 4), cast["owner"])
    owner.get(address)
    DataVersion.raise_it()
    few = queries(owner, address)
    made = [
        Argument(study=demo, code=f"m{n}", text=f"M {n}", polarity="ambiguous", order=n) for n in range(30)
    ]
    capacity = scored.criteria.first().capacity
    for argument in Argument.objects.bulk_create(made):
        argument.capacities.add(capacity)
        Stance.objects.create(argument=argument, option=options[0], polarity="ambiguous")
    more = Option.objects.create(study=demo, code="weg-e", name="Weg e")
    scored.options.add(more)
    for name in ("Herk-de-Stad", "Lummen"):
        weigh(scored, name, (4, 3, 2, 1), cast["owner"])
    assert queries(owner, address) == few
    assert few <= 20
