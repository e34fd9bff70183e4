"""Who may do what: every object rule of the knowledge base stands in this file."""

from __future__ import annotations

from typing import Any

import rules

from kb.models import Study, StudyAccess

FACT_EDITORS = "kb-editors"
STUDY_WRITERS = frozenset({"editor", "facilitator", "owner"})


def role_in(user: Any, study: Study | None) -> str:
    """The role of ``user`` in ``study``, '' for none; asked once a request.

    The admin asks without a study, for all of them together: nobody has a role there.
    """
    if study is None:
        return ""
    known: dict[int, str] = vars(user).setdefault("_study_roles", {})
    if study.pk not in known:
        found = StudyAccess.objects.filter(user=user, study=study).values_list("role", flat=True).first()
        known[study.pk] = found or ""
    return known[study.pk]


@rules.predicate
def edits_facts(user: Any) -> bool:
    if "_edits_facts" not in user.__dict__:
        user._edits_facts = user.groups.filter(name=FACT_EDITORS).exists()
    return bool(user._edits_facts)


@rules.predicate
def reads_study(user: Any, study: Study | None) -> bool:
    return bool(role_in(user, study))


@rules.predicate
def edits_study(user: Any, study: Study | None) -> bool:
    return role_in(user, study) in STUDY_WRITERS


@rules.predicate
def owns_study(user: Any, study: Study | None) -> bool:
    return role_in(user, study) == "owner"


rules.add_perm("kb.view_facts", rules.is_authenticated)
rules.add_perm("kb.edit_facts", rules.is_authenticated & edits_facts)
rules.add_perm("kb.add_study", rules.is_authenticated)
rules.add_perm("kb.view_study", rules.is_authenticated & reads_study)
rules.add_perm("kb.speak_study", rules.is_authenticated & reads_study)
rules.add_perm("kb.edit_study", rules.is_authenticated & edits_study)
rules.add_perm("kb.own_study", rules.is_authenticated & owns_study)
