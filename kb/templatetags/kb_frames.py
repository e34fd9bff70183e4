"""Frames in templates: a few rows as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from django import template

register = template.Library()


@register.filter
def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dict("records")


@register.filter
def least(numbers: Iterable[float]) -> float:
    return min(numbers)
