from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kb.actions.agreements import change_agreement, delete_agreement
from kb.actions.memberships import confirm_memberships
from kb.actions.versions import version_of, write
from kb.insight.history import agreement_entries, folded
from kb.models import Agreement, Claim, Membership, Municipality, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def cipal(demo) -> Agreement:
    return Agreement.objects.get(name="Cipal")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def asked(browser: Client, url: str) -> dict[str, Any]:
    """What the page that asks sends back with the answer."""
    return {"version": browser.get(url).context["form"]["version"].value()}


def test_the_history_says_who_what_and_why(cipal, people):
    change_agreement(
        agreement=cipal,
        values={"name": "C-smart", "status": "ended"},
        seen=version_of(cipal),
        by=people["owner"],
        reason="merged",
    )
    with override("en"):
        latest = agreement_entries(cipal.pk)[0]
    changes = [(one.label, one.old, one.new) for one in latest.differences]
    assert (latest.what, latest.who, latest.reason, latest.is_latest) == (
        "C-smart",
        people["owner"],
        "merged",
        True,
    )
    assert changes == [("Name", "Cipal", "C-smart"), ("Status", "active", "ended")]


def test_the_history_of_an_agreement_holds_its_members(editor, demo, people):
    audio = Membership.objects.get(agreement__name="Audio")
    confirm_memberships(memberships=[audio], by=people["owner"])
    page = text(editor.get(f"/agreements/{audio.agreement_id}/history/"))
    assert "Status: <del>to check</del> → <ins>confirmed</ins>" in page


def test_a_change_is_undone_after_a_question(editor, cipal):
    write(cipal, {"name": "C-smart"})
    first = cipal.history.earliest().history_id
    url = f"/versions/agreement/{first}/revert/"
    assert "Name: C-smart → Cipal" in text(editor.get(url))
    response = editor.post(url, {"reason": "a mistake", **asked(editor, url)})
    assert response["Location"] == f"/agreements/{cipal.pk}/history/"
    cipal.refresh_from_db()
    assert cipal.name == "Cipal"


def test_a_deleted_agreement_is_restored_from_its_history(editor, cipal, people):
    pk = cipal.pk
    delete_agreement(agreement=cipal, by=people["owner"])
    page = editor.get(f"/agreements/{pk}/history/")
    gone = next(entry for entry in page.context["page"] if entry.kind == "agreement" and entry.act == "-")
    assert gone.can_come_back
    url = f"/versions/agreement/{gone.version}/revert/"
    parts = "1 outside identifier, 3 memberships, 3 statements of sources"
    said = editor.get(url).context["consequences"]
    assert said == [f"It comes back, with what was deleted with it: {parts}."]
    editor.post(url, asked(editor, url))
    assert Agreement.objects.get(pk=pk).memberships.count() == 3
    assert editor.get(url).context["consequences"] == ["It stands like this already: nothing changes."]


def test_what_changed_while_somebody_decided_is_shown_first(editor, cipal, people):
    write(cipal, {"name": "C-smart"})
    url = f"/versions/agreement/{cipal.history.earliest().history_id}/revert/"
    sent = asked(editor, url)
    change_agreement(agreement=cipal, values={"note": "x"}, seen=version_of(cipal), by=people["owner"])
    refused = editor.post(url, sent)
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == [
        "owner changed this while you were deciding. Look again before you go on.",
        "Note: – → x",
    ]
    sent = {"version": refused.context["form"]["version"].value()}
    assert editor.post(url, sent).status_code == 302


def test_what_cannot_come_back_is_said(editor, cipal, people):
    tie = cipal.memberships.first().pk
    delete_agreement(agreement=cipal, by=people["owner"])
    version = Membership.history.filter(id=tie).latest().history_id
    url = f"/versions/membership/{version}/revert/"
    response = editor.post(url, asked(editor, url))
    assert response.status_code == 422
    assert "was deleted: restore that first." in text(response)


