from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kb.models import StudyAccess

pytestmark = pytest.mark.django_db
URL = "/studies/halen-herk-lummen/people/"


@pytest.fixture
def owner(client_of) -> Client:
    browser = client_of("owner")
    browser.cookies["django_language"] = "en"
    return browser


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def role_of(person: Any) -> list[str]:
    return list(StudyAccess.objects.filter(user=person).values_list("role", flat=True))


def test_the_owner_adds_somebody_who_has_an_account(owner, cast):
    assert owner.post(URL, {"user": " stranger ", "role": "editor"}).status_code == 302
    assert role_of(cast["stranger"]) == ["editor"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nobody", "Nobody has the user name “nobody”."),
        ("Stranger", "Nobody has the user name “Stranger”."),
        ("reader", "reader already has a role here."),
    ],
)
def test_who_cannot_be_added_is_said(owner, name, sentence):
    response = owner.post(URL, {"user": name, "role": "editor"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"user": [sentence]}


def test_the_owner_changes_a_role(owner, demo, cast):
    access = StudyAccess.objects.get(user=cast["reader"])
    owner.post(f"{URL}{access.pk}/", {"role": "facilitator"})
    assert role_of(cast["reader"]) == ["facilitator"]


def test_the_last_owner_stays(owner, cast):
    access = StudyAccess.objects.get(user=cast["owner"])
    sentence = "This is the only owner. Make somebody else owner first."
    changed = owner.post(f"{URL}{access.pk}/", {"role": "reader"})
    left = owner.post(f"{URL}{access.pk}/remove/", {})
    assert (changed.status_code, left.status_code) == (422, 422)
    assert sentence in text(changed)
    assert sentence in text(left)
    assert role_of(cast["owner"]) == ["owner"]


def test_the_owner_removes_somebody_after_a_question(owner, cast):
    access = StudyAccess.objects.get(user=cast["reader"])
    url = f"{URL}{access.pk}/remove/"
    assert "Remove reader?" in text(owner.get(url))
    assert role_of(cast["reader"]) == ["reader"]
    owner.post(url, {})
    assert role_of(cast["reader"]) == []


def test_everybody_may_leave(client_of, cast):
    access = StudyAccess.objects.get(user=cast["reader"])
    response = client_of("reader").post(f"{URL}{access.pk}/remove/", {})
    assert (response["Location"], role_of(cast["reader"])) == ("/", [])


def test_others_neither_add_nor_remove(client_of, cast):
    access = StudyAccess.objects.get(user=cast["reader"])
    editor = client_of("editor")
    found = [
        editor.post(URL, {"user": "stranger", "role": "owner"}).status_code,
        editor.post(f"{URL}{access.pk}/", {"role": "owner"}).status_code,
        editor.post(f"{URL}{access.pk}/remove/", {}).status_code,
    ]
    assert found == [403, 403, 403]
