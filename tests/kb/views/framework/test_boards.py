"""The board of a capacity: filled line by line, put in order, changed in place, filtered."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kb.actions.framework.arguments import cite
from kb.actions.framework.voices import share
from kb.actions.versions import version_of
from kb.models import Argument, Capacity, Option, Source, Study
from tests.kb.views.framework.boards import BOARD, CODE, empty_board, write

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def study(demo: Study) -> Study:
    empty_board(demo)
    return demo


@pytest.fixture
def editor(study, client_of) -> Client:
    client = client_of("editor")
    client.cookies["django_language"] = "en"
    return client


def texts(page) -> list[list[str]]:
    """The texts of each column: pros, not unambiguous, risks."""
    return [[row.argument.text for row in column.rows] for column in page.context["board"].columns]


def said(page) -> str:
    found = page.content.decode().split('id="board-finding"')[1].split(">", 1)[1].split("</span>")[0]
    return " ".join(found.split())


def _in_dutch(text: str) -> str:
    with translation.override("nl"):
        return translation.gettext(text)


class TestFilling:
    def test_an_empty_board_invites_who_may_write_and_tells_a_reader_who_may(self, editor, client_of):
        assert b'id="quick"' in editor.get(BOARD).content
        assert said(editor.get(BOARD)) == "Nothing is said of this capacity yet."
        assert b'id="quick"' not in client_of("reader").get(BOARD).content

    def test_line_after_line_with_the_sign_kept(self, editor, study):
        page = editor.post(BOARD, {"text": "Eén loket", "polarity": "risk"}, headers=HTMX)
        assert (page.status_code, texts(page)) == (200, [[], [], ["Eén loket"]])
        assert page.content.strip().startswith(b'<span id="board-finding" hx-swap-oob="true">')
        assert b'id="quick-said" role="status" hx-swap-oob="innerHTML"' in page.content
        assert b'id="quick"' not in page.content  # the line itself stays

    def test_without_javascript_the_page_comes_back_at_the_line(self, editor, study):
        page = editor.post(f"{BOARD}?basis=theory", {"text": "Eén loket", "polarity": "pro"})
        assert (page.status_code, page["Location"]) == (302, f"{BOARD}?basis=theory#quick")
        assert study.arguments.get(text="Eén loket").basis == "theory"

    @pytest.mark.parametrize("text", ["", "   ", "x" * 500])
    def test_what_cannot_stand_is_refused_and_kept(self, editor, study, text):
        before = study.arguments.count()
        page = editor.post(BOARD, {"text": text, "polarity": "ambiguous"})
        assert (page.status_code, study.arguments.count()) == (422, before)
        assert page.context["form"].data.dict() == {"text": text, "polarity": "ambiguous"}
        assert list(page.context["form"].errors) == ["text"]

    def test_what_is_refused_beside_the_line_is_only_said(self, editor, study):
        page = editor.post(BOARD, {"text": "x" * 500, "polarity": "pro"}, headers=HTMX)
        assert (page.status_code, page.headers["HX-Retarget"]) == (422, "#quick-said")
        assert page.content.strip().startswith(b'<div id="quick-said"')
        assert b"400" in page.content

    def test_the_signs_are_said_in_the_language_of_the_reader(self, editor):
        assert "+ pro" in editor.get(BOARD).content.decode()
        editor.cookies["django_language"] = "nl"
        assert f"± {_in_dutch('not unambiguous')}" in editor.get(BOARD).content.decode()

    def test_a_script_is_text(self, editor):
        page = editor.post(BOARD, {"text": "<script>alert(1)</script>", "polarity": "pro"}, headers=HTMX)
        assert b"<script>alert" not in page.content
        assert b"&lt;script&gt;alert(1)" in page.content

    def test_what_is_written_under_a_filter_is_about_what_it_shows(self, editor, study):
        option = Option.objects.create(study=study, code="probe-road", name="Samen verder")
        page = editor.post(
            f"{BOARD}?municipality=71020&option={option.code}",
            {"text": "Eén loket", "polarity": "risk"},
            headers=HTMX,
        )
        made = study.arguments.get(text="Eén loket")
        assert (texts(page)[2], page.context["hidden"]) == (["Eén loket"], False)
        assert [row.name for row in made.municipalities.all()] == ["Halen"]
        assert [(row.option, row.polarity) for row in made.stances.all()] == [(option, "risk")]


class TestReading:
    def test_the_finding_counts_signs_sources_and_parties(self, editor, study, cast):
        one = write(study, cast["editor"], "een")
        write(study, cast["editor"], "twee", "ambiguous")
        cite(argument=one, source=Source.objects.all()[0], by=cast["editor"])
        for person, party in zip(("owner", "editor", "reader"), study.parties.all(), strict=True):
            share(argument=one, party=party, shares=True, by=cast[person])
        assert said(editor.get(BOARD)) == (
            "1 pro, 1 not unambiguous, 0 risks. 1 rests on no source. 1 is shared by all 3 parties."
        )

    def test_who_does_not_share_stands_on_the_card(self, editor, study, cast):
        one, party = write(study, cast["editor"], "een"), study.parties.all()[0]
        share(argument=one, party=party, shares=True, by=cast["owner"])
        share(argument=one, party=party, shares=False, by=cast["reader"])
        assert (one.shared_by, one.refused_by) == ([], [party])
        assert f"not shared by {party}" in editor.get(BOARD).content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("municipality=71020", ["een"]),
            ("basis=practice", ["twee"]),
            ("q=TWE", ["twee"]),
            ("q=niets", []),
            ("municipality=00000", ["een", "twee"]),  # what is no choice filters nothing, and is said
        ],
    )
    def test_filters_say_of_how_many(self, editor, study, cast, query, found):
        halen = study.municipalities.filter(nis="71020")
        write(study, cast["editor"], "een", municipalities=halen)
        write(study, cast["editor"], "twee", basis="practice")
        page = editor.get(f"{BOARD}?{query}")
        assert texts(page)[0] == found
        assert page.context["board"].whole == 2

    def test_the_boards_beside_each_other_show_the_first_of_each_sign(self, editor, study, cast):
        for number in range(5):
            write(study, cast["editor"], f"voordeel {number}")
        page = editor.get("/studies/halen-herk-lummen/board/")
        (board,) = [board for board in page.context["boards"] if board.capacity.code == CODE]
        assert (board.pros, board.risks) == (5, 0)
        assert [row.text for row in board.columns[0].top] == ["voordeel 0", "voordeel 1"]

    @pytest.mark.parametrize("n", [3, 500])
    def test_five_hundred_arguments_ask_no_more_than_three(self, editor, study, cast, n):
        halen, capacity = study.municipalities.get(nis="71020"), Capacity.objects.get(code=CODE)
        rows = Argument.objects.bulk_create(
            Argument(study=study, code=f"p-{n}", text=f"Tekst {n}", polarity="pro", order=n) for n in range(n)
        )
        Argument.capacities.through.objects.bulk_create(
            Argument.capacities.through(argument=row, capacity=capacity) for row in rows
        )
        Argument.municipalities.through.objects.bulk_create(
            Argument.municipalities.through(argument=row, municipality=halen) for row in rows
        )
        editor.get(BOARD)
        with CaptureQueriesContext(connection) as asked:
            page = editor.get(BOARD)
        assert page.context["board"].n == n
        assert len(asked) <= 20, [query["sql"][:120] for query in asked]


class TestOrdering:
    def test_by_the_buttons_of_a_card(self, editor, study, cast):
        one, two, three = (write(study, cast["editor"], text) for text in ("een", "twee", "drie"))
        write(study, cast["editor"], "gevaar", "risk")
        page = editor.post(f"{BOARD}move/", {"move": f"{three.pk} before {two.pk}"}, headers=HTMX)
        assert texts(page) == [["een", "drie", "twee"], [], ["gevaar"]]
        page = editor.post(f"{BOARD}move/?q=e", {"move": f"{one.pk} after {two.pk}"})
        assert (page.status_code, page["Location"]) == (302, f"{BOARD}?q=e#board")
        assert texts(editor.get(BOARD))[0] == ["drie", "twee", "een"]

    @pytest.mark.parametrize("move", ["", "x", "1 beside 2", "9" * 30 + " before 1"])
    def test_nonsense_moves_nothing(self, editor, study, cast, move):
        write(study, cast["editor"], "een")
        assert editor.post(f"{BOARD}move/", {"move": move}).status_code == 302

    def test_what_is_gone_cannot_be_moved(self, editor, study, cast):
        one = write(study, cast["editor"], "een")
        assert editor.post(f"{BOARD}move/", {"move": f"{one.pk} before 999999"}).status_code == 404


class TestInPlace:
    def test_the_card_becomes_a_form_and_a_card_again(self, editor, study, cast):
        one = write(study, cast["editor"], "een")
        url = f"/studies/{study.slug}/arguments/{one.code}/card/{CODE}/"
        part = editor.get(url, headers=HTMX)
        assert part.content.strip().startswith(b"<li")
        assert b"<form" in part.content
        values = {"text": "één", "polarity": "pro", "version": version_of(one)}
        saved = editor.post(url, values, headers=HTMX)
        assert (saved.status_code, saved.headers.get("HX-Trigger", "")) == (200, "")
        assert "één" in saved.content.decode()
        values = {"text": "één", "polarity": "risk", "version": version_of(one)}
        assert editor.post(url, values, headers=HTMX).headers["HX-Trigger"] == "board-changed"
        plain = editor.post(url, values | {"version": version_of(one)})
        assert (plain.status_code, plain["Location"]) == (302, f"{BOARD}?#argument-een")

    def test_two_people_at_once_lose_nothing(self, editor, study, cast, client_of):
        one = write(study, cast["editor"], "een")
        url, seen = f"/studies/{study.slug}/arguments/{one.code}/card/{CODE}/", version_of(one)
        client_of("owner").post(url, {"text": "van haar", "polarity": "pro", "version": seen})
        mine = {"text": "van mij", "polarity": "risk", "version": seen}
        page = editor.post(url, mine, headers=HTMX)
        assert page.status_code == 422
        (difference,) = page.context["form"].differences
        assert (difference.yours, difference.theirs) == ("van mij", "van haar")
        again = page.context["form"].data.dict()
        assert editor.post(url, again, headers=HTMX).status_code == 200
        one.refresh_from_db()
        assert (one.text, one.polarity) == ("van mij", "risk")
