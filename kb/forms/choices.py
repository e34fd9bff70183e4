"""Long lists to choose from, in groups: themes under their domain, municipalities under their province."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.models import Municipality, Theme
from kb.wording import with_years

Choices = list[tuple[Any, Any]]
DIGITS = 18  # what a database takes for the number of a row


def can_be_a_number(key: Any) -> bool:
    return len(str(key)) <= DIGITS


class SuggestingInput(forms.TextInput):
    """A field in which one types and the browser proposes what fits, also without JavaScript."""

    suggestions: Iterable[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{name}-suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class RowsField(forms.ModelMultipleChoiceField):
    """A number that no row can have is an invalid choice; the database would fall over it."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not can_be_a_number(key):
                refused = self.error_messages["invalid_choice"]
                raise forms.ValidationError(refused, code="invalid_choice", params={"value": key})
        return super().clean(value)


def day_input() -> forms.DateInput:
    """The browser's own calendar; it wants ISO dates whatever the language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def themes(empty: str) -> Choices:
    rows = Theme.objects.select_related("domain")
    return [("", empty), *_grouped(rows, lambda theme: theme.domain.name, str)]


def municipalities(empty: str = "") -> Choices:
    """Every municipality there is or was, each recognisable by its years."""
    rows = Municipality.objects.select_related("province").order_by("province__name", "name", "nis")
    return [("", empty), *_grouped(rows, province_of, with_years)]


def province_of(municipality: Municipality) -> str:
    return municipality.province.name if municipality.province else _("Province not known")


def _grouped(rows: Iterable[Any], group: Callable[[Any], str], label: Callable[[Any], str]) -> Choices:
    return [(name, [(row.pk, label(row)) for row in members]) for name, members in groupby(rows, key=group)]
