"""Scores by hand, criteria and options of a weighing, and its files."""

from __future__ import annotations

import csv
import io

import pytest

from kb.actions.versions import version_of
from kb.actions.weighing.weighings import change_weighing
from kb.models import DataVersion, Option, Score
from tests.kb.views.weighing.acting import stand, weigh

pytestmark = pytest.mark.django_db
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
