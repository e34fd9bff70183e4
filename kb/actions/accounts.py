"""The accounts of people, and whether they may edit facts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from kb.actions.base import action
from kb.rules import FACT_EDITORS


@action
def open_account(*, username: str, password: str, edits_facts: bool = False, by: Any) -> Any:
    user = get_user_model().objects.create_user(username, password=password)
    if edits_facts:
        editors, _ = Group.objects.get_or_create(name=FACT_EDITORS)
        user.groups.add(editors)
    return user
