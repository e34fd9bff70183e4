"""How the four readings are asked for: the filter bar, with what each reading needs besides."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kb.forms.reading import RangeInput, ReadingForm
from kb.insight.overlap.readings import ALPHA, MOST

MEASURES = [
    ("shared", _("Shared agreements")),
    ("jaccard", _("Jaccard")),
    ("overlap", _("Overlap coefficient")),
    ("ochiai", _("Ochiai")),
    ("weight", _("Collaboration weight")),
]
LEVELS = [("0.1", "10 %"), ("0.05", "5 %"), ("0.01", "1 %")]
WHOSE = [("study", _("Of the study")), ("all", _("All pairs"))]


class ReadingsForm(ReadingForm):
    whose = forms.ChoiceField(label=_("Pairs"), choices=WHOSE, initial="study", required=False)
    max_members = forms.IntegerField(
        label=_("At most n members"),
        min_value=2,
        max_value=100,
        initial=MOST,
        required=False,
        widget=RangeInput,
    )
    measure = forms.ChoiceField(
        label=_("Measure"),
        choices=MEASURES,
        initial="shared",
        required=False,
        help_text=_(
            "Jaccard: the shared part of all agreements of the two. Overlap coefficient: of the smaller list."
            " Ochiai: between these two. Weight: small agreements count for more."
        ),
    )
    alpha = forms.ChoiceField(
        label=_("Significance level"),
        choices=LEVELS,
        initial=str(ALPHA),
        required=False,
        help_text=_("How many of the pairs said to differ from chance may be chance after all."),
    )
    field_order = ("whose", "scope", "domain", "form", "max_members", "measure", "alpha", "source", "on")

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        for name in ("whose", "scope", "max_members", "measure", "alpha"):
            data.setdefault(name, str(self.base_fields[name].initial))
        super().__init__(data)
        for name in ("obligation", "resolution"):
            del self.fields[name]

    def asked(self, name: str) -> str:
        """One of the choices; what is refused or left empty is read as usual."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or self.base_fields[name].initial)
