"""Who may look into a study or write in it. A study is never left without an owner."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import write
from kb.models import Study, StudyAccess


@action
def give_access(*, study: Study, user: Any, role: str, by: Any) -> StudyAccess:
    access = StudyAccess(study=study, user=user, role=role)
    access.full_clean()
    access.save()
    return access


@action
def change_role(*, access: StudyAccess, role: str, by: Any) -> StudyAccess:
    if role != StudyAccess.Role.OWNER:
        _refuse_for_last_owner(access)
    return write(access, {"role": role})


@action
def remove_access(*, access: StudyAccess, by: Any) -> None:
    _refuse_for_last_owner(access)
    access.delete()


def _refuse_for_last_owner(access: StudyAccess) -> None:
    """Locks the owners, so that two of them cannot leave at the same moment."""
    owners = StudyAccess.objects.select_for_update().filter(
        study=access.study_id, role=StudyAccess.Role.OWNER
    )
    if [owner.pk for owner in owners] == [access.pk]:
        raise ValidationError(_("This is the only owner. Make somebody else owner first."))
