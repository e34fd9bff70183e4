from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.agreements import change_agreement, create_agreement, delete_agreement
from kb.actions.memberships import delete_membership
from kb.actions.versions import OutdatedError, revert, version_of, write
from kb.models import Agreement, Claim, Membership, Region

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


def last_version(agreement_pk: int) -> int:
    return Agreement.history.filter(id=agreement_pk, history_type="-").latest().history_id


def test_restoring_a_second_time_leaves_later_work_alone(cipal, people):
    pk, by = cipal.pk, people["owner"]
    delete_agreement(agreement=cipal, by=by)
    gone = last_version(pk)
    restored = revert(kind="agreement", version=gone, by=by)
    kept, dropped, _other = restored.memberships.order_by("municipality__nis")
    write(kept, {"role": "founder"})
    delete_membership(membership=dropped, by=by)
    revert(kind="agreement", version=gone, by=by)
    kept.refresh_from_db()
    assert (kept.role, restored.memberships.count()) == ("founder", 2)


def test_an_older_version_of_a_deleted_agreement_brings_its_parts_too(cipal, people):
    pk = cipal.pk
    changed = write(cipal, {"name": "C-smart"})
    delete_agreement(agreement=changed, by=people["owner"])
    first = Agreement.history.filter(id=pk).earliest()
    restored = revert(kind="agreement", version=first.history_id, by=people["owner"])
    assert (restored.name, restored.memberships.count()) == ("Cipal", 3)


def test_who_restores_must_have_seen_what_stands_there(cipal, people):
    changed = write(cipal, {"name": "C-smart"})
    first, seen = cipal.history.earliest().history_id, version_of(changed)
    write(cipal, {"note": "later"})
    with pytest.raises(OutdatedError):
        revert(kind="agreement", version=first, seen=seen, by=people["editor"])
    cipal.refresh_from_db()
    assert (cipal.name, cipal.note) == ("C-smart", "later")


def test_a_deleted_agreement_keeps_its_code_from_others(demo, people):
    by = people["owner"]
    pool = create_agreement(values={"name": "Poolstok"}, by=by)
    pk = pool.pk
    delete_agreement(agreement=pool, by=by)
    assert create_agreement(values={"name": "Poolstok"}, by=by).code == "poolstok-2"
    assert revert(kind="agreement", version=last_version(pk), by=by).code == "poolstok"


def test_an_agreement_comes_back_under_another_code_where_its_own_is_taken(demo, people):
    by = people["owner"]
    pool = create_agreement(values={"name": "Poolstok"}, by=by)
    pk, first = pool.pk, pool.history.get().history_id
    delete_agreement(agreement=pool, by=by)
    Agreement.objects.create(code="poolstok", name="From a file")
    assert revert(kind="agreement", version=last_version(pk), by=by).code == "poolstok-2"
    assert revert(kind="agreement", version=first, by=by).code == "poolstok-2"


def test_a_region_gets_its_agreement_back(demo, people):
    region = Region.objects.exclude(agreement=None).first()
    pk = region.agreement_id
    delete_agreement(agreement=region.agreement, by=people["owner"], reason="by mistake")
    revert(kind="agreement", version=last_version(pk), by=people["owner"])
    region.refresh_from_db()
    past = region.history.order_by("history_id").values_list("agreement_id", "history_change_reason")
    assert region.agreement_id == pk
    assert list(past)[1:] == [(None, "by mistake"), (pk, None)]


def test_a_region_that_found_another_agreement_keeps_that(cipal, demo, people):
    region = Region.objects.exclude(agreement=None).first()
    pk = region.agreement_id
    delete_agreement(agreement=region.agreement, by=people["owner"])
    write(region, {"agreement": cipal})
    revert(kind="agreement", version=last_version(pk), by=people["owner"])
    region.refresh_from_db()
    assert region.agreement == cipal
