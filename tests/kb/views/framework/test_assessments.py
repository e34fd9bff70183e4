"""What the study concludes about each municipality, on each capacity, and on what that rests."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kb.actions.framework.assessments import assess
from kb.actions.versions import version_of
from kb.insight.deliberation.resting import resting_on
from kb.models import Assessment, Capacity, Municipality, Study
from tests.kb.deliberation import AT, answered, argued, asked, open_study, optioned

pytestmark = pytest.mark.django_db
MATRIX = f"{AT}assessments/"
HALEN = f"{MATRIX}71020/ambtelijk/"


@pytest.fixture
def study(demo, cast) -> Study:
    return open_study(demo, cast)


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


def judged(study: Study, by: Any, who: str, what: str, verdict: str, *arguments: Any) -> Assessment:
    """``who`` and ``what``: a NIS code and the code of a capacity, or ''."""
    place = {
        "municipality": Municipality.objects.filter(nis=who).first(),
        "capacity": Capacity.objects.filter(code=what).first(),
    }
    values = {"verdict": verdict, "reason": f"Daarom {verdict}.", "arguments": arguments}
    return assess(study=study, **place, values=values, seen=None, by=by)  # type: ignore[arg-type]


def words(page) -> str:
    return " ".join(page.text.split())


class TestReading:
    def test_every_municipality_has_every_capacity_the_whole_and_all_together(self, editor, study):
        whole = editor.get(MATRIX).context["whole"]
        capacities = [*Capacity.objects.values_list("code", flat=True), "all"]
        assert [place.what for place in whole.rows[0].places] == capacities
        assert [row.name for row in whole.rows] == ["Halen", "Herk-de-Stad", "Lummen", "All together"]

    def test_nothing_judged_says_so(self, editor, study):
        assert "Nothing is judged yet." in words(editor.get(MATRIX))

    def test_the_finding_counts_verdicts_and_their_grounds(self, editor, study, cast):
        by = cast["owner"]
        loose, firm = argued(study, by, "Men zegt", sourced=False), argued(study, by, "Het staat er")
        judged(study, by, "71020", "ambtelijk", "just", loose, firm)
        judged(study, by, "71024", "ambtelijk", "just", firm)
        judged(study, by, "", "", "limits")
        page = words(editor.get(MATRIX))
        n = 4 * (Capacity.objects.count() + 1)
        assert (
            f"3 of {n} verdicts are given: 2 only just sufficient; 1 sufficient, but near its limits." in page
        )
        assert "1 rests on no argument yet. 1 rests on an argument without a source." in page

    def test_a_verdict_is_a_word_and_a_sign_and_one_click_from_its_arguments(self, editor, study, cast):
        argument = argued(study, cast["owner"], "Men zegt", sourced=False)
        judged(study, cast["owner"], "71020", "ambtelijk", "insufficient", argument)
        page = editor.get(MATRIX)
        assert '<span class="badge-sign" aria-hidden="true">×</span> insufficient' in page.text
        assert argument.get_absolute_url() in page.text
        assert "Rests on 1 argument. 1 of them rests on no source." in words(page)

    def test_from_an_argument_back_to_what_rests_on_it(self, editor, study, cast):
        by = cast["owner"]
        argument = argued(study, by, "Het staat er")
        judged(study, by, "71020", "", "just", argument)
        question = asked(study, by, "Samen?")
        answered(optioned(study, by, "Fusie"), question, by, argument)
        with override("en"):
            found = [(each.about, each.verdict, each.url) for each in resting_on(argument)]
        assert found[0] == ("Fusie – Samen?", "yes", f"{question.get_absolute_url()}#answer-samen-fusie")
        assert found[1] == ("Halen, As a whole", "only just sufficient", f"{MATRIX}#of-71020-all")
        assert f"{MATRIX}#of-71020-all" in editor.get(argument.get_absolute_url()).text

    def test_what_rests_on_an_argument_may_have_no_verdict_yet(self, study, cast):
        argument = argued(study, cast["owner"], "Het staat er")
        judged(study, cast["owner"], "71020", "", "", argument)
        with override("en"):
            assert [each.verdict for each in resting_on(argument)] == ["reason without a verdict yet"]

    @pytest.mark.parametrize(
        ("wanted", "places"),
        [
            ({"who": "71020"}, ["71020"] * 3),
            ({"verdict": "just"}, ["71020"]),
            ({"ground": "none"}, ["71024"]),
            ({"ground": "loose"}, ["71020"]),
            ({"verdict": "sufficient"}, []),
            ({"who": "nergens", "verdict": "just"}, ["71020"]),
        ],
    )
    def test_a_filter_leaves_what_was_asked_for(self, editor, study, cast, wanted, places):
        Capacity.objects.exclude(code__in=["ambtelijk", "financieel"]).delete()
        by = cast["owner"]
        judged(study, by, "71020", "ambtelijk", "just", argued(study, by, "Men zegt", sourced=False))
        judged(study, by, "71024", "ambtelijk", "limits")
        rows = editor.get(MATRIX, wanted).context["rows"]
        assert [place.who for row in rows for place in row.places] == places

    def test_the_file_is_what_the_page_shows(self, editor, study, cast):
        by = cast["owner"]
        judged(study, by, "71020", "ambtelijk", "just", argued(study, by, "Men zegt", sourced=False))
        body = editor.get(f"{MATRIX}export.csv", {"verdict": "just"}).content.decode("utf-8-sig")
        _heads, row = csv.reader(io.StringIO(body), delimiter=";")
        assert row[0] == "Halen"
        assert row[2:7] == ["only just sufficient", "Daarom just.", "'+ Men zegt", "1", "1"]
        assert editor.get(f"{MATRIX}export.xlsx").status_code == 200


class TestWriting:
    def test_judging_in_place(self, editor, study, cast):
        argument, htmx = argued(study, cast["owner"], "Het staat er"), {"HX-Request": "true"}
        assert 'name="verdict"' in editor.get(HALEN, headers=htmx).text
        sent = {"verdict": "just", "reason": "Net genoeg volk.", "arguments": [argument.pk]}
        card = editor.post(HALEN, sent, headers=htmx)
        assert (card.status_code, card.headers["HX-Trigger"]) == (200, "verdicts-changed")
        assert "only just sufficient" in card.text
        made = study.assessments.get()
        assert (made.municipality.nis, made.reason, list(made.arguments.all())) == (
            "71020",
            "Net genoeg volk.",
            [argument],
        )
        assert made.history.count() == 1

    def test_without_javascript_the_form_is_a_page(self, editor, study):
        answer = editor.post(f"{MATRIX}all/all/", {"verdict": "limits"})
        assert answer.url == f"{MATRIX}#of-all-all"
        made = study.assessments.get()
        assert (made.municipality, made.capacity, made.verdict) == (None, None, "limits")

    def test_nothing_filled_in_is_no_assessment(self, editor, study):
        refused = editor.post(HALEN, {"verdict": "", "reason": " "})
        assert (refused.status_code, study.assessments.count()) == (422, 0)
        assert "Give a verdict, or at least a reason." in words(refused)

    def test_a_reason_may_come_before_the_verdict(self, editor, study):
        editor.post(HALEN, {"verdict": "", "reason": "Te weinig volk."})
        assert "reason without a verdict yet" in words(editor.get(MATRIX))

    def test_deleting_leads_back_to_not_judged_yet(self, editor, study, cast):
        row = judged(study, cast["owner"], "71020", "ambtelijk", "just")
        page = editor.get(f"{HALEN}delete/")
        assert (page.context["title"], study.assessments.count()) == ("Delete this assessment?", 1)
        answer = editor.post(f"{HALEN}delete/", {"version": version_of(row)})
        assert (answer.url, study.assessments.count()) == (f"{MATRIX}#of-71020-ambtelijk", 0)
        assert f'<a href="{MATRIX}#of-71020-ambtelijk">' in editor.get(MATRIX).text
        assert editor.get(f"{HALEN}delete/").status_code == 404

    @pytest.mark.parametrize("place", ["13011/ambtelijk", "71020/niets", "niemand/all"])
    def test_who_takes_no_part_is_not_judged(self, editor, study, place):
        assert editor.post(f"{MATRIX}{place}/", {"verdict": "just"}).status_code == 404

    def test_the_second_of_two_judges_sees_both_and_loses_nothing(self, editor, study, cast):
        by = cast["owner"]
        mine, theirs, base = (argued(study, by, text) for text in ("Van mij", "Van hen", "Van ons"))
        row = judged(study, by, "71020", "ambtelijk", "just", base)
        seen = version_of(row)
        judged(study, by, "71020", "ambtelijk", "limits", base, theirs)
        sent = {"verdict": "sufficient", "reason": "Daarom just.", "version": seen}
        late = editor.post(HALEN, sent | {"arguments": [base.pk, mine.pk]})
        form = late.context["form"]
        assert (late.status_code, [each.label for each in form.differences]) == (422, ["Verdict"])
        assert set(form["arguments"].value()) == {str(one.pk) for one in (mine, theirs, base)}
        assert form["reason"].value() == "Daarom limits."

    def test_the_reason_of_a_verdict_may_be_long(self, editor, study):
        long = {"verdict": "just", "reason": "a" * 10_000}
        assert editor.post(HALEN, long).status_code == 302
        longer = {"verdict": "just", "reason": "a" * 10_001, "version": version_of(study.assessments.get())}
        assert editor.post(HALEN, longer).status_code == 422

    def test_the_history_of_a_verdict(self, editor, study, cast):
        row = judged(study, cast["owner"], "71020", "ambtelijk", "just")
        editor.post(HALEN, {"verdict": "limits", "reason": row.reason, "version": version_of(row)})
        changed, made = editor.get(f"{HALEN}history/").context["changes"]
        assert [(one.old, one.new) for one in changed.differences] == [
            ("only just sufficient", "sufficient, but near its limits")
        ]
        assert (made.act, changed.who) == ("+", cast["editor"])
        assert editor.get(f"{MATRIX}all/all/history/").status_code == 404


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("part", ["", "export.csv", "71020/ambtelijk/"])
def test_queries_do_not_grow_with_rows(editor, study, cast, part):
    by = cast["owner"]
    judged(study, by, "71020", "ambtelijk", "just", argued(study, by, "Reden"))
    few = queries(editor, MATRIX + part), queries(editor, MATRIX + part)
    for number, who in enumerate(("71020", "71024", "71037", "")):
        for what in ("ambtelijk", "financieel", ""):
            judged(study, by, who, what, "limits", argued(study, by, f"Reden {number} {what}"))
    assert queries(editor, MATRIX + part) == few[1]
