"""Filters of the list of cooperations."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kb.models import Agreement, Domain, LegalForm, Municipality, Obligation, Study
from kb.models.agreements import HELD

WHOSE = [("study", _("Of this study")), ("all", _("All known"))]

ALL = {"empty_label": _("All")}


class CooperationFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Search"))
    whose = filters.ChoiceFilter(method="of", label=_("Cooperations"), choices=WHOSE, empty_label=None)
    domain = filters.ModelChoiceFilter(
        field_name="theme__domain",
        queryset=Domain.objects.all(),
        to_field_name="code",
        label=_("Domain"),
        empty_label=_("All"),
    )
    form = filters.ModelChoiceFilter(
        field_name="legal_form",
        queryset=LegalForm.objects.all(),
        to_field_name="code",
        label=_("Legal form"),
        empty_label=_("All"),
    )
    obligation = filters.ChoiceFilter(choices=Obligation, label=_("Obligation"), **ALL)
    status = filters.ChoiceFilter(choices=Agreement.Status, label=_("Status"), **ALL)
    member = filters.ModelChoiceFilter(
        method="with_member",
        queryset=Municipality.objects.none(),
        to_field_name="nis",
        label=_("Member"),
        empty_label=_("All"),
    )
    to_check = filters.BooleanFilter(
        method="to_be_checked", label=_("With ties to check"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, data: Any, *, study: Study, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("whose", "study")
        self.study = study
        super().__init__(data, queryset=Agreement.objects.cooperation(), **kwargs)
        self.filters["member"].queryset = study.municipalities.in_order()

    def search(self, rows: QuerySet[Agreement], _name: str, words: str) -> QuerySet[Agreement]:
        found = Q(name__icontains=words) | Q(theme__name__icontains=words)
        return rows.filter(found | Q(identifiers__value__icontains=words)).distinct()

    def of(self, rows: QuerySet[Agreement], _name: str, whose: str) -> QuerySet[Agreement]:
        return rows if whose == "all" else rows.filter(pk__in=Agreement.objects.known_in(self.study))

    def with_member(self, rows: QuerySet[Agreement], _name: str, who: Municipality) -> QuerySet[Agreement]:
        tied = Q(memberships__municipality=who) & HELD
        return rows.filter(tied).distinct()

    def to_be_checked(self, rows: QuerySet[Agreement], _name: str, wanted: Any) -> QuerySet[Agreement]:
        return rows.filter(memberships__status="to_check").distinct() if wanted else rows
