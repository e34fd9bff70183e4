from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kb.actions.versions import version_of
from kb.models import Municipality, Study, StudyAccess

pytestmark = pytest.mark.django_db
EDIT = "/studies/halen-herk-lummen/edit/"
PEOPLE = "/studies/halen-herk-lummen/people/"
NO_CANDIDATES = {"candidates-TOTAL_FORMS": "0", "candidates-INITIAL_FORMS": "0"}


@pytest.fixture
def owner(client_of) -> Client:
    browser = client_of("owner")
    browser.cookies["django_language"] = "en"
    return browser


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def keys(*codes: str) -> list[int]:
    return list(Municipality.objects.filter(nis__in=codes).values_list("pk", flat=True))


def offered(response: Any) -> list[str]:
    return [str(one) for group in response.context["form"].offered for one in group.members]


def test_home_shows_my_studies_with_my_role(owner, client_of):
    cards = owner.get("/").context["cards"]
    found = [(card["study"].slug, [str(one) for one in card["members"]], card["role"]) for card in cards]
    assert [(slug, members) for slug, members, _role in found] == [
        ("halen-herk-lummen", ["Halen", "Herk-de-Stad", "Lummen"])
    ]
    assert str(found[0][2]) == "owner"


@pytest.mark.parametrize("path", ["/", "/facts/"])
@pytest.mark.parametrize(
    ("role", "expected"),
    [("owner", {EDIT, PEOPLE}), ("facilitator", {EDIT, PEOPLE}), ("reader", {PEOPLE}), ("stranger", set())],
)
def test_the_study_and_its_people_are_a_click_away(client_of, path, role, expected):
    """In the sidebar of every page, and on the card of home."""
    page = text(client_of(role).get(path))
    assert {url for url in (EDIT, PEOPLE) if f'href="{url}"' in page} == expected
    cards = page.partition('<main id="main"')[2]
    assert {url for url in (EDIT, PEOPLE) if f'href="{url}"' in cards} == (expected if path == "/" else set())


def test_home_without_a_study_says_what_to_do(client_of):
    browser = client_of("stranger")
    browser.cookies["django_language"] = "en"
    page = text(browser.get("/"))
    assert "You do not take part in a study yet." in page
    assert 'href="/studies/new/"' in page


def test_who_starts_a_study_owns_it(client_of, people):
    sent = {"title": "Samen sterk", "municipalities": keys("71020", "71037"), **NO_CANDIDATES}
    response = client_of("stranger").post("/studies/new/", sent)
    assert response["Location"] == "/studies/samen-sterk/"
    assert StudyAccess.objects.get(study__slug="samen-sterk").user == people["stranger"]


def test_a_study_needs_a_title_and_a_municipality(owner):
    response = owner.post("/studies/new/", {"question": "What now?", **NO_CANDIDATES})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "title": ["This field is required."],
        "municipalities": ["Choose at least one municipality."],
    }
    assert "What now?" in text(response)


def test_searching_keeps_what_was_ticked_and_judges_nothing(owner, demo):
    sent = {"find": "1", "search": "hass", "title": "", "municipalities": keys("71020"), **NO_CANDIDATES}
    response = owner.post("/studies/new/", sent)
    form = response.context["form"]
    assert (response.status_code, [str(one) for one in form.chosen]) == (200, ["Halen"])
    assert offered(response) == ["Hasselt"]
    assert "Hasselt (since 2025)" in text(response)
    assert "This field is required." not in text(response)


@pytest.mark.parametrize("name", ["find", "more"])
def test_searching_and_adding_a_row_need_no_title_yet(owner, demo, name):
    """Without JavaScript the browser would hold the form back while a required field is empty."""
    page = text(owner.get("/studies/new/"))
    assert f'name="{name}" value="1" formnovalidate' in page


def test_the_municipalities_of_the_reference_date_are_offered(owner, demo):
    page = text(owner.get(EDIT))
    assert "Hasselt (until 2024)" in page
    sent = {"find": "1", "search": "hass", "as_of": "2022-12-31", **NO_CANDIDATES}
    assert "Hasselt (until 2024)" in text(owner.post("/studies/new/", sent))


def test_a_municipality_must_exist_on_the_reference_date(owner, demo):
    sent = {"title": "Te laat", "municipalities": keys("71022"), "as_of": "2025-06-01", **NO_CANDIDATES}
    response = owner.post("/studies/new/", sent)
    assert response.context["form"].errors == {
        "municipalities": ["Hasselt (until 2024) did not exist on the reference date."]
    }


def test_a_row_for_a_candidate_is_added_without_saving(owner, demo):
    sent = {"more": "1", "title": "Nieuw", **NO_CANDIDATES}
    response = owner.post("/studies/new/", sent)
    assert len(response.context["candidates"].forms) == 1
    assert 'value="Nieuw"' in text(response)
    assert Study.objects.count() == 1


def filled(form: Any, candidates: Any) -> dict[str, Any]:
    """Everything on the page, as the browser sends it back."""
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {field.html_name: field.value() or "" for field in candidates.management_form}
    for row in candidates:
        sent |= {field.html_name: field.value() or "" for field in row}
    return sent


