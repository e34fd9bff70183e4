"""Why a row of a plan is refused, disputed or left alone: one plain sentence for each code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.exchange.reasons import REASONS, hinted


class Because(StrEnum):
    ABSENT = "absent"
    ABSENT_KNOWN = "absent_known"
    AGREEMENT_REFUSED = "agreement_refused"
    ALL_ROWS_REFUSED = "all_rows_refused"
    BACKWARDS = "backwards"
    CONTRADICTS_ROW = "contradicts_row"
    DIFFERENT_VALUE = "different_value"
    LOOKS_LIKE = "looks_like"
    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    NAMESAKES = "namesakes"
    NAME_UNCLEAR = "name_unclear"
    OTHER_BODY = "other_body"
    REJECTED_HERE = "rejected_here"
    SAME_AS_ROW = "same_as_row"
    TAKEN_NAME = "taken_name"
    THEME_MISSING = "theme_missing"
    THEME_UNCLEAR = "theme_unclear"
    TOO_LONG = "too_long"
    TWO_AGREEMENTS = "two_agreements"
    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_PREDECESSOR = "unknown_predecessor"
    UNKNOWN_THEME = "unknown_theme"


SENTENCES: Mapping[str, Promise] = {
    **{str(code): sentence for code, sentence in REASONS.items()},
    Because.ABSENT: _("“%(value)s” does not list this municipality. Both statements are kept."),
    Because.ABSENT_KNOWN: _("“%(value)s” still does not list this municipality."),
    Because.AGREEMENT_REFUSED: _("Its agreement “%(value)s” was refused."),
    Because.ALL_ROWS_REFUSED: _("Every member of this agreement was refused."),
    Because.BACKWARDS: _("The end would come before the start: %(value)s."),
    Because.CONTRADICTS_ROW: _("Row %(value)s says something else of the same thing."),
    Because.DIFFERENT_VALUE: _("The file says something else. What stands here is kept unless you choose."),
    Because.LOOKS_LIKE: _("It looks like %(value)s. Its members go there unless you say it is another body."),
    Because.MUNICIPALITY_UNKNOWN: _("“%(value)s” is not a municipality that is known here."),
    Because.NAMESAKES: _("It is made beside others with this name: %(value)s."),
    Because.NAME_UNCLEAR: _("Several cooperations have this name: %(value)s. Fill in the theme."),
    Because.OTHER_BODY: _("“%(value)s” has the same name here but another official number."),
    Because.REJECTED_HERE: _("Somebody decided that this is not a member; “%(value)s” says it is."),
    Because.SAME_AS_ROW: _("The same stands in row %(value)s."),
    Because.TAKEN_NAME: _("“%(value)s” already has this name in the same theme."),
    Because.THEME_MISSING: _("The domain “%(value)s” is given, but no theme."),
    Because.THEME_UNCLEAR: _("The theme “%(value)s” exists in several domains. Give the domain."),
    Because.TOO_LONG: _("“%(value)s” is too long."),
    Because.TWO_AGREEMENTS: _("The official numbers belong to two agreements: %(value)s."),
    Because.UNKNOWN_FORM: _("“%(value)s” is not a legal form that is known here."),
    Because.UNKNOWN_PREDECESSOR: _("The predecessor “%(value)s” is not a municipality that is known here."),
    Because.UNKNOWN_THEME: _("The theme “%(value)s” is new. Give its domain to add it."),
}

MATCHES: Mapping[str, Promise] = {
    "code": _("found by its code"),
    "identifier": _("found by an official number"),
    "theme_name": _("found by theme and name"),
    "name": _("found by its name"),
}


def explain_row(row: Mapping[str, object]) -> str:
    """The sentences of a stored preview row; '' where there is nothing to say."""
    first = [row.get(name, "") for name in ("reason", "value", "hint")]
    also: Any = row.get("also", [])
    return " ".join(_sentence(*each, column=row.get("column", "")) for each in [first, *also] if each[0])


def _sentence(code: Any, value: object, hint: object, *, column: object) -> str:
    return hinted(code, str(SENTENCES[code]) % {"value": value, "column": column}, str(hint))
