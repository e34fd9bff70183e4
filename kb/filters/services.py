"""Filters of the catalogue of services."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kb.models import Approach, Capacity, Phase, Service, ServiceGroup, Study, Where

ALL = {"empty_label": _("All")}
NONE = "none"
APPROACHES = [*((code, label) for code, label in Approach.choices if code), (NONE, Approach.OPEN.label)]
PLACES = [*((code, label) for code, label in Where.choices if code), (NONE, Where.OPEN.label)]


class ServiceFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Search"))
    group = filters.ChoiceFilter(choices=ServiceGroup, label=_("Group"), **ALL)
    approach = filters.ChoiceFilter(method="chosen", choices=APPROACHES, label=_("Approach"), **ALL)
    where = filters.ChoiceFilter(method="chosen", choices=PLACES, label=_("Organised"), **ALL)
    gain = filters.ModelChoiceFilter(
        field_name="gains",
        queryset=Capacity.objects.all(),
        to_field_name="code",
        label=_("Strengthens"),
        **ALL,
    )
    phase = filters.ModelChoiceFilter(
        queryset=Phase.objects.none(), label=_("Phase"), null_label=_("Not planned yet"), **ALL
    )
    differs = filters.BooleanFilter(
        method="untouched", label=_("Differs from the guideline"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Service
        fields: list[str] = []

    def __init__(self, data: Any, *, study: Study, **kwargs: Any) -> None:
        super().__init__(data, queryset=study.services.all(), **kwargs)
        self.filters["phase"].queryset = study.phases.all()

    def search(self, rows: QuerySet[Service], _name: str, words: str) -> QuerySet[Service]:
        found = Q(name__icontains=words) | Q(reason__icontains=words) | Q(themes__name__icontains=words)
        return rows.filter(found).distinct()

    def chosen(self, rows: QuerySet[Service], name: str, wanted: str) -> QuerySet[Service]:
        return rows.filter(**{name: "" if wanted == NONE else wanted})

    def untouched(self, rows: QuerySet[Service], _name: str, _wanted: Any) -> QuerySet[Service]:
        """Whether a choice differs is not in the row: the catalogue knows it."""
        return rows

    @property
    def only_differing(self) -> bool:
        return bool(self.form.is_valid() and self.form.cleaned_data["differs"])
