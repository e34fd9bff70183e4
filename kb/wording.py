"""Values as people read them: in their locale, rounded as they do, a dash for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isnan
from numbers import Real
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

NOTHING = "–"


def spoken(field: models.Field[Any, Any], value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        return number_format(value, use_l10n=True, force_grouping=True)
    return _day(value) if isinstance(value, date) else str(value)


def _day(value: date) -> str:
    """A moment is a date with a time, in Brussels."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "j F Y")


def with_years(municipality: Any) -> str:
    """The name, with the year it began or ended: Hasselt was one body until 2024 and is another since 2025.

    A beginning in the last century is not said: the mergers of 1977 are behind everybody.
    """
    began, ended = municipality.valid_from, municipality.valid_until
    if ended:
        return _("%(name)s (until %(year)s)") % {"name": municipality.name, "year": ended.year}
    if began and began.year >= 2000:
        return _("%(name)s (since %(year)s)") % {"name": municipality.name, "year": began.year}
    return str(municipality.name)


def listed(names: Iterable[Any]) -> str:
    """Names as people say them: A, B and C."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


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
