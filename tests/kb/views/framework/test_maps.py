"""The map of a question: what it shows, how it is looked at, how it is followed, and what leaves it."""

from __future__ import annotations

from time import perf_counter
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.framework.argument_links import link_arguments
from kb.actions.framework.questions import ask_question
from kb.models import Argument, ArgumentLink, Citation, DataVersion, Option, Source, Stance, Study
from tests.kb.views.framework.maps import Map

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert('x')</script> \"&quot; \u202etegengesteld עברית 👩\u200d🚒 " + "lang" * 40
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def small(demo: Study, cast: dict[str, Any]) -> Map:
    return Map(demo, cast["owner"])


@pytest.fixture
def owner(client_of) -> Client:
    return client_of("owner")


def names(page) -> list[str]:
    return [shape.name for shape in page.context["drawn"].shapes]


def name(row) -> str:
    return f"{row._meta.model_name}-{row.pk}"


class TestLooking:
    def test_what_hangs_under_the_question_in_boxes_and_as_a_list(self, owner, small):
        owner.cookies["django_language"] = "en"
        page = owner.get(small.url)
        order = [small.question, small.merger, small.pro, small.against, small.doubt, small.stay, small.risk]
        assert names(page) == [name(row) for row in order]
        assert page.context["signs"] == {"pro": 1, "ambiguous": 1, "risk": 2}
        (top,) = page.context["items"]
        assert [item.text for item in top.under] == ["Samen", "Alleen", "Weinig tijd"]
        assert [(item.sign, item.text) for item in top.under[0].under] == [
            ("+", "Meer experten"),
            ("±", "Grotere schaal"),
        ]
        (weakening,) = top.under[0].under[0].under
        assert (weakening.word, weakening.sign, weakening.unsourced) == ("weakens", "−", True)

    def test_a_source_takes_the_mark_away(self, owner, small):
        Citation.objects.create(argument=small.pro, source=Source.objects.first())
        shapes = {shape.name: shape for shape in owner.get(small.url).context["drawn"].shapes}
        assert (shapes[name(small.pro)].said.unsourced, shapes[name(small.doubt)].said.unsourced) == (
            False,
            True,
        )

    def test_an_argument_on_two_options_stands_once_and_names_the_other(self, owner, small):
        Stance.objects.create(argument=small.pro, option=small.stay, polarity="risk")
        page = owner.get(small.url)
        shapes = {shape.name: shape for shape in page.context["drawn"].shapes}
        assert len(shapes) == 7
        assert shapes[name(small.pro)].notes[0].text.endswith("− Alleen")
        assert page.context["items"][0].under[0].under[0].also == [("−", "Alleen")]

    def test_branches_close_and_the_surroundings_of_a_box_stand_alone(self, owner, small):
        closed = owner.get(small.url, {"closed": name(small.merger)})
        assert names(closed) == [name(row) for row in (small.question, small.merger, small.stay, small.risk)]
        assert closed.context["drawn"].shapes[1].said.hidden == 3
        near = owner.get(small.url, {"at": name(small.pro), "around": "1"})
        assert set(names(near)) == {name(row) for row in (small.merger, small.pro, small.against)}

    @pytest.mark.parametrize(
        "query", ["at=x", "closed=,,option-99999", "around=9999999999999999", "around=-1", "at=&x[]"]
    )
    def test_an_address_that_names_nothing_shows_the_whole(self, owner, small, query):
        assert len(names(owner.get(f"{small.url}?{query}"))) == 7

    def test_what_is_about_other_questions_is_left_out_and_said(self, owner, small):
        other = ask_question(study=small.study, values={"text": "Wat later?"}, by=small.by)
        small.doubt.questions.add(other)
        page = owner.get(small.url)
        assert (name(small.doubt) in names(page), page.context["found"].elsewhere) == (False, 1)
        assert name(small.doubt) in names(owner.get(small.url, {"everything": "1"}))

    def test_a_question_of_another_study_is_not_there(self, owner, small):
        other = Study.objects.exclude(pk=small.study.pk).first() or Study.objects.create(slug="x", title="X")
        small.question.study = other
        small.question.save()
        assert owner.get(small.url).status_code == 404


