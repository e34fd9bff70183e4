"""What is known of a municipality, changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.actions.base import action
from kb.actions.versions import write
from kb.models import Municipality


@action
def change_municipality(
    *, municipality: Municipality, values: Mapping[str, Any], seen: int, by: Any, reason: str = ""
) -> Municipality:
    return write(municipality, values, seen=seen)
