"""How figures look: in the reader's locale, rounded as people do, and a dash for nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import isnan
from numbers import Real
from typing import Any

from django.utils.formats import number_format

NOTHING = "–"


def percent(value: Any, decimals: int = 1) -> str:
    """A share of one as a percentage."""
    return f"{_said(value * 100, decimals)} %" if _known(value) else NOTHING


def decimals(value: Any, places: int = 2) -> str:
    return _said(value, places) if _known(value) else NOTHING


def _said(value: Any, places: int) -> str:
    """Halves are rounded up, as people do: 62.5 % is 63 %, not the banker's 62 %."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(exact, places, use_l10n=True, force_grouping=True)


def _known(value: Any) -> bool:
    """NaN is the frames' word for "no evidence"."""
    return isinstance(value, (Real, Decimal)) and not isnan(value)