def test_a_statement_about_a_tie_without_versions_is_in_the_history(editor, cipal, demo):
    tie = cipal.memberships.get(municipality__nis="71024")
    Membership.history.filter(id=tie.pk).delete()
    register = Source.objects.get(code="abb-register-2023")
    claim = Claim.objects.create(
        membership=tie, source=register, says="not_member", recorded_at=timezone.now()
    )
    write(claim, {"note": "read again"})
    entries = [entry for entry in agreement_entries(cipal.pk) if entry.kind == "claim"]
    assert [entry.act for entry in entries] == ["~", "+"]
    url = f"/versions/claim/{entries[1].version}/revert/"
    response = editor.post(url, asked(editor, url))
    assert response["Location"] == f"/agreements/{cipal.pk}/history/"


def test_a_municipality_has_a_history_too(editor, demo):
    halen = Municipality.objects.get(nis="71020")
    write(halen, {"population": 9600})
    page = text(editor.get("/municipalities/71020/history/"))
    assert "Inhabitants: <del>9,485</del> → <ins>9,600</ins>" in page
    first = halen.history.earliest().history_id
    url = f"/versions/municipality/{first}/revert/"
    response = editor.post(url, asked(editor, url))
    assert response["Location"] == "/municipalities/71020/history/"


def test_unknown_things_have_no_history(editor, demo):
    paths = ("/agreements/999999/history/", "/versions/user/1/revert/", "/versions/agreement/999999/revert/")
    assert [editor.get(path).status_code for path in paths] == [404, 404, 404]


def test_an_import_is_named_as_such(editor, cipal, people):
    change_agreement(
        agreement=cipal, values={"note": "x"}, seen=version_of(cipal), by=people["owner"], reason="import:7"
    )
    assert agreement_entries(cipal.pk)[0].import_run == 7
    assert '<a href="/import/7/">Import 7</a>' in text(editor.get(f"/agreements/{cipal.pk}/history/"))


def test_what_one_import_did_is_one_line_that_opens(editor, cipal, people):
    """Lines that follow each other and name the same import; what a person did stays a line of its own."""
    Membership.objects.filter(agreement=cipal).update(last_confirmed_on=None)
    write(cipal, {"note": "by hand"})
    imported = {"by": people["owner"], "reason": "import:7"}
    confirm_memberships(memberships=cipal.memberships.all(), **imported)
    change_agreement(agreement=cipal, values={"note": "x"}, seen=version_of(cipal), **imported)
    response = editor.get(f"/agreements/{cipal.pk}/history/")
    batch = response.context["page"][0]
    with override("en"):
        assert batch.parts == ["1 agreement changed", "3 memberships changed"]
    assert (batch.import_run, len(batch.entries)) == (7, 4)
    assert [hasattr(line, "entries") for line in response.context["page"]].count(True) == 1
    page = text(response)
    assert '<a href="/import/7/">Import 7</a>: 1 agreement changed, 3 memberships changed' in page
    assert "Note: <del>by hand</del> → <ins>x</ins>" in page


def test_entries_of_another_import_or_of_a_person_stay_apart(cipal, people):
    for note, reason in (("a", "import:1"), ("b", "import:1"), ("c", "import:2"), ("d", ""), ("e", "")):
        change_agreement(
            agreement=cipal,
            values={"note": note},
            seen=version_of(cipal),
            by=people["owner"],
            reason=reason,
        )
    entries = [entry for entry in agreement_entries(cipal.pk) if entry.differences]
    assert [getattr(line, "import_run", None) for line in folded(entries)] == [None, None, 2, 1]


def test_a_long_history_needs_as_many_queries(editor, cipal, people, django_assert_num_queries):
    def queries() -> int:
        with django_assert_num_queries(20, exact=False) as counted:
            assert editor.get(f"/agreements/{cipal.pk}/history/").status_code == 200
        return len(counted)

    write(cipal, {"note": "0"})
    editor.get("/")
    few = queries()
    for number in range(1, 12):
        write(cipal, {"note": str(number)})
        confirm_memberships(memberships=cipal.memberships.all(), by=people["owner"])
    assert queries() == few
