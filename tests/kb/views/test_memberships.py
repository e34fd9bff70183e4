from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kb.actions.versions import version_of, write
from kb.models import Agreement, Claim, Membership, Municipality, Source

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def tie(demo) -> Membership:
    return Membership.objects.get(agreement__name="Cipal", municipality__nis="71024")


@pytest.fixture
def row(tie) -> dict[str, Any]:
    return {"body": "municipality", "status": "confirmed", "version": version_of(tie)}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_row_becomes_a_form_and_a_row_again(editor, tie, row):
    url = f"/memberships/{tie.pk}/"
    assert text(editor.get(url, headers=HTMX)).startswith(f'<tr id="membership-{tie.pk}">')
    answer = editor.post(url, {**row, "since": "2019-01-01", "role": "voorzitter"}, headers=HTMX)
    assert answer["HX-Trigger"] == "members-changed"
    assert "1 January 2019" in text(answer)
    assert "voorzitter" in text(answer)


def test_a_row_changes_without_javascript(editor, tie, row):
    url = f"/memberships/{tie.pk}/"
    assert "<html" in text(editor.get(url))
    response = editor.post(url, {**row, "since": "2019-01-01"})
    assert response["Location"] == f"/agreements/{tie.agreement_id}/?member={tie.pk}#membership-{tie.pk}"
    tie.refresh_from_db()
    assert tie.since == date(2019, 1, 1)


def test_a_refused_row_stays_a_form(editor, tie, row):
    sent = {**row, "since": "2020-01-01", "until": "2019-01-01"}
    answer = editor.post(f"/memberships/{tie.pk}/", sent, headers=HTMX)
    assert answer.status_code == 422
    assert "A membership cannot end before it starts." in text(answer)


def test_the_second_of_two_editors_sees_both_versions(editor, client_of, tie, row):
    url = f"/memberships/{tie.pk}/"
    client_of("owner").post(url, {**row, "role": "voorzitter"})
    answer = editor.post(url, {**row, "role": "penningmeester"}, headers=HTMX)
    found = [(one.label, one.yours, one.theirs) for one in answer.context["form"].differences]
    assert found == [("Role", "penningmeester", "voorzitter")]


def test_one_click_confirms_today(editor, demo):
    audio = Membership.objects.get(agreement__name="Audio")
    answer = editor.post(f"/memberships/{audio.pk}/confirm/", headers=HTMX)
    audio.refresh_from_db()
    assert (audio.status, audio.last_confirmed_on) == ("confirmed", timezone.localdate())
    assert text(answer).startswith(f'<tr id="membership-{audio.pk}">')


def test_a_confirmed_row_of_the_list_stays_in_its_place(editor, tie):
    answer = editor.post(f"/memberships/{tie.pk}/confirm/", {"list": "1"}, headers=HTMX)
    assert "Confirmed today." in text(answer)


def test_without_javascript_confirming_returns_to_where_one_was(editor, tie):
    where = "/studies/halen-herk-lummen/to-confirm/?municipality=71024"
    response = editor.post(f"/memberships/{tie.pk}/confirm/", {"next": where})
    assert response["Location"] == where


def test_confirming_never_leads_to_another_site(editor, tie):
    response = editor.post(f"/memberships/{tie.pk}/confirm/", {"next": "https://example.com/"})
    assert response["Location"] == f"/agreements/{tie.agreement_id}/?member={tie.pk}#membership-{tie.pk}"


def test_settling_needs_a_decision_and_a_reason(editor, tie):
    response = editor.post(f"/memberships/{tie.pk}/settle/", {"status": "rejected", "reason": ""})
    assert response.status_code == 422
    assert response.context["form"].errors == {"reason": ["This field is required."]}


def test_settling_shows_both_sides_and_decides(editor, tie):
    register = Source.objects.get(code="abb-register-2023")
    Claim.objects.create(membership=tie, source=register, says="not_member", recorded_at=timezone.now())
    url = f"/memberships/{tie.pk}/settle/"
    page = text(editor.get(url))
    assert "<strong>member</strong>: Gezamenlijke analyse" in page
    assert "<strong>not a member</strong>: Organisatieportaal" in page
    editor.post(url, {"status": "rejected", "reason": "left in 2021"})
    tie.refresh_from_db()
    assert (tie.status, tie.settled_reason) == ("rejected", "left in 2021")


def test_a_member_is_added_once(editor, demo):
    agreement = Agreement.objects.get(name="Cipal")
    diest = Municipality.objects.get(nis="24020")
    url = f"/agreements/{agreement.pk}/members/add/"
    sent = {"municipality": diest.pk, "body": "municipality", "status": "to_check"}
    assert editor.post(url, sent).status_code == 302
    again = editor.post(url, sent)
    assert again.status_code == 422
    assert "This municipality already has a tie with this agreement." in text(again)


def test_both_hasselts_can_be_told_apart(editor, demo):
    agreement = Agreement.objects.get(name="Cipal")
    page = text(editor.get(f"/agreements/{agreement.pk}/members/add/"))
    assert ">Hasselt (until 2024)<" in page
    assert ">Hasselt (since 2025)<" in page


def test_deleting_asks_first(editor, tie):
    url = f"/memberships/{tie.pk}/delete/"
    assert "choose “not a member” instead" in text(editor.get(url))
    editor.post(url, {})
    assert not Membership.objects.filter(pk=tie.pk).exists()


@pytest.mark.parametrize("act", ["settle", "delete"])
def test_what_changed_meanwhile_is_shown_before_it_is_overwritten(editor, tie, act):
    url = f"/memberships/{tie.pk}/{act}/"
    sent = {"status": "rejected", "reason": "left"}
    sent["version"] = editor.get(url).context["form"]["version"].value()
    write(tie, {"role": "founder"})
    refused = editor.post(url, sent)
    tie.refresh_from_db()
    assert (refused.status_code, tie.status) == (422, "confirmed")
    assert "<li>Role: – → founder</li>" in text(refused)
    sent["version"] = refused.context["form"]["version"].value()
    assert editor.post(url, sent).status_code == 302


def test_a_version_that_never_was_is_a_conflict(editor, tie, row):
    assert not tie.history.exists()
    refused = editor.post(f"/memberships/{tie.pk}/", row | {"role": "founder", "version": 7})
    assert refused.status_code == 422
    assert "Somebody else saved changes while you were writing." in text(refused)
