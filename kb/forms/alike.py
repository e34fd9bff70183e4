"""Which groups are sought that resemble a region."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kb.forms.comparison import ComparisonForm
from kb.insight.regions.alike import SIZES, Wish
from kb.models import Region, Source

WHERE = [
    ("all", _("All municipalities")),
    ("province", _("Province of the study")),
    ("reference_region", _("Reference region of the study")),
]


class AlikeForm(ComparisonForm):
    """Voluntary agreements are read unless asked otherwise: what a law requires says little of a choice."""

    size = forms.TypedChoiceField(label=_("Municipalities in a group"), coerce=int, required=False)
    where = forms.ChoiceField(label=_("Where?"), choices=WHERE, required=False)
    ours = forms.BooleanField(label=_("With one of the study"), required=False)
    field_order = ("region", "size", "where", "ours", "source", "obligation", "max_members", "on")

    def __init__(self, data: QueryDict, *, region: Region, members: int, common: Source | None) -> None:
        data = data.copy()
        data.setdefault("obligation", "voluntary")
        data.setdefault("size", str(min(max(members, SIZES[0]), SIZES[-1])))
        super().__init__(data, region=region, common=common)
        self.fields["size"].choices = [(size, str(size)) for size in SIZES]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What is refused keeps its start and shows why."""
        self.is_valid()
        given = self.cleaned_data
        size = given.get("size") or SIZES[0]
        return Wish(size, given.get("where") or "all", bool(given.get("ours")))
