from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.people import change_role, give_access, remove_access
from kb.models import StudyAccess

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ONLY_OWNER = ["This is the only owner. Make somebody else owner first."]


def access(demo, person) -> StudyAccess:
    return StudyAccess.objects.get(study=demo, user=person)


def test_the_last_owner_cannot_leave(demo, cast):
    with pytest.raises(ValidationError) as refusal:
        remove_access(access=access(demo, cast["owner"]), by=cast["owner"])
    assert refusal.value.messages == ONLY_OWNER


def test_the_last_owner_cannot_become_a_reader(demo, cast):
    with pytest.raises(ValidationError) as refusal:
        change_role(access=access(demo, cast["owner"]), role="reader", by=cast["owner"])
    assert refusal.value.messages == ONLY_OWNER


def test_an_owner_leaves_when_there_is_another(demo, cast):
    change_role(access=access(demo, cast["editor"]), role="owner", by=cast["owner"])
    remove_access(access=access(demo, cast["owner"]), by=cast["owner"])
    owners = StudyAccess.objects.filter(study=demo, role="owner").values_list("user__username", flat=True)
    assert list(owners) == ["editor"]


def test_a_person_has_one_role_in_a_study(demo, cast):
    with pytest.raises(ValidationError):
        give_access(study=demo, user=cast["reader"], role="editor", by=cast["owner"])
