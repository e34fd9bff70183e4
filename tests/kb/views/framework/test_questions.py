"""The questions of a study, what the options answer, and on what that rests."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.framework.options import answer_question
from kb.models import OptionAnswer, Question
from tests.kb.deliberation import AT, answered, argued, asked, open_study, optioned

pytestmark = pytest.mark.django_db
LIST = f"{AT}questions/"


@pytest.fixture
def study(demo, cast):
    return open_study(demo, cast)


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def question(study, cast) -> Question:
    return asked(study, cast["owner"], "Werken we beter samen?")


def words(page) -> str:
    return " ".join(page.text.split())


class TestReading:
    def test_the_table_counts_arguments_and_those_without_a_source(self, editor, study, cast, question):
        by = cast["owner"]
        merger, alone = optioned(study, by, "Fusie", "merger"), optioned(study, by, "Alleen")
        answered(
            merger,
            question,
            by,
            argued(study, by, "Samen sterk"),
            argued(study, by, "Men zegt", sourced=False),
        )
        page = editor.get(LIST)
        table = page.context["table"]
        cells = [(given.option.name, len(given.arguments), len(given.loose)) for given in table.every]
        assert cells == [("Fusie", 2, 1), ("Alleen", 0, 0)]
        assert "1 of 2 answers is given: 1 yes. 1 of them rests on no argument, or on one" in words(page)
        assert "rests on 2 arguments, 1 without a source" in words(page)
        assert alone.get_absolute_url() in page.text

    def test_a_text_without_a_verdict_counts_apart(self, editor, study, cast, question):
        option = optioned(study, cast["owner"], "Fusie")
        values = {"verdict": "", "text": "Dat hangt ervan af.", "arguments": []}
        answer_question(option=option, question=question, values=values, seen=0, by=cast["owner"])
        page = words(editor.get(LIST))
        assert "0 of 1 answers are given. 1 is a text without a verdict yet." in page

    def test_the_page_of_a_question_shows_the_grounds_of_each_answer(self, editor, study, cast, question):
        by = cast["owner"]
        merger = optioned(study, by, "Fusie")
        loose = argued(study, by, "Men zegt", polarity="risk", sourced=False)
        answered(merger, question, by, loose, argued(study, by, "Samen sterk"))
        page = editor.get(question.get_absolute_url())
        assert "Rests on 2 arguments. 1 of them rests on no source." in words(page)
        assert page.text.count("no source</span>") == 1
        assert f"{AT}arguments/{loose.code}/" in page.text
        assert f"{AT}questions/{question.code}/map/" in page.text

    def test_an_answer_without_arguments_says_so(self, editor, study, cast, question):
        answered(optioned(study, cast["owner"], "Fusie"), question, cast["owner"])
        assert "Rests on no argument yet." in words(editor.get(question.get_absolute_url()))

    def test_questions_that_are_not_core_stand_below(self, editor, study, cast, question):
        other = asked(study, cast["owner"], "En wat met later?", core=False)
        page = editor.get(LIST)
        assert [each.text for each in page.context["core"]] == [question.text]
        assert [each for each, _given in page.context["others"]] == [other]

    def test_nothing_yet_says_what_to_do_next(self, editor, client_of, study):
        assert f"{LIST}new/" in editor.get(LIST).text
        assert f"{LIST}new/" not in client_of("reader").get(LIST).text

    def test_the_file_has_a_row_an_answer_and_no_formula(self, editor, study, cast, question):
        by = cast["owner"]
        answered(optioned(study, by, "=1+1"), question, by, argued(study, by, "Samen sterk"))
        body = editor.get(f"{LIST}export.csv").content.decode("utf-8-sig")
        _heads, row = csv.reader(io.StringIO(body), delimiter=";")
        assert row[:4] == ["Werken we beter samen?", "'=1+1", "yes", "Ja, en dit is waarom."]
        assert row[4:7] == ["'+ Samen sterk", "1", "0"]

    def test_a_question_of_another_study_is_not_found(self, editor, demo, study, cast):
        foreign = asked(demo, cast["owner"], "Elders gevraagd?")
        assert editor.get(f"{LIST}{foreign.code}/").status_code == 404
        assert editor.post(f"{LIST}{foreign.code}/delete/").status_code == 404


class TestWriting:
    def test_a_question_gets_an_address_of_its_words(self, editor, study):
        answer = editor.post(f"{LIST}new/", {"text": "Op welke schaal?", "core": "on"})
        made = study.questions.get()
        assert (made.code, made.core, answer.url) == ("op-welke-schaal", True, made.get_absolute_url())
        assert editor.post(f"{LIST}new/", {"text": "OP WELKE SCHAAL?"}).status_code == 422

    def test_a_question_called_new_does_not_hide_the_form(self, editor, study):
        editor.post(f"{LIST}new/", {"text": "New"})
        assert study.questions.get().code == "new-2"

    def test_markup_is_shown_as_text(self, editor, study):
        editor.post(f"{LIST}new/", {"text": "<script>alert(1)</script>", "note": "<b>vet</b>"})
        body = editor.get(study.questions.get().get_absolute_url()).text
        assert "<script>alert" not in body
        assert "&lt;b&gt;vet&lt;/b&gt;" in body

    def test_ten_thousand_signs_fit_and_one_more_is_kept_in_the_form(self, editor, study, question):
        sent = {"text": question.text, "version": question.history.first().history_id}
        refused = editor.post(f"{question.get_absolute_url()}edit/", sent | {"note": "a" * 10_001})
        assert refused.status_code == 422
        assert refused.context["form"]["note"].value() == "a" * 10_001
        assert (
            editor.post(f"{question.get_absolute_url()}edit/", sent | {"note": "a" * 10_000}).status_code
            == 302
        )

    def test_the_second_of_two_writers_sees_both_versions(self, editor, study, question):
        seen = {"version": question.history.first().history_id}
        address = f"{question.get_absolute_url()}edit/"
        assert editor.post(address, seen | {"text": "Eerste", "core": "on"}).status_code == 302
        late = editor.post(address, seen | {"text": "Tweede", "core": "on"})
        assert late.status_code == 422
        (difference,) = late.context["form"].differences
        assert (difference.yours, difference.theirs) == ("Tweede", "Eerste")

    def test_questions_move_among_their_kind_without_a_new_version(self, editor, study, cast, question):
        second = asked(study, cast["owner"], "Tweede?")
        asked(study, cast["owner"], "Bijkomend?", core=False)
        editor.post(f"{second.get_absolute_url()}move/", {"places": "-1"})
        assert list(study.questions.filter(core=True)) == [second, question]
        assert second.history.count() == 1

    def test_the_first_goes_no_earlier_and_the_last_no_later(self, editor, study, cast, question):
        for text in ("Een?", "Twee?", "Drie?"):
            asked(study, cast["owner"], text, core=False)
        page = editor.get(f"/studies/{study.slug}/questions/").content.decode()
        moves = [form.split("</form>")[0] for form in page.split("/move/")[1:]]
        assert [("-1" in each, 'value="1"' in each) for each in moves] == [
            (False, True),
            (True, True),
            (True, False),
        ]

    def test_deleting_says_what_goes_with_it(self, editor, study, cast, question):
        by = cast["owner"]
        answered(optioned(study, by, "Fusie"), question, by, argued(study, by, "Samen sterk"))
        page = editor.get(f"{question.get_absolute_url()}delete/")
        assert "With it go: 1 answer of an option." in words(page)
        editor.post(
            f"{question.get_absolute_url()}delete/", {"version": page.context["form"]["version"].value()}
        )
        assert (study.questions.count(), OptionAnswer.objects.filter(option__study=study).count()) == (0, 0)
        assert study.arguments.count() == 1


class TestAnswering:
    def test_in_place_the_form_comes_and_the_card_returns(self, editor, study, cast, question):
        option = optioned(study, cast["owner"], "Fusie")
        argument = argued(study, cast["owner"], "Samen sterk")
        address = f"{question.get_absolute_url()}answers/{option.code}/"
        htmx = {"HX-Request": "true"}
        assert 'name="arguments"' in editor.get(address, headers=htmx).text
        sent = {"verdict": "partly", "text": "Deels", "arguments": [argument.pk]}
        card = editor.post(address, sent, headers=htmx)
        assert (card.status_code, card.headers["HX-Trigger"]) == (200, "verdicts-changed")
        assert "Rests on 1 argument, with its source." in words(card)
        assert list(OptionAnswer.objects.get(option=option).arguments.all()) == [argument]

    def test_arguments_of_another_study_are_no_choice(self, editor, demo, study, cast, question):
        option = optioned(study, cast["owner"], "Fusie")
        foreign = argued(demo, cast["owner"], "Van elders")
        address = f"{question.get_absolute_url()}answers/{option.code}/"
        refused = editor.post(address, {"verdict": "yes", "text": "Ja", "arguments": [foreign.pk]})
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"arguments"})

    def test_two_who_answer_first_lose_nothing(self, editor, study, cast, question):
        by = cast["owner"]
        option, mine, theirs = (
            optioned(study, by, "Fusie"),
            argued(study, by, "Van mij"),
            argued(study, by, "Van hen"),
        )
        answered(option, question, by, theirs)
        address = f"{question.get_absolute_url()}answers/{option.code}/"
        late = editor.post(address, {"verdict": "no", "text": "Nee", "arguments": [mine.pk], "version": "0"})
        form = late.context["form"]
        assert late.status_code == 422
        assert {each.label for each in form.differences} == {"Verdict", "Answer"}
        assert set(form["arguments"].value()) == {str(mine.pk), str(theirs.pk)}

    def test_the_history_tells_who_rested_it_on_what(self, editor, study, cast, question):
        by = cast["owner"]
        option, argument = optioned(study, by, "Fusie"), argued(study, by, "Samen sterk")
        answer = answered(option, question, by)
        sent = {
            "verdict": "yes",
            "text": answer.text,
            "arguments": [argument.pk],
            "version": answer.history.first().history_id,
        }
        editor.post(f"{question.get_absolute_url()}answers/{option.code}/", sent)
        changed, *_rest = editor.get(f"{question.get_absolute_url()}history/").context["changes"]
        assert [(each.label, each.old, each.new) for each in changed.differences] == [
            ("Rests on", "–", "Samen sterk")
        ]
        assert changed.who == cast["editor"]

    def test_an_answer_is_deleted_after_asking(self, editor, study, cast, question):
        option = optioned(study, cast["owner"], "Fusie")
        answered(option, question, cast["owner"])
        address = f"{question.get_absolute_url()}answers/{option.code}/delete/"
        seen = editor.get(address).context["form"]["version"].value()
        assert editor.post(address, {"version": seen}).status_code == 302
        assert editor.get(address).status_code == 404


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("part", ["", "{code}/", "{code}/history/", "export.csv"])
def test_queries_do_not_grow_with_rows(editor, study, cast, question, part):
    by = cast["owner"]
    answered(optioned(study, by, "Fusie"), question, by, argued(study, by, "Samen sterk"))
    address = LIST + part.format(code=question.code)
    few = queries(editor, address), queries(editor, address)
    for number in range(8):
        grounds = [argued(study, by, f"Reden {number}.{n}", sourced=bool(n)) for n in range(3)]
        answered(optioned(study, by, f"Weg {number}"), asked(study, by, f"Vraag {number}?"), by, *grounds)
        answered(study.options.last(), question, by, *grounds)
    assert queries(editor, address) == few[1]
