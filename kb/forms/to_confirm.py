"""Confirming many ties at once: exactly those that were shown, and no others."""

from __future__ import annotations

from typing import Any

from django import forms

from kb.forms.choices import RowsField
from kb.models import Membership


class ConfirmAllForm(forms.Form):
    rows = RowsField(queryset=Membership.objects.none(), widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *, shown: list[Membership]) -> None:
        super().__init__(data, initial={"rows": [row.pk for row in shown]})
        known = Membership.objects.filter(pk__in=[row.pk for row in shown])
        self.fields["rows"].queryset = known  # type: ignore[attr-defined]
