"""What the page of the border shows, and the day that it reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kb.forms.choices import day_input
from kb.models import LegalForm

WHOSE = [("study", _("Of this study")), ("all", _("All known"))]
STATUSES = {
    "mend": _("crosses, to be mended"),
    "exempted": _("crosses, with a recorded reason"),
    "form_unknown": _("crosses, legal form not known"),
    "not_covered": _("crosses, but the rule does not cover this form"),
    "incomplete": _("membership incomplete: to check"),
    "within": _("within one region"),
}


VIEWS = [("border", _("Across the border")), ("regions", _("Coverage and purity"))]


class BordersForm(forms.Form):
    """Every field may stay empty; what is refused keeps its default and says why."""

    q = forms.CharField(label=_("Search"), required=False)
    whose = forms.ChoiceField(label=_("Cooperations"), choices=WHOSE, initial="study", required=False)
    form = forms.ChoiceField(label=_("Legal form"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), ("crosses", _("Crosses the border")), *STATUSES.items()],
        required=False,
    )
    view = forms.ChoiceField(choices=VIEWS, required=False, widget=forms.HiddenInput)
    on = forms.DateField(label=_("State on"), required=False, widget=day_input())

    def __init__(self, data: QueryDict, *, forms: list[LegalForm]) -> None:
        super().__init__(data.copy())
        known = [(row.code, str(row)) for row in forms if row.kind != LegalForm.Kind.TERRITORIAL]
        choices = [("", _("All")), *known, ("unknown", _("not known"))]
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        self.fields["view"].initial = self.data.get("view")  # a tab, no filter that can be taken away
        self.is_valid()

    @property
    def how(self) -> str:
        return self.cleaned_data.get("view") or VIEWS[0][0]

    @property
    def wanted(self) -> dict[str, Any]:
        return self.cleaned_data
