"""Every address, for every one of the cast: a new address without a line in `tests/access` fails here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kb.models import Study
from tests.access import (
    accounts,
    arguments,
    borders,
    clusters,
    comparison,
    connections,
    deliberation,
    facts,
    framework,
    imports,
    maps,
    parties,
    partners,
    readings,
    services,
    snapshots,
    studies,
    vision,
    weighings,
    whatif,
)
from tests.access.roles import POST_ONLY, Looks, Writes
from tests.conftest import CAST

pytestmark = pytest.mark.django_db

ROOMS: tuple[Any, ...] = (
    accounts,
    arguments,
    connections,
    borders,
    clusters,
    comparison,
    deliberation,
    facts,
    framework,
    imports,
    maps,
    parties,
    partners,
    readings,
    services,
    snapshots,
    studies,
    vision,
    weighings,
    whatif,
)
GET: Looks = reduce(or_, (room.GET for room in ROOMS))
POST: Writes = reduce(or_, (room.POST for room in ROOMS))


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


@pytest.fixture
def things(demo: Study, cast: dict[str, Any], name: str) -> dict[str, int]:
    """The rows that the addresses of the room name."""
    (room,) = (room for room in ROOMS if name in room.GET)
    return room.things() if hasattr(room, "things") else {}


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
def test_who_may_write(name: str, things: dict[str, int], client_of: Callable[[str], Client]):
    """An address without a line takes no POST; what one of the cast does is undone for the next."""
    found = []
    for role in CAST:
        with transaction.atomic():
            found.append(client_of(role).post(address(name, things)).status_code)
            transaction.set_rollback(True)
    assert tuple(found) == POST.get(name, POST_ONLY)
