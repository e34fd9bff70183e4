"""The advice of a weighing: who comes first under whose weights, and what flips it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from kb.models import Argument, DataVersion, Option, Stance
from tests.kb.views.weighing.acting import stand, weigh

pytestmark = pytest.mark.django_db
LIST = "/studies/halen-herk-lummen/weighings/"


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

    def test_what_was_done_with_weights_is_said(self, owner, scored, cast):
        address = scored.get_absolute_url()
        assert "so a weight runs from 0 to twice what it is" in owner.get(address).content.decode()
        weigh(scored, "Halen", (100, 0, 0, 0), cast["owner"])
        weigh(scored, "Lummen", (0, 100, 0, 0), cast["owner"])
        page = owner.get(address)
        assert "of those that weighed" in page.content.decode()
        assert page.context["heads"] == ["Halen", "Lummen", "Together"]

    def test_central_weights_and_confidence_stand_beside_the_places(self, owner, scored):
        page = owner.get(scored.get_absolute_url())
        a, b, c = page.context["place_rows"]
        assert (a["space"] + b["space"], c["space"]) == (pytest.approx(1), 0)
        assert (sum(share for _name, share in a["central"]), a["confidence"]) == (pytest.approx(1), 1)
        assert c["central"] == []
        assert "never first" in page.content.decode()

    def test_two_options_have_no_order_of_the_others(self, owner, scored, options):
        assert "the others keep their order" in owner.get(scored.get_absolute_url()).content.decode()
        scored.options.remove(options[2])
        DataVersion.raise_it()
        assert "That takes three options" in owner.get(scored.get_absolute_url()).content.decode()

    def test_the_workbook_speaks_the_language_of_the_reader(self, owner, scored):
        owner.cookies["django_language"] = "nl"
        with translation.override("nl"):
            book = load_workbook(BytesIO(owner.get(f"{scored.get_absolute_url()}whole.xlsx").content))
        assert len(book.sheetnames) == 8
        assert book.sheetnames[2] == "Argumenten"
        for sheet in book:
            heads = [cell.value for cell in sheet[1]]
            assert len(set(heads)) == len(heads)

    def test_names_with_markup_are_text(self, owner, scored, options):
        Option.objects.filter(pk=options[0].pk).update(name="<script>alert(1)</script>")
        DataVersion.raise_it()
        assert "<script>alert" not in owner.get(scored.get_absolute_url()).content.decode()


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
