from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """The sentences of a refusal as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def person(demo: object) -> User:
    """Somebody who works in the demo."""
    return User.objects.create_user("griet")
