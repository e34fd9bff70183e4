from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kb.insight.standing import waiting
from kb.models import Agreement, Claim, LegalForm, Membership, Source

pytestmark = pytest.mark.django_db
URL = "/studies/halen-herk-lummen/to-confirm/"


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def deny(name: str, nis: str) -> Membership:
    tie = Membership.objects.get(agreement__name=name, municipality__nis=nis)
    register = Source.objects.get(code="abb-register-2023")
    Claim.objects.create(membership=tie, source=register, says="not_member", recorded_at=timezone.now())
    return tie


def counts(response: Any) -> dict[str, int]:
    lists = response.context["waiting"]
    return {name: len(getattr(lists, name)) for name in ("disputed", "to_check", "unconfirmed")}


def test_the_three_lists_count_what_the_overview_counts(editor, demo):
    deny("Cipal", "71024")
    told = waiting(demo, timezone.localdate())
    found = counts(editor.get(URL))
    assert found == {
        "disputed": told.disputed,
        "to_check": told.to_check,
        "unconfirmed": told.unconfirmed,
    }
    assert (found["disputed"], found["to_check"]) == (1, 1)


def test_a_tie_stands_in_one_list_and_counts_once(editor, demo):
    """In dispute goes before to check, and both before unconfirmed."""
    disputed = deny("Cipal", "71024")
    Membership.objects.filter(pk=disputed.pk).update(status="to_check")
    lists = editor.get(URL).context["waiting"]
    every = [row.pk for rows in (lists.disputed, lists.to_check, lists.unconfirmed) for row in rows]
    assert [row.pk for row in lists.disputed] == [disputed.pk]
    assert [row.agreement.name for row in lists.to_check] == ["Audio"]
    assert len(every) == len(set(every)) == lists.n
    told = waiting(demo, timezone.localdate())
    assert (told.disputed, told.to_check, told.unconfirmed) == (1, 1, len(lists.unconfirmed))
    said = f"{lists.n} memberships ask for somebody: 1 in dispute, 1 to check, {lists.n - 2} not confirmed"
    assert said in text(editor.get(URL))


def test_nobody_is_asked_to_confirm_a_division_of_the_territory(editor, demo):
    before = counts(editor.get(URL))["unconfirmed"]
    cipal = Agreement.objects.get(name="Cipal")
    cipal.legal_form = LegalForm.objects.filter(kind="territorial").first()
    cipal.save()
    assert counts(editor.get(URL))["unconfirmed"] == before - 3
    assert waiting(demo, timezone.localdate()).unconfirmed == before - 3


def test_an_ocmw_is_named(editor, demo):
    tie = Membership.objects.get(agreement__name="Cipal", municipality__nis="71024")
    Membership.objects.exclude(pk=tie.pk).delete()
    assert "OCMW" not in text(editor.get(URL))
    Membership.objects.filter(pk=tie.pk).update(body="ocmw")
    assert '<span class="badge">OCMW</span>' in text(editor.get(URL))
    assert "Herk-de-Stad – Cipal (OCMW)" in text(editor.get(URL, {"confirm": "1"}))


def test_one_municipality_can_be_looked_at(editor, demo):
    rows = editor.get(URL, {"municipality": "71020"}).context["waiting"].unconfirmed
    assert {row.municipality.nis for row in rows} == {"71020"}


def test_a_year_after_its_confirmation_a_tie_returns(editor, demo):
    today = timezone.localdate()
    Membership.objects.update(last_confirmed_on=today)
    tie = Membership.objects.filter(agreement__name="Cipal", municipality__nis="71024")
    tie.update(last_confirmed_on=today - timedelta(days=365))
    assert counts(editor.get(URL))["unconfirmed"] == 0
    tie.update(last_confirmed_on=today - timedelta(days=366))
    assert [str(row) for row in editor.get(URL).context["waiting"].unconfirmed] == ["Herk-de-Stad – Cipal"]


def test_confirming_all_asks_first_and_leaves_doubt_alone(editor, demo):
    disputed = deny("Cipal", "71024")
    asked = editor.get(URL, {"confirm": "1", "municipality": "71024"})
    shown = asked.context["form"]["rows"].value()
    assert "Confirm 25 memberships?" in text(asked)
    assert Membership.objects.filter(last_confirmed_on__isnull=False).count() == 0
    response = editor.post(f"{URL}?confirm=1&municipality=71024", {"rows": shown})
    assert response.status_code == 302
    done = Membership.objects.filter(last_confirmed_on=timezone.localdate())
    assert set(done.values_list("pk", flat=True)) == set(shown)
    assert disputed.pk not in shown
    assert done.filter(municipality__nis="71024", status="confirmed").count() == 25


def test_only_what_was_shown_is_confirmed(editor, demo):
    other = Membership.objects.get(agreement__name="Neteland", municipality__name="Olen")
    response = editor.post(f"{URL}?confirm=1", {"rows": [other.pk]})
    assert response.status_code == 200
    other.refresh_from_db()
    assert other.last_confirmed_on is None


@pytest.mark.parametrize("role", ["facilitator", "reader"])
def test_who_does_not_edit_facts_looks_on(client_of, role):
    browser = client_of(role)
    assert "Confirm all" not in text(browser.get(URL))
    assert browser.post(f"{URL}?confirm=1", {}).status_code == 403


def test_nothing_to_do_is_said(editor, demo):
    Membership.objects.update(status="confirmed", last_confirmed_on=timezone.localdate())
    assert "Everything is confirmed: nothing asks for you now." in text(editor.get(URL))


def test_the_page_needs_as_many_queries_for_many_ties(editor, demo, django_assert_num_queries):
    def queries() -> int:
        with django_assert_num_queries(20, exact=False) as counted:
            assert editor.get(URL).status_code == 200
        return len(counted)

    editor.get(URL)
    many = queries()
    Membership.objects.exclude(agreement__name="Cipal").exclude(agreement__name="Audio").delete()
    assert queries() == many


def test_a_number_that_no_tie_can_have_confirms_nothing(client_of, demo):
    before = list(Membership.objects.order_by("pk").values())
    response = client_of("editor").post(f"/studies/{demo.slug}/to-confirm/", {"rows": ["9" * 30]})
    assert (response.status_code, list(Membership.objects.order_by("pk").values())) == (200, before)
