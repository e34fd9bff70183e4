"""What people say of an argument: whether they share it, and their remarks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked, remove
from kb.models import Argument, Comment, Party, Support


@action
def share(*, argument: Argument, party: Party, shares: bool, by: Any) -> Support:
    """The answer of ``by`` in the name of ``party``, in the place of an earlier one."""
    if party.study_id != argument.study_id:
        raise ValidationError(_("This party sits at another table."))
    locked(argument)  # two clicks at the same moment make one answer
    said = Support.objects.filter(argument=argument, user=by).first() or Support(argument=argument, user=by)
    said.party, said.shares = party, shares
    said.save()
    return said


@action
def withdraw(*, argument: Argument, by: Any) -> None:
    for said in Support.objects.filter(argument=argument, user=by):
        remove(said)


@action
def remark(*, argument: Argument, text: str, by: Any) -> Comment:
    comment = Comment(argument=argument, text=text.strip(), author=by, written_at=timezone.now())
    comment.full_clean()
    comment.save()
    return comment


@action
def delete_remark(*, comment: Comment, by: Any) -> None:
    remove(comment)