class TestFollowing:
    def poll(self, client: Client, page: Any, url: str):
        headers = {"HX-Request": "true", "If-None-Match": f'"{page.context["tag"]}"'}
        return client.get(url, headers=headers)

    def test_an_unchanged_map_costs_one_query_beside_the_guard(self, client_of, small):
        reader = client_of("reader")
        page = reader.get(small.url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = self.poll(reader, page, small.url)
        assert (answer.status_code, answer.content) == (304, b"")
        about = [query["sql"] for query in asked if "kb_" in query["sql"]]
        assert len([sql for sql in about if "kb_study" not in sql]) == 1
        assert len(asked) <= 5

    def test_what_somebody_else_draws_comes_with_the_next_question(self, client_of, small):
        reader = client_of("reader")
        page = reader.get(small.url)
        small.argument(small.stay, "Zelf beslissen", "pro")
        answer = self.poll(reader, page, small.url)
        assert answer.status_code == 200
        assert "Zelf beslissen" in answer.content.decode()
        assert answer.content.strip().startswith(b'<div id="map"')

    def test_a_change_elsewhere_moves_only_the_mark(self, client_of, small):
        reader = client_of("reader")
        page = reader.get(small.url)
        DataVersion.raise_it()
        answer = self.poll(reader, page, small.url)
        assert answer.status_code == 304
        assert answer.headers["ETag"].startswith(f'"{DataVersion.stamp()}.')

    def test_another_way_to_look_is_another_answer(self, client_of, small):
        reader = client_of("reader")
        page = reader.get(small.url)
        assert self.poll(reader, page, f"{small.url}?closed={name(small.merger)}").status_code == 200
        assert self.poll(client_of("owner"), page, small.url).status_code == 200

    def test_readers_draw_nothing_and_the_projector_shows_the_drawing_alone(self, client_of, small):
        assert 'id="draw"' not in client_of("reader").get(small.url).content.decode()
        wall = client_of("owner").get(f"{small.url}screen/").content.decode()
        assert ("<svg xmlns" in wall, 'id="draw"' in wall, 'class="outline"' in wall) == (True, False, False)


class TestLeaving:
    def test_the_picture_is_whole_by_itself(self, owner, small):
        answer = owner.get(f"{small.url}export.svg", {"closed": name(small.merger)})
        root = ElementTree.fromstring(answer.content)
        words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
        assert "Samen" in words
        assert "Meer experten" not in words
        assert not list(root.iter(f"{SVG}a"))
        assert answer.headers["Content-Type"] == "image/svg+xml"

    def test_a_picture_for_a_report(self, owner, small):
        body = owner.get(f"{small.url}export.png").content
        assert body.startswith(b"\x89PNG")

    def test_argdown_to_copy_and_as_a_file_in_either_language(self, owner, small):
        page = owner.get(f"{small.url}text/")
        file = owner.get(f"{small.url}export.argdown").content.decode()
        assert page.context["text"] == file
        assert "    + <meer-experten>" in file
        assert owner.get(f"{small.url}export.pdf").status_code == 404

    @pytest.mark.parametrize("form", ["svg", "png", "argdown"])
    def test_hostile_text_stays_text(self, owner, small, form):
        small.argument(small.merger, HOSTILE, "risk")
        page = owner.get(small.url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        body = owner.get(f"{small.url}export.{form}").content
        if form == "svg":
            root = ElementTree.fromstring(body)
            assert not list(root.iter(f"{SVG}script"))
            assert "\u202e" not in body.decode()
        if form == "argdown":
            assert "\\<script\\>" in body.decode()


def fill(small: Map, n: int) -> None:
    """``n`` arguments more, each on an option, every third linked to the one before."""
    made = Argument.objects.bulk_create(
        Argument(study=small.study, code=f"vol-{at}", text=f"Argument {at} " * 5, polarity="pro", order=at)
        for at in range(n)
    )
    options = list(Option.objects.filter(questions=small.question))
    Stance.objects.bulk_create(
        Stance(argument=row, option=options[at % len(options)], polarity="risk")
        for at, row in enumerate(made)
    )
    ArgumentLink.objects.bulk_create(
        ArgumentLink(source=row, kind="supports", target=made[at - 1])
        for at, row in enumerate(made)
        if at % 3 == 1
    )
    DataVersion.raise_it()


def test_two_hundred_boxes_cost_no_more_queries_and_little_time(owner, small):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get(small.url, {"closed": ""})
        return len(queries)

    owner.get(small.url)
    few = asked()
    fill(small, 200)
    started = perf_counter()
    assert asked() == few <= 20
    assert perf_counter() - started < 3
    page = owner.get(small.url)
    assert len(names(page)) == 4  # a large map opens with its options closed


def test_a_ring_of_support_is_drawn_once(owner, small):
    link_arguments(source=small.pro, kind="supports", target=small.against, by=small.by)
    assert len(names(owner.get(small.url))) == 7
