"""The filter bar: one form for every page that reads the network."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kb.analysis.reading import Reading
from kb.models import Domain, LegalForm, Source

SCOPES = [
    ("region", _("Reference region and neighbours")),
    ("study", _("Municipalities of the study")),
    ("around", _("Study, candidates and neighbours")),
    ("all", _("All municipalities")),
]
OBLIGATIONS = [("", _("All")), ("voluntary", _("Voluntary only")), ("mandatory", _("Mandatory only"))]

READ = [field.name for field in fields(Reading)]  # a page may ask more than this in the same bar


class RangeInput(forms.NumberInput):
    """A slider; its place is always sent, so its start must mean "as usual"."""

    input_type = "range"


class ReadingForm(forms.Form):
    """Every field may stay empty; what is left empty reads everything."""

    scope = forms.ChoiceField(label=_("Municipalities"), choices=SCOPES, initial="region", required=False)
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    form = forms.ChoiceField(label=_("Legal form"), required=False)
    obligation = forms.ChoiceField(label=_("Obligation"), choices=OBLIGATIONS, required=False)
    max_members = forms.IntegerField(label=_("At most n members"), min_value=2, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    on = forms.DateField(
        label=_("State on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    include_to_check = forms.BooleanField(label=_("Include to check"), required=False)
    include_ended = forms.BooleanField(label=_("Include ended"), required=False)
    include_incomplete = forms.BooleanField(
        label=_("Include incomplete lists"),
        help_text=_("Cooperations of which only members within the study are known."),
        required=False,
    )
    resolution = forms.FloatField(
        label=_("Fineness of clusters"),
        min_value=0.2,
        max_value=3,
        initial=1,
        required=False,
        widget=RangeInput(attrs={"step": "0.1"}),
    )

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        data.setdefault("resolution", "1")  # a slider without a place would stand in the middle
        super().__init__(data)
        self._choose("domain", [(row.code, row.name) for row in Domain.objects.all()])
        self._choose("form", [(row.code, str(row)) for row in LegalForm.objects.exclude(kind="territorial")])
        self._choose("source", list(Source.objects.exclude(kind="law").values_list("code", "title")))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def reading(self, **fixed: Any) -> Reading:
        """The reading asked for; a field that is refused keeps its default and shows why."""
        self.is_valid()
        typed = {name: self.cleaned_data.get(name) for name in READ}
        given = {name: value for name, value in typed.items() if value not in ("", None, False)}
        return Reading(**(given | fixed))


def reading_form(data: QueryDict, *, without: tuple[str, ...] = ()) -> ReadingForm:
    """The filter bar of a page, less the fields that mean nothing there."""
    form = ReadingForm(data)
    for name in without:
        del form.fields[name]
    return form
