"""Every address, for every one of the cast: a new address without a line in the table fails here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kb.models import Agreement, ImportRun, Membership, Study, StudyAccess
from tests.conftest import CAST

pytestmark = pytest.mark.django_db

# What owner, editor, facilitator, reader, stranger and anonymous get.
EVERYONE = (200, 200, 200, 200, 200, 302)
FACTS = (200, 200, 403, 403, 403, 302)
STUDY = (200, 200, 200, 200, 404, 302)
STUDY_WRITERS = (200, 200, 200, 403, 404, 302)
STUDY_OWNER = (200, 403, 403, 403, 404, 302)
POST_ONLY = (405, 405, 405, 405, 405, 302)
OPEN = (200, 200, 200, 200, 200, 200)
ADMIN = (302, 302, 302, 302, 302, 302)  # to the login of the administration: nobody of the cast is staff

SLUG = {"slug": "halen-herk-lummen"}
HALEN = {"nis": "71020"}

GET: dict[str, tuple[dict[str, Any], tuple[int, ...]]] = {
    "login": ({}, (302, 302, 302, 302, 302, 200)),
    "logout": ({}, POST_ONLY),
    "password_change": ({}, EVERYONE),
    "password_change_done": ({}, EVERYONE),
    "set_language": ({}, (302, 302, 302, 302, 302, 302)),
    "kb:home": ({}, EVERYONE),
    "kb:methods": ({}, EVERYONE),
    "kb:study_new": ({}, EVERYONE),
    "kb:study": (SLUG, STUDY),
    "kb:study_edit": (SLUG, STUDY_WRITERS),
    "kb:people": (SLUG, STUDY),
    "kb:people_change": (SLUG | {"pk": "<access>"}, POST_ONLY),
    "kb:people_remove": (SLUG | {"pk": "<access>"}, (200, 403, 403, 200, 404, 302)),
    "kb:matrix": (SLUG, STUDY),
    "kb:cooperations": (SLUG, STUDY),
    "kb:cooperations_map": (SLUG, STUDY),
    "kb:cooperations_export": (SLUG | {"form": "xlsx"}, STUDY),
    "kb:network": (SLUG, STUDY),
    "kb:network_picture": (SLUG | {"form": "svg"}, STUDY),
    "kb:network_export": (SLUG | {"form": "graphml"}, STUDY),
    "kb:to_confirm": (SLUG, STUDY),
    "kb:facts": ({}, EVERYONE),
    "kb:agreements": ({}, EVERYONE),
    "kb:facts_table": ({"table": "themes"}, EVERYONE),
    "kb:facts_export": ({"table": "agreements", "form": "csv"}, EVERYONE),
    "kb:agreement_new": ({}, FACTS),
    "kb:agreement": ({"pk": "<agreement>"}, EVERYONE),
    "kb:agreement_edit": ({"pk": "<agreement>"}, FACTS),
    "kb:agreement_delete": ({"pk": "<agreement>"}, FACTS),
    "kb:agreement_history": ({"pk": "<agreement>"}, EVERYONE),
    "kb:agreement_export": ({"pk": "<agreement>", "form": "csv"}, EVERYONE),
    "kb:membership_add": ({"pk": "<agreement>"}, FACTS),
    "kb:membership": ({"pk": "<membership>"}, FACTS),
    "kb:membership_confirm": ({"pk": "<membership>"}, POST_ONLY),
    "kb:membership_settle": ({"pk": "<membership>"}, FACTS),
    "kb:membership_delete": ({"pk": "<membership>"}, FACTS),
    "kb:version_revert": ({"kind": "agreement", "version": "<version>"}, FACTS),
    "kb:municipality": (HALEN, EVERYONE),
    "kb:municipality_edit": (HALEN, FACTS),
    "kb:municipality_history": (HALEN, EVERYONE),
    "kb:region": ({"slug": "neteland"}, EVERYONE),
    "kb:imports": ({}, FACTS),
    "kb:import_template": ({}, FACTS),
    "kb:import_run": ({"pk": "<run>"}, FACTS),
    "kb:import_apply": ({"pk": "<run>"}, (405, 405, 403, 403, 403, 302)),
    "kb:import_undo": ({"pk": "<run>"}, (302, 302, 403, 403, 403, 302)),
}
# What a POST without any data gets: 422 shows the form again, 302 has done its work or asks to sign in.
FORM = (422, 422, 422, 422, 422, 302)
FACTS_FORM = (422, 422, 403, 403, 403, 302)
FACTS_DONE = (302, 302, 403, 403, 403, 302)
FACTS_READ = (405, 405, 403, 403, 403, 302)
POST: dict[str, tuple[int, ...]] = {
    "login": (302, 302, 302, 302, 302, 200),
    "logout": (302, 302, 302, 302, 302, 302),
    "password_change": EVERYONE,
    "set_language": (302, 302, 302, 302, 302, 302),
    "kb:study_new": FORM,
    "kb:study_edit": (422, 422, 422, 403, 404, 302),
    "kb:people": (422, 403, 403, 403, 404, 302),
    "kb:people_change": (422, 403, 403, 403, 404, 302),
    "kb:people_remove": (302, 403, 403, 302, 404, 302),
    "kb:to_confirm": (200, 200, 403, 403, 404, 302),
    "kb:agreements": FACTS_FORM,
    "kb:agreement_new": FACTS_FORM,
    "kb:agreement_edit": FACTS_FORM,
    "kb:agreement_delete": FACTS_FORM,  # what is deleted or put back must have been seen as it stands
    "kb:membership_add": FACTS_FORM,
    "kb:membership": FACTS_FORM,
    "kb:membership_confirm": FACTS_DONE,
    "kb:membership_settle": FACTS_FORM,
    "kb:membership_delete": FACTS_DONE,
    "kb:version_revert": FACTS_FORM,
    "kb:municipality_edit": FACTS_FORM,
    "kb:imports": FACTS_FORM,
    "kb:import_template": FACTS_READ,
    "kb:import_run": FACTS_READ,
    "kb:import_apply": FACTS_DONE,
    "kb:import_undo": FACTS_DONE,
}


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


@pytest.fixture
def things(demo: Study, cast: dict[str, Any]) -> dict[str, int]:
    """The rows that the addresses name."""
    agreement = Agreement.objects.get(name="Cipal")
    for _ in range(2):  # only an older version can come back
        agreement.save()
    moment = timezone.now()
    return {
        "<agreement>": agreement.pk,
        "<membership>": Membership.objects.get(agreement=agreement, municipality__nis="71020").pk,
        "<version>": agreement.history.earliest().pk,
        "<access>": StudyAccess.objects.get(study=demo, user=cast["reader"]).pk,
        "<run>": ImportRun.objects.create(title="lijst.csv", at=moment, touched_at=moment).pk,
    }


def address(name: str, things: dict[str, int]) -> str:
    kwargs = {key: things.get(value, value) for key, value in GET[name][0].items()}
    return reverse(name, kwargs=kwargs)


def test_every_address_has_its_line():
    known = {name for name in addresses(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert known == set(GET)


@pytest.mark.parametrize("name", GET)
def test_who_may_look(name: str, things: dict[str, int], client_of: Callable[[str], Client]):
    found = tuple(client_of(role).get(address(name, things)).status_code for role in CAST)
    assert found == GET[name][1]


@pytest.mark.parametrize("name", GET)
@pytest.mark.parametrize("role", CAST)
def test_who_may_write(name: str, role: str, things: dict[str, int], client_of: Callable[[str], Client]):
    """An address without a line takes no POST from anybody."""
    found = client_of(role).post(address(name, things)).status_code
    assert found == POST.get(name, POST_ONLY)[CAST.index(role)]
