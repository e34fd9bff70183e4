from __future__ import annotations

import pytest

from tests.kb.weighings import Made


@pytest.fixture
def made(db: None) -> Made:
    return Made()
