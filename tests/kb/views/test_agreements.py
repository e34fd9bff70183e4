from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from kb.actions.versions import version_of, write
from kb.forms.agreements import latest_expiry
from kb.models import Agreement, Claim, LegalForm, Membership, Municipality, Source
from tests.kb.facts import THREE

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def cipal(demo) -> Agreement:
    return Agreement.objects.get(name="Cipal")


def facts(agreement: Agreement, **changed: Any) -> dict[str, Any]:
    """The form as the browser sends it."""
    values = {name: getattr(agreement, name) or "" for name in ("name", "obligation", "status", "note")}
    days = {name: getattr(agreement, name) or "" for name in ("founded_on", "ended_on", "expires_on")}
    links = {"theme": agreement.theme_id or "", "legal_form": agreement.legal_form_id or ""}
    return {**values, **days, **links, "version": version_of(agreement), "reason": "", **changed}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_opens_with_its_finding(editor, cipal):
    page = text(editor.get(cipal.get_absolute_url()))
    assert "3 municipalities work together in the theme “HR/ICT”." in page


def test_a_tie_to_check_is_visible_and_does_not_count(editor, demo):
    page = text(editor.get(Agreement.objects.get(name="Audio").get_absolute_url()))
    assert "No member is confirmed yet. 1 membership is still to check." in page


def test_sources_that_disagree_stand_side_by_side(editor, cipal):
    tie = cipal.memberships.get(municipality__nis="71024")
    register = Source.objects.get(code="abb-register-2023")
    Claim.objects.create(membership=tie, source=register, says="not_member", recorded_at=timezone.now())
    page = text(editor.get(cipal.get_absolute_url()))
    assert "Sources disagree about 1 membership." in page
    assert "<strong>not a member</strong>: Organisatieportaal" in page
    assert f"/memberships/{tie.pk}/settle/" in page


def test_facts_change_without_javascript(editor, cipal):
    response = editor.post(f"/agreements/{cipal.pk}/edit/", facts(cipal, name="C-smart", reason="new name"))
    assert (response.status_code, response["Location"]) == (302, cipal.get_absolute_url())
    assert cipal.history.latest().history_change_reason == "new name"


def test_facts_change_in_place(editor, cipal):
    url = f"/agreements/{cipal.pk}/edit/"
    form = editor.get(url, headers=HTMX)
    assert text(form).startswith('<section class="card" id="facts"')
    answer = editor.post(url, facts(cipal, expires_on="2030-12-31"), headers=HTMX)
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "facts-changed")
    assert "31 December 2030" in text(answer)


def test_a_refused_form_keeps_what_was_typed(editor, cipal):
    sent = facts(cipal, name="C-smart", founded_on="2020-01-01", ended_on="2019-01-01")
    response = editor.post(f"/agreements/{cipal.pk}/edit/", sent)
    assert response.status_code == 422
    assert "An agreement cannot end before it is founded." in text(response)
    assert 'value="C-smart"' in text(response)
    assert "<h1>Edit the facts</h1>" in text(response)


def test_two_people_at_once_see_both_versions_and_lose_nothing(editor, client_of, cipal):
    url, seen = f"/agreements/{cipal.pk}/edit/", facts(cipal)
    first = {**seen, "note": "said the first", "expires_on": "2031-06-30"}
    assert client_of("owner").post(url, first).status_code == 302
    refused = editor.post(url, {**seen, "note": "said the second"})
    form = refused.context["form"]
    assert refused.status_code == 422
    assert "owner saved changes while you were writing." in text(refused)
    assert [(row.label, row.yours, row.theirs) for row in form.differences] == [
        ("Note", "said the second", "said the first")
    ]
    again = {name: form[name].value() or "" for name in form.fields}
    assert editor.post(url, again).status_code == 302
    cipal.refresh_from_db()
    assert (cipal.note, cipal.expires_on) == ("said the second", date(2031, 6, 30))
    assert "said the first" in cipal.history.values_list("note", flat=True)


def test_a_new_agreement_leads_to_its_page(editor, demo):
    sent = {"name": "Poolstok", "obligation": "voluntary", "status": "active"}
    response = editor.post("/agreements/new/", sent)
    made = Agreement.objects.get(name="Poolstok")
    assert response["Location"] == made.get_absolute_url()
    assert "No members yet" in text(editor.get(made.get_absolute_url()))


