"""The facts of an agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionModelForm, ReasonForm, VersionedForm
from kb.forms.choices import RowsField, day_input, themes
from kb.models import Agreement, Theme
from kb.wording import spoken


class AgreementFields(ActionModelForm):
    class Meta:
        model = Agreement
        fields = (
            "name",
            "theme",
            "legal_form",
            "obligation",
            "status",
            "founded_on",
            "ended_on",
            "expires_on",
            "note",
        )
        widgets = {name: day_input() for name in ("founded_on", "ended_on", "expires_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("theme", "legal_form"):
            self.fields[name].empty_label = _("not known")  # type: ignore[attr-defined]
        self.fields["theme"].choices = themes(_("not known"))  # type: ignore[attr-defined]
        self.fields["expires_on"].help_text = longest_term(self.instance)


class AgreementForm(AgreementFields, VersionedForm):
    """For an agreement that exists."""


class GiveThemeForm(ReasonForm):
    """One theme for the agreements that were ticked in the table."""

    agreements = RowsField(
        queryset=Agreement.objects.all(),
        error_messages={"required": gettext_lazy("Tick the agreements that get this theme.")},
    )
    theme = forms.ModelChoiceField(queryset=Theme.objects.all(), label=gettext_lazy("Theme"))
    field_order = ("theme", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = themes(_("Choose a theme"))  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        return set(self["agreements"].value() or ())


def latest_expiry(agreement: Agreement) -> date | None:
    """The last day the legal form allows, counted from the founding; None where either is not known."""
    form, start = agreement.legal_form, agreement.founded_on
    if form is None or not form.max_years or start is None:
        return None
    year = start.year + form.max_years
    try:
        return start.replace(year=year)
    except ValueError:  # 29 February
        return start.replace(year=year, day=28)


def longest_term(agreement: Agreement) -> str:
    """A hint beside the field, never filled in by itself: a council may have chosen less."""
    form = agreement.legal_form
    if form is None or not form.max_years:
        return ""
    said = _("%(form)s: at most %(years)s years.") % {"form": form, "years": form.max_years}
    if (last := latest_expiry(agreement)) is None:
        return said
    day = spoken(Agreement._meta.get_field("expires_on"), last)
    return said + " " + _("Founded when it was, it runs until %(day)s at the latest.") % {"day": day}