def test_an_untouched_study_saves_as_it_was(owner, demo):
    page = owner.get(EDIT)
    before = list(demo.candidates.values())
    response = owner.post(EDIT, filled(page.context["form"], page.context["candidates"]))
    assert (response.status_code, list(demo.candidates.values())) == (302, before)
    assert list(demo.municipalities.values_list("nis", flat=True)) == ["71020", "71024", "71037"]


def test_a_candidate_can_be_removed_and_stands_once(owner, demo):
    page = owner.get(EDIT)
    sent = filled(page.context["form"], page.context["candidates"])
    sent["candidates-0-DELETE"] = "on"
    assert owner.post(EDIT, sent).status_code == 302
    assert demo.candidates.count() == 6
    sent = filled(page.context["form"], page.context["candidates"]) | {"version": version_of(demo)}
    sent["candidates-1-municipality"] = sent["candidates-0-municipality"]
    refused = owner.post(EDIT, sent)
    assert refused.status_code == 422
    assert "stands twice among the candidates" in text(refused)


def test_the_second_of_two_writers_is_told(owner, client_of, demo):
    page = owner.get(EDIT)
    sent = filled(page.context["form"], page.context["candidates"])
    client_of("editor").post(EDIT, sent | {"title": "Van de redacteur"})
    refused = owner.post(EDIT, sent | {"title": "Van de eigenaar"})
    assert refused.status_code == 422
    found = [(one.yours, one.theirs) for one in refused.context["form"].differences]
    assert found == [("Van de eigenaar", "Van de redacteur")]


def as_page(page: Any) -> dict[str, Any]:
    return filled(page.context["form"], page.context["candidates"])


def test_the_second_of_two_writers_keeps_what_the_first_did_to_the_lists(owner, client_of, demo):
    """The owner adds Beringen and a remark; the editor adds Diest, drops Halen and a candidate."""
    sent = as_page(owner.get(EDIT))
    demo_candidates = list(demo.candidates.values_list("municipality_id", flat=True))
    theirs = sent | {"municipalities": keys("71024", "71037", "24020"), "candidates-0-DELETE": "on"}
    theirs["candidates-2-remark"] = "Of the editor"
    assert client_of("editor").post(EDIT, theirs).status_code == 302
    mine = sent | {"municipalities": keys("71020", "71024", "71037", "71004")}
    mine["candidates-1-remark"] = "Of the owner"
    mine["candidates-2-remark"] = "Of the owner too"
    refused = owner.post(EDIT, mine)
    form = refused.context["form"]
    assert refused.status_code == 422
    assert [str(one) for one in form.chosen] == ["Beringen", "Diest", "Herk-de-Stad", "Lummen"]
    named = [str(one) for one in Municipality.objects.filter(pk=demo_candidates[0])]
    assert form.non_field_errors() == [
        "editor saved changes while you were writing.",
        "Municipalities, added: Diest.",
        "Municipalities, removed: Halen.",
        f"Candidates, removed: {named[0]}.",
    ]
    assert [(one.yours, one.theirs) for one in form.differences] == [("Of the owner too", "Of the editor")]
    again = as_page(refused) | {"municipalities": [one.pk for one in form.chosen]}
    assert owner.post(EDIT, again).status_code == 302
    assert list(demo.municipalities.in_order().values_list("name", flat=True)) == [
        "Beringen",
        "Diest",
        "Herk-de-Stad",
        "Lummen",
    ]
    remarks = dict(demo.candidates.values_list("municipality_id", "remark"))
    assert list(remarks) == demo_candidates[1:]
    assert [remarks[key] for key in demo_candidates[1:3]] == ["Of the owner", "Of the owner too"]


@pytest.mark.parametrize("shown", ["", "nonsense", "[]", '{"candidates": {"x": 1}}', '{"municipalities": 3}'])
def test_who_read_nothing_removes_nothing_of_another(owner, client_of, demo, shown):
    sent = as_page(owner.get(EDIT))
    client_of("editor").post(EDIT, sent | {"municipalities": keys("71020", "24020")})
    refused = owner.post(EDIT, sent | {"municipalities": keys("71020"), "shown": shown})
    assert [str(one) for one in refused.context["form"].chosen] == ["Diest", "Halen"]


@pytest.mark.parametrize("rows", ["abc", "-1", "²", "9" * 5000])
def test_rows_that_cannot_be_counted_are_none(owner, demo, rows):
    sent = {"more": "1", "title": "Nieuw", "candidates-TOTAL_FORMS": rows, "candidates-INITIAL_FORMS": "0"}
    assert owner.post("/studies/new/", sent).status_code == 200


@pytest.mark.parametrize("key", ["9" * 30, "-" + "9" * 30, "abc", "\0"])
def test_a_number_that_no_municipality_can_have_is_refused(owner, demo, key):
    sent = {"title": "Nieuw", "municipalities": [key], **NO_CANDIDATES}
    response = owner.post("/studies/new/", sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["municipalities"])
    assert owner.post("/studies/new/", sent | {"find": "1"}).status_code == 200
    row = {"candidates-TOTAL_FORMS": "1", "candidates-0-municipality": key}
    assert owner.post("/studies/new/", sent | {"municipalities": keys("71020")} | row).status_code == 422


def test_a_search_with_a_character_that_no_name_has_finds_the_rest(owner, demo):
    sent = {"find": "1", "search": "has\0s", **NO_CANDIDATES}
    assert offered(owner.post("/studies/new/", sent)) == ["Hasselt"]