def test_deleting_asks_first_and_leads_to_the_way_back(editor, cipal):
    url = f"/agreements/{cipal.pk}/delete/"
    assert "3 memberships are deleted." in text(editor.get(url))
    response = editor.post(url, {"reason": "entered twice"})
    assert response["Location"] == f"/agreements/{cipal.pk}/history/"
    assert "It was deleted, and can be restored here." in text(editor.get(response["Location"]))
    assert not Agreement.objects.filter(pk=cipal.pk).exists()


def test_an_agreement_that_changed_meanwhile_is_not_deleted_unseen(editor, cipal):
    url = f"/agreements/{cipal.pk}/delete/"
    sent = {"version": editor.get(url).context["form"]["version"].value()}
    write(cipal, {"note": "we need this"})
    refused = editor.post(url, sent)
    assert (refused.status_code, Agreement.objects.filter(pk=cipal.pk).exists()) == (422, True)
    assert "Note: – → we need this" in text(refused)


@pytest.mark.parametrize(
    ("founded", "years", "last"),
    [
        (date(2021, 5, 1), 6, date(2027, 5, 1)),
        (date(2024, 2, 29), 6, date(2030, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2021, 5, 1), None, None),
        (None, 6, None),
    ],
)
def test_the_latest_expiry_follows_from_the_legal_form(founded, years, last):
    assert latest_expiry(Agreement(founded_on=founded, legal_form=LegalForm(max_years=years))) == last


def test_the_hint_on_expiry_is_never_stored(editor, cipal):
    cipal.legal_form = LegalForm.objects.get(name="Projectvereniging")
    cipal.founded_on = date(2021, 5, 1)
    cipal.save()
    page = text(editor.get(cipal.get_absolute_url()))
    assert "at the latest on 1 May 2027: this legal form lasts 6 years at most" in page
    editor.post(f"/agreements/{cipal.pk}/edit/", facts(cipal, note="x"))
    cipal.refresh_from_db()
    assert cipal.expires_on is None


def test_no_agreement_expires_before_it_is_founded(editor, cipal):
    sent = facts(cipal, founded_on="2020-01-01", expires_on="2019-12-31")
    response = editor.post(f"/agreements/{cipal.pk}/edit/", sent)
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["An agreement cannot expire before it is founded."]
    days = {"founded_on": date(2020, 1, 1), "expires_on": date(2019, 12, 31)}
    with pytest.raises(IntegrityError, match="agreement_expires_after_start"), transaction.atomic():
        Agreement.objects.filter(pk=cipal.pk).update(**days)


@pytest.mark.parametrize(
    ("days", "label", "sentence"),
    [(-1, "Expired on", "It expired on"), (0, "Expires on", "It expires on")],
)
def test_an_expiry_is_past_the_day_after_it(editor, cipal, days, label, sentence):
    last = timezone.localdate() + timedelta(days=days)
    Agreement.objects.filter(pk=cipal.pk).update(expires_on=last)
    page = text(editor.get(cipal.get_absolute_url()))
    assert f"<dt>{label}</dt>" in page
    assert f"{sentence} {date_format(last, 'j F Y')}." in page


@pytest.mark.parametrize(("expires_on", "n"), [(date(2027, 5, 1), 0), (date(2027, 5, 2), 1)])
def test_an_expiry_beyond_the_longest_term_is_warned_of(editor, cipal, expires_on, n):
    cipal.legal_form = LegalForm.objects.get(name="Projectvereniging")
    cipal.founded_on, cipal.expires_on = date(2021, 5, 1), expires_on
    cipal.save()
    page = text(editor.get(cipal.get_absolute_url()))
    assert page.count("later than the legal form allows: 1 May 2027") == n
    assert page.count("Its legal form does not allow it to last beyond 1 May 2027: check the dates.") == n


