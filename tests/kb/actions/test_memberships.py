from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.actions.memberships import (
    add_membership,
    confirm_memberships,
    delete_membership,
    settle_membership,
)
from kb.models import Agreement, Claim, Membership, Municipality, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def cipal(demo) -> Membership:
    return Membership.objects.get(agreement__name="Cipal", municipality__name="Herk-de-Stad")


def deny(membership: Membership, at: datetime) -> Claim:
    source = Source.objects.get(code="abb-register-2023")
    return Claim.objects.create(membership=membership, source=source, says="not_member", recorded_at=at)


def disputed() -> list[str]:
    return [str(row) for row in Membership.objects.annotate_disputed().filter(disputed=True)]


def test_a_municipality_is_added_once(demo, people):
    values = {
        "municipality": Municipality.objects.get(nis="71020"),
        "body": "municipality",
        "status": "confirmed",
    }
    agreement = Agreement.objects.get(name="Cipal")
    with pytest.raises(ValidationError) as refusal:
        add_membership(agreement=agreement, values=values, by=people["editor"])
    assert refusal.value.messages == ["This municipality already has a tie with this agreement."]


def test_confirming_dates_the_tie_and_makes_it_count(demo, people):
    audio = Membership.objects.get(agreement__name="Audio")
    confirm_memberships(memberships=[audio], by=people["editor"], on=date(2026, 3, 2))
    audio.refresh_from_db()
    assert (audio.status, audio.last_confirmed_on) == ("confirmed", date(2026, 3, 2))
    assert audio.history.latest().history_user == people["editor"]


def test_a_click_on_an_old_page_does_not_undo_a_settlement(cipal, people):
    stale = Membership.objects.get(pk=cipal.pk)
    settle_membership(membership=cipal, status="rejected", by=people["owner"], reason="left")
    assert confirm_memberships(memberships=[stale], by=people["editor"]) == []
    cipal.refresh_from_db()
    assert cipal.status == "rejected"


@pytest.mark.parametrize("status", ["confirmed", "to_check", "rejected"])
def test_settling_closes_the_dispute_and_keeps_both_statements(cipal, people, status):
    deny(cipal, timezone.now())
    assert disputed() == ["Herk-de-Stad – Cipal"]
    settle_membership(membership=cipal, status=status, by=people["editor"], reason="asked the secretary")
    cipal.refresh_from_db()
    assert (cipal.status, cipal.settled_reason, disputed()) == (status, "asked the secretary", [])
    assert sorted(cipal.claims.values_list("says", flat=True)) == ["member", "not_member"]


def test_a_later_statement_opens_the_dispute_again(cipal, people):
    settle_membership(
        membership=cipal,
        status="confirmed",
        by=people["editor"],
        reason="",
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    deny(cipal, datetime(2026, 2, 1, tzinfo=UTC))
    assert disputed() == ["Herk-de-Stad – Cipal"]


def test_a_tie_still_to_check_was_not_confirmed_by_settling(cipal, people):
    settle_membership(membership=cipal, status="to_check", by=people["editor"], reason="nobody knows")
    cipal.refresh_from_db()
    assert cipal.last_confirmed_on is None


def test_deleting_takes_the_statements_along(cipal, people):
    pk = cipal.pk
    delete_membership(membership=cipal, by=people["editor"])
    assert not Claim.objects.filter(membership=pk).exists()
    assert Claim.history.filter(membership_id=pk, history_type="-").count() == 1
