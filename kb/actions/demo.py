"""The demo: the three municipalities of 2022, Neteland to compare with, and five people to look around as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command

from kb.actions.accounts import open_account
from kb.actions.base import action
from kb.actions.framework.links import keep_links
from kb.actions.people import give_access
from kb.models import (
    Argument,
    Assessment,
    Municipality,
    Option,
    OptionAnswer,
    Region,
    ScenarioChange,
    Service,
    Stakeholder,
    Study,
    StudyAccess,
)

FIXTURES = ("reference", "framework", "halen-herk-lummen", "neteland", "halen-herk-lummen-framework")
LINKED = (Argument, Assessment, Option, OptionAnswer, Region, ScenarioChange, Service, Stakeholder, Study)
STUDY = "halen-herk-lummen"
PASSWORD = "samenwijzer-demo"  # noqa: S105 everybody may know it: it guards a demo
Role = StudyAccess.Role


@dataclass(frozen=True)
class Person:
    username: str
    role: str = ""
    edits_facts: bool = False


PEOPLE = (
    Person("eigenaar", Role.OWNER, edits_facts=True),
    Person("redacteur", Role.EDITOR, edits_facts=True),
    Person("begeleider", Role.FACILITATOR),
    Person("lezer", Role.READER),
    Person("buitenstaander"),
)


def has_room() -> bool:
    """Fixtures replace rows with the same key, so they go only where nothing can be replaced."""
    return not Municipality.objects.exists()


@action
def load_demo(*, by: Any, reason: str) -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)
    for model in LINKED:
        _make_first_versions(model, reason)


def _make_first_versions(model: Any, reason: str) -> None:
    """Loading writes no history; what has links starts with one whole version, for people change those."""
    rows = list(model.objects.all())
    model.history.bulk_history_create(rows, default_change_reason=reason)
    for row in rows:
        keep_links(row)


def missing_people() -> list[Person]:
    names = [person.username for person in PEOPLE]
    found = get_user_model().objects.filter(username__in=names).values_list("username", flat=True)
    known = set(found)
    return [person for person in PEOPLE if person.username not in known]


@action
def open_accounts(*, people: Iterable[Person], by: Any) -> None:
    study = Study.objects.filter(slug=STUDY).first()
    for person in people:
        user = open_account(
            username=person.username, password=PASSWORD, edits_facts=person.edits_facts, by=by
        )
        if study is not None and person.role:
            give_access(study=study, user=user, role=person.role, by=by)
