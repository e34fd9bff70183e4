"""The options of a study: the catalogue, one option, and two or three side by side."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kb.actions.framework.arguments import change_argument
from kb.actions.framework.options import change_option
from kb.actions.versions import version_of
from kb.insight.deliberation.options import portraits
from kb.models import LegalForm, Option, Service, Weighing
from tests.kb.deliberation import AT, answered, argued, asked, open_study, optioned

pytestmark = pytest.mark.django_db
LIST = f"{AT}options/"


@pytest.fixture
def study(demo, cast):
    return open_study(demo, cast)


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


def speak(study, by, option: Option, text: str, polarity: str, basis: str) -> None:
    """An argument whose own sign is a plus, and which has ``polarity`` for this option."""
    argument = argued(study, by, text)
    values, seen = {"basis": basis}, version_of(argument)
    change_argument(argument=argument, values=values, stances={option: polarity}, seen=seen, by=by)


@pytest.fixture
def merger(study, cast) -> Option:
    by = cast["owner"]
    option = optioned(study, by, "Fusie", "merger")
    speak(study, by, option, "Minder nabij", "risk", "theory")
    speak(study, by, option, "Eén organisatie", "pro", "theory")
    speak(study, by, option, "Geen draagvlak", "risk", "practice")
    speak(study, by, option, "Zal blijken", "ambiguous", "")
    return option


def words(page) -> str:
    return " ".join(page.text.split())


class TestReading:
    def test_the_sign_is_that_for_the_option_and_theory_stands_beside_practice(self, study, merger):
        (portrait,) = portraits(study, study.options.all())
        assert [(each.sign, each.argument.text) for each in portrait.theory] == [
            ("+", "Eén organisatie"),
            ("−", "Minder nabij"),
        ]
        assert [each.argument.text for each in portrait.practice] == ["Geen draagvlak"]
        assert [each.sign for each in portrait.unplaced] == ["±"]
        (touched,) = portrait.touched
        assert (touched.capacity.code, touched.signed) == (
            "ambtelijk",
            [("pro", "+", 1), ("ambiguous", "±", 1), ("risk", "−", 2)],
        )

    def test_the_finding_counts_what_speaks_for_and_against(self, editor, merger):
        assert "1 for it, 2 against it, 1 not unambiguous." in words(editor.get(merger.get_absolute_url()))

    def test_of_a_legal_form_what_is_not_recorded_is_said(self, editor, study, cast, merger):
        form = LegalForm.objects.create(code="los", name="Losse vorm", max_years=6, legal_person=False)
        values = {"forms": [form]}
        change_option(option=merger, values=values, seen=version_of(merger), by=cast["owner"])
        page = words(editor.get(merger.get_absolute_url()))
        assert "6 years at a time" in page
        assert page.count("Not recorded: see the statutes.") == 3

    def test_services_of_its_approach_or_form_would_use_it(self, study, cast):
        form = LegalForm.objects.create(code="los", name="Losse vorm")
        option = optioned(study, cast["owner"], "Optimaliseren", "optimise")
        option.forms.add(form)
        for code, values in {
            "a": {"approach": "optimise"},
            "b": {"form": form},
            "c": {"approach": "extend"},
        }.items():
            Service.objects.create(study=study, code=code, name=code, group="land", **values)
        (portrait,) = portraits(study, study.options.all())
        assert [service.code for service in portrait.services] == ["a", "b"]

    def test_two_options_stand_side_by_side(self, editor, study, cast, merger):
        alone, question = optioned(study, cast["owner"], "Alleen"), asked(study, cast["owner"], "Wat nu?")
        asked(study, cast["owner"], "Zonder antwoord?")
        answered(merger, question, cast["owner"])
        page = editor.get(f"{LIST}compare/", {"option": [merger.code, alone.code]})
        assert [portrait.option for portrait in page.context["portraits"]] == [merger, alone]
        ((about, given),) = page.context["questions"]
        assert (about, [bool(each.verdict) for each in given]) == (question, [True, False])

    @pytest.mark.parametrize("n", [0, 1, 4])
    def test_fewer_than_two_or_more_than_three_are_not_compared(self, editor, study, cast, n):
        codes = [optioned(study, cast["owner"], f"Weg {number}").code for number in range(4)]
        page = editor.get(f"{LIST}compare/", {"option": codes[:n]})
        assert (page.status_code, page.context["portraits"]) == (200, [])

    def test_the_file_has_a_row_an_argument(self, editor, study, cast, merger):
        optioned(study, cast["owner"], "Leeg")
        body = editor.get(f"{LIST}export.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(body), delimiter=";"))
        assert [row[0] for row in rows[1:]] == ["Fusie"] * 4 + ["Leeg"]
        assert rows[1][2:5] == ["in theory", "pro", "Eén organisatie"]


class TestWriting:
    def test_the_team_adds_its_own_option(self, editor, study, cast):
        question = asked(study, cast["owner"], "Wat nu?")
        sent = {"name": "Een eigen weg", "kind": "other", "questions": [question.pk]}
        assert editor.post(f"{LIST}new/", sent).url == f"{LIST}een-eigen-weg/"
        assert list(study.options.get().questions.all()) == [question]
        assert editor.post(f"{LIST}new/", sent).status_code == 422

    def test_questions_of_another_study_are_no_choice(self, editor, demo, study, cast):
        foreign = asked(demo, cast["owner"], "Elders?")
        refused = editor.post(f"{LIST}new/", {"name": "Weg", "kind": "other", "questions": [foreign.pk]})
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"questions"})

    def test_two_writers_of_one_option(self, editor, study, merger):
        form = LegalForm.objects.create(code="los", name="Losse vorm")
        address, seen = f"{merger.get_absolute_url()}edit/", {"version": version_of(merger), "kind": "merger"}
        assert editor.post(address, seen | {"name": "Fusie", "forms": [form.pk]}).status_code == 302
        late = editor.post(address, seen | {"name": "Samengaan"})
        assert late.status_code == 422
        assert late.context["form"]["forms"].value() == [str(form.pk)]

    def test_options_change_places(self, editor, study, cast, merger):
        second = optioned(study, cast["owner"], "Alleen")
        editor.post(f"{second.get_absolute_url()}move/", {"places": "-1"})
        assert list(study.options.all()) == [second, merger]

    def test_deleting_says_what_goes_and_keeps_the_arguments(self, editor, study, cast, merger):
        answered(merger, asked(study, cast["owner"], "Wat nu?"), cast["owner"])
        page = editor.get(f"{merger.get_absolute_url()}delete/")
        assert "1 answer of an option" in words(page)
        assert "4 ties with arguments" in words(page)
        assert len(page.context["consequences"]) == 2
        editor.post(f"{merger.get_absolute_url()}delete/", {"version": version_of(merger)})
        assert (study.options.count(), study.arguments.count()) == (0, 4)

    def test_deleting_names_the_weighings_that_lose_it(self, editor, study, cast, merger):
        for title in ("Eerste", "Tweede"):
            Weighing.objects.create(study=study, slug=title.lower(), title=title).options.add(merger)
        page = words(editor.get(f"{merger.get_absolute_url()}delete/"))
        assert "It leaves these weighings: “Eerste” and “Tweede”." in page

    def test_what_somebody_changed_meanwhile_is_not_deleted(self, editor, study, cast, merger):
        seen = version_of(merger)
        change_option(option=merger, values={"name": "Samengaan"}, seen=seen, by=cast["owner"])
        assert editor.post(f"{merger.get_absolute_url()}delete/", {"version": seen}).status_code == 422
        assert study.options.count() == 1


@pytest.mark.parametrize(("name", "said"), [("MERGER", ""), ("Samengaan", "merger")])
def test_a_kind_that_says_the_name_again_is_left_out(study, cast, name, said):
    with override("en"):
        assert optioned(study, cast["owner"], name, "merger").kind_apart == said


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("part", ["", "fusie/", "compare/?option=fusie&option=alleen", "export.csv"])
def test_queries_do_not_grow_with_rows(editor, study, cast, merger, part):
    by = cast["owner"]
    alone, question = optioned(study, by, "Alleen"), asked(study, by, "Wat nu?")
    speak(study, by, alone, "Vertrouwd", "pro", "theory")
    answered(alone, question, by, argued(study, by, "Grond"))
    for option in (merger, alone):
        option.forms.add(LegalForm.objects.first())
    few = queries(editor, LIST + part), queries(editor, LIST + part)
    for number in range(6):
        option = optioned(study, by, f"Weg {number}")
        option.forms.set(LegalForm.objects.all()[:3])
        for each in (option, merger):
            speak(study, by, each, f"Reden {number} {each}", "risk", "practice")
        answered(option, asked(study, by, f"Vraag {number}?"), by, argued(study, by, f"Grond {number}"))
    assert queries(editor, LIST + part) == few[1]