@pytest.mark.parametrize(
    ("role", "note", "said"),
    [
        ("participant", "parsed from police-zone name", "Read from the name of the police zone."),
        ("ligt in", "geo:sfWithin", "The source says that it lies in this area."),
        ("stichtend lid", "zie de statuten", "zie de statuten"),
    ],
)
def test_the_words_of_a_register_are_said_in_plain_language(editor, cipal, role, note, said):
    cipal.memberships.update(role=role, note=note)
    page = text(editor.get(cipal.get_absolute_url()))
    word = {"ligt in": "lies in"}.get(role, role)
    assert f'<div class="note">{word}</div> <div class="note">{said}</div>' in page


def test_a_long_identifier_is_shortened_and_can_be_copied_whole(editor, cipal):
    whole = "0d30036b943b9b9c3ef70c7c0e59a2325fbe2c455021ddb07bee427f73efcef8"
    cipal.identifiers.create(scheme="register", value=whole)
    page = text(editor.get(cipal.get_absolute_url()))
    assert f'<span title="{whole}">0d30036b943b9b9c3ef7…73efcef8</span>' in page
    assert f'data-copy="{whole}"' in page
    assert f">{whole}<" not in page


@pytest.fixture
def crowd(cipal) -> list[Membership]:
    """Thirty members, of which the last by name is to check."""
    cipal.memberships.all().delete()
    for number in range(30):
        one = Municipality.objects.create(nis=f"990{number:02}", name=f"Dorp {number:02}")
        Membership.objects.create(agreement=cipal, municipality=one)
    cipal.memberships.filter(municipality__name="Dorp 29").update(status="to_check")
    return list(cipal.memberships.order_by("municipality__name"))


def members(response: Any) -> list[str]:
    return [row.municipality.name for row in response.context["page"]]


def test_a_long_list_of_members_is_paged_and_filtered(editor, cipal, crowd):
    url = cipal.get_absolute_url()
    assert members(editor.get(url)) == [f"Dorp {number:02}" for number in range(25)]
    assert members(editor.get(url, {"page": "2"})) == [f"Dorp {number:02}" for number in range(25, 30)]
    assert members(editor.get(url, {"q": "dorp 1"})) == [f"Dorp {number}" for number in range(10, 20)]
    assert members(editor.get(url, {"status": "to_check"})) == ["Dorp 29"]
    finding = "29 municipalities work together in the theme “HR/ICT”. 1 membership is still to check."
    assert finding in text(editor.get(url, {"q": "dorp 1"}))
    assert "No member matches these filters." in text(editor.get(url, {"q": "nergens"}))


def test_a_tie_is_found_on_its_page(editor, cipal, crowd):
    """Links from elsewhere, and cancelling an edit in place, name the tie they are about."""
    page = editor.get(cipal.get_absolute_url(), {"member": crowd[27].pk})
    assert f'id="membership-{crowd[27].pk}"' in text(page)
    assert members(editor.get(cipal.get_absolute_url(), {"member": "x"}))[0] == "Dorp 00"


def test_the_facts_come_before_the_members(editor, cipal):
    page = text(editor.get(cipal.get_absolute_url()))
    assert page.index('id="facts"') < page.index('id="related"') < page.index('id="members"')
    assert '<form class="filterbar"' not in page


def test_the_members_leave_as_a_file(editor, cipal):
    url = f"/agreements/{cipal.pk}/members.csv"
    assert f'href="{url}"' in text(editor.get(cipal.get_absolute_url()))
    lines = editor.get(url).content.decode("utf-8-sig").splitlines()
    assert [name for line in lines[1:] for name in line.split(";") if name in THREE] == list(THREE)
    assert editor.get(f"/agreements/{cipal.pk}/members.pdf").status_code == 404


def test_the_page_needs_as_many_queries_for_many_members(editor, cipal, django_assert_num_queries):
    def queries() -> int:
        with django_assert_num_queries(20, exact=False) as counted:
            assert editor.get(cipal.get_absolute_url()).status_code == 200
        return len(counted)

    few = queries()
    source = Source.objects.get(code="analyse-2022")
    for one in Municipality.objects.exclude(memberships__agreement=cipal):
        tie = Membership.objects.create(agreement=cipal, municipality=one)
        Claim.objects.create(membership=tie, source=source, recorded_at=timezone.now())
    assert queries() == few
