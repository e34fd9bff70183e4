"""Drawing in a map while people talk: what is added where, two at once, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kb.actions.framework.arguments import change_argument
from kb.actions.versions import version_of
from kb.models import Argument, ArgumentLink, Option, Study
from tests.kb.views.framework.maps import Map

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(demo: Study, cast: dict[str, Any]) -> Map:
    return Map(demo, cast["owner"])


@pytest.fixture
def facilitator(client_of) -> Client:
    return client_of("facilitator")


def add(client: Client, small: Map, at: Any, what: str, text: str, **headers: str):
    data = {"what": what, "text": text, "at": f"{at._meta.model_name}-{at.pk}"}
    return client.post(f"{small.url}add/", data, headers=headers)


class TestAdding:
    def test_an_option_and_an_argument_of_each_sign(self, facilitator, small):
        assert add(facilitator, small, small.question, "option", "Uitstellen").status_code == 302
        option = Option.objects.get(name="Uitstellen")
        assert list(option.questions.all()) == [small.question]
        for what in ("pro", "ambiguous", "risk"):
            add(facilitator, small, option, what, f"Want {what}")
        assert [stance.polarity for stance in option.stances.all()] == ["pro", "ambiguous", "risk"]
        assert Argument.objects.get(text="Want pro").made_by.username == "facilitator"

    @pytest.mark.parametrize(
        ("what", "kind", "sign"), [("pro", "supports", "risk"), ("risk", "weakens", "pro")]
    )
    def test_under_a_risk_what_supports_it_is_a_risk_and_what_weakens_it_is_not(
        self, facilitator, small, what, kind, sign
    ):
        add(facilitator, small, small.risk, what, "Want")
        made = Argument.objects.get(text="Want")
        assert (made.polarity, made.links.get().kind, made.links.get().target) == (sign, kind, small.risk)

    def test_what_is_refused_is_said_and_what_was_typed_stays(self, facilitator, small):
        for at, what, text in (
            (small.pro, "ambiguous", "Tja"),
            (small.merger, "pro", "x" * 401),
            (small.merger, "option", "y" * 161),
        ):
            answer = add(facilitator, small, at, what, text, **{"HX-Request": "true"})
            assert (answer.status_code, answer.context["draw"].errors != {}) == (422, True)
            assert text in answer.content.decode()
        assert not Argument.objects.filter(text="Tja").exists()

    def test_the_map_comes_back_with_the_place_still_chosen(self, facilitator, small):
        answer = add(facilitator, small, small.stay, "pro", "Zelf beslissen", **{"HX-Request": "true"})
        assert answer.context["draw"].initial["at"] == f"option-{small.stay.pk}"
        assert f"at=option-{small.stay.pk}" in answer.headers["HX-Replace-Url"]
        assert "autofocus" in answer.content.decode()
        assert "Zelf beslissen" in {shape.said.text for shape in answer.context["drawn"].shapes}

    def test_two_who_draw_at_once_both_find_their_words(self, client_of, small):
        one, other = client_of("facilitator"), client_of("editor")
        one.get(small.url)
        other.get(small.url)
        add(one, small, small.merger, "pro", "Van de een")
        answer = add(other, small, small.merger, "pro", "Van de ander", **{"HX-Request": "true"})
        said = [shape.said.text for shape in answer.context["drawn"].shapes]
        assert said.index("Van de een") < said.index("Van de ander")

    def test_the_sentence_above_the_map_goes_along_and_nothing_is_cut_off(self, facilitator, small):
        answer = add(facilitator, small, small.stay, "pro", "Zelf beslissen", **{"HX-Request": "true"})
        body = answer.content.decode()
        assert ('id="map-finding" hx-swap-oob="true"' in body, "maxlength" in body) == (True, False)
        page = facilitator.get(small.url).content.decode()
        assert ('<span id="map-finding">' in page, page.count('id="map-finding"')) == (True, 1)


class TestLinking:
    def tie(self, client: Client, small: Map, one: Argument, kind: str, other: Argument):
        data = {"one": f"argument-{one.pk}", "kind": kind, "other": f"argument-{other.pk}"}
        return client.post(f"{small.url}link/", data, headers={"HX-Request": "true"})

    def test_a_line_between_two_and_never_in_a_ring(self, facilitator, small):
        assert self.tie(facilitator, small, small.pro, "depends", small.risk).status_code == 200
        refused = self.tie(facilitator, small, small.risk, "depends", small.pro)
        assert refused.status_code == 422
        assert "“Weinig tijd” → “Meer experten” → “Weinig tijd”" in str(refused.context["tie"].errors)


class TestUndoing:
    def undo(self, client: Client, small: Map):
        return client.post(f"{small.url}undo/", headers={"HX-Request": "true"})

    def test_the_last_thing_first(self, facilitator, small):
        add(facilitator, small, small.question, "option", "Uitstellen")
        add(facilitator, small, Option.objects.get(name="Uitstellen"), "pro", "Rustiger")
        self.undo(facilitator, small)
        assert not Argument.objects.filter(text="Rustiger").exists()
        self.undo(facilitator, small)
        assert not Option.objects.filter(name="Uitstellen").exists()
        before = Argument.objects.count()
        self.undo(facilitator, small)
        assert Argument.objects.count() == before

    def test_a_link_is_taken_back_and_the_argument_with_its_link(self, facilitator, small):
        links = ArgumentLink.objects.filter(target=small.pro).count()
        add(facilitator, small, small.pro, "pro", "Want")
        TestLinking().tie(facilitator, small, small.doubt, "supports", small.pro)
        self.undo(facilitator, small)
        self.undo(facilitator, small)
        assert ArgumentLink.objects.filter(target=small.pro).count() == links

    def test_not_what_others_built_on(self, client_of, small, cast):
        facilitator = client_of("facilitator")
        add(facilitator, small, small.merger, "pro", "Eerst")
        made = Argument.objects.get(text="Eerst")
        small.argument(made, "Daarop", "pro")
        assert "Eerst" in self.undo(facilitator, small).content.decode()
        add(facilitator, small, small.merger, "pro", "Dan")
        later = Argument.objects.get(text="Dan")
        change_argument(argument=later, values={"text": "Anders"}, seen=version_of(later), by=cast["owner"])
        self.undo(facilitator, small)
        assert set(Argument.objects.filter(pk__in=[made.pk, later.pk])) == {made, later}
