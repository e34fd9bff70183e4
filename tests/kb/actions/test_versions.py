from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.agreements import change_agreement, delete_agreement
from kb.actions.memberships import delete_membership
from kb.actions.versions import revert, version_of, write
from kb.models import Agreement, Claim, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def cipal(demo) -> Agreement:
    return Agreement.objects.get(name="Cipal")


def everything(agreement: Agreement) -> list[list[dict[str, object]]]:
    """The agreement and all its parts, as rows."""
    claims = Claim.objects.filter(membership__agreement=agreement)
    parts = (
        Agreement.objects.filter(pk=agreement.pk),
        agreement.memberships.all(),
        agreement.identifiers.all(),
        agreement.participations.all(),
        claims,
    )
    return [list(rows.order_by("pk").values()) for rows in parts]


def test_going_back_is_a_new_version(cipal, people):
    write(cipal, {"name": "C-smart"})
    first = cipal.history.earliest()
    revert(kind="agreement", version=first.history_id, by=people["editor"], reason="a mistake")
    names = list(cipal.history.order_by("history_id").values_list("name", flat=True))
    assert names == ["Cipal", "C-smart", "Cipal"]
    assert cipal.history.latest().history_change_reason == "a mistake"


def test_a_deleted_agreement_comes_back_with_all_its_parts(cipal, people):
    before = everything(cipal)
    pk = cipal.pk
    delete_agreement(agreement=cipal, by=people["owner"])
    assert not Agreement.objects.filter(pk=pk).exists()
    gone = Agreement.history.filter(id=pk).latest()
    restored = revert(kind="agreement", version=gone.history_id, by=people["owner"])
    assert everything(restored) == before


def test_what_was_deleted_earlier_stays_deleted(cipal, people):
    tie = cipal.memberships.get(municipality__nis="71020")
    delete_membership(membership=tie, by=people["owner"])
    pk = cipal.pk
    delete_agreement(agreement=cipal, by=people["owner"])
    restored = revert(
        kind="agreement", version=Agreement.history.filter(id=pk).latest().history_id, by=people["owner"]
    )
    assert set(restored.memberships.values_list("municipality__nis", flat=True)) == {"71024", "71037"}


def test_a_deleted_membership_comes_back_with_its_statements(cipal, people):
    tie = cipal.memberships.get(municipality__nis="71020")
    pk, said = tie.pk, tie.claims.count()
    delete_membership(membership=tie, by=people["owner"])
    version = Membership.history.filter(id=pk).latest().history_id
    restored = revert(kind="membership", version=version, by=people["owner"])
    assert (restored.pk, restored.claims.count()) == (pk, said)


def test_a_part_does_not_come_back_without_its_whole(cipal, people):
    tie = cipal.memberships.get(municipality__nis="71020").pk
    delete_agreement(agreement=cipal, by=people["owner"])
    version = Membership.history.filter(id=tie).latest().history_id
    with pytest.raises(ValidationError) as refusal:
        revert(kind="membership", version=version, by=people["owner"])
    assert refusal.value.messages == ["The agreement it belongs to was deleted: restore that first."]


def test_a_version_that_cannot_stand_any_more_is_refused(cipal, people):
    """Its name was given to another agreement of the theme meanwhile."""
    change_agreement(agreement=cipal, values={"name": "C-smart"}, seen=version_of(cipal), by=people["owner"])
    Agreement.objects.create(code="other", name="Cipal", theme=cipal.theme)
    with pytest.raises(ValidationError) as refusal:
        revert(kind="agreement", version=cipal.history.earliest().history_id, by=people["owner"])
    assert refusal.value.messages == ["This theme already has an agreement with this name."]
