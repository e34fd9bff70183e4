"""The links of an argument on its page: both ways, added by typing, taken away and put back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kb.models import ArgumentLink, Study
from tests.kb.views.framework.maps import Map

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def small(demo: Study, cast: dict[str, Any]) -> Map:
    return Map(demo, cast["owner"])


@pytest.fixture
def editor(client_of) -> Client:
    return client_of("editor")


def url(small: Map, end: str = "") -> str:
    return f"{small.pro.get_absolute_url()}links/{end}"


def test_both_ways_are_listed_in_words(editor, small):
    small.link(small.pro, "depends", small.doubt)
    editor.cookies["django_language"] = "en"
    page = editor.get(url(small)).content.decode()
    assert page.index("<strong>depends on</strong>") < page.index("<strong>is weakened by</strong>")


@pytest.mark.parametrize(("does", "back"), [("supports", False), ("by-mitigates", True)])
def test_a_link_is_added_by_the_words_of_the_other(editor, small, does, back):
    data = {"does": does, "other": "± Grotere schaal"}
    assert editor.post(url(small), data, headers=HTMX).status_code == 200
    made = ArgumentLink.objects.latest("pk")
    ends = (small.doubt, small.pro) if back else (small.pro, small.doubt)
    assert (made.source, made.kind, made.target) == (ends[0], does.removeprefix("by-"), ends[1])


def test_a_ring_and_unknown_words_are_refused_and_what_was_typed_stays(editor, small):
    small.link(small.pro, "depends", small.doubt)
    ring = editor.post(url(small), {"does": "by-depends", "other": "± Grotere schaal"}, headers=HTMX)
    assert ring.status_code == 422
    assert "“Grotere schaal” → “Meer experten” → “Grotere schaal”" in str(ring.context["link_form"].errors)
    unknown = editor.post(url(small), {"does": "supports", "other": "<b>Iets</b>"})
    assert (unknown.status_code, "&lt;b&gt;Iets&lt;/b&gt;" in unknown.content.decode()) == (422, True)


def test_what_is_taken_away_can_be_put_back(editor, small):
    link = ArgumentLink.objects.get(target=small.pro)
    gone = editor.post(url(small, f"{link.pk}/remove/"))
    assert (small.pro.linked_by.exists(), gone.status_code) == (False, 302)
    version = editor.get(gone["Location"]).context["removed"]
    assert editor.post(url(small, f"restore/{version}/")).status_code == 302
    back = small.pro.linked_by.get()
    assert (back.source, back.kind, back.target) == (small.against, "weakens", small.pro)
    twice = editor.post(url(small, f"restore/{version}/"), headers=HTMX)
    assert (twice.status_code, 'role="alert"' in twice.content.decode()) == (422, True)


def test_a_link_of_other_arguments_is_not_there(editor, small):
    link = small.link(small.doubt, "supports", small.risk)
    assert editor.post(url(small, f"{link.pk}/remove/")).status_code == 404
