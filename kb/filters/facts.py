"""Filters of the tables of facts, and of the agreements on the page of a municipality."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kb.models import (
    Agreement,
    Domain,
    LegalForm,
    Membership,
    Obligation,
    Province,
    ReferenceRegion,
    Source,
    Study,
    Theme,
)

Rows = QuerySet[Any]


class Search(filters.CharFilter):
    """Words that may stand in any of the ``paths``."""

    def __init__(self, *paths: str) -> None:
        super().__init__(label=_("Search"))
        self.paths = paths

    def filter(self, rows: Rows, words: str) -> Rows:
        words = (words or "").strip()
        if not words:
            return rows
        return rows.filter(reduce(or_, (Q(**{f"{path}__icontains": words}) for path in self.paths)))


def choice(model: Any, path: str, label: Any, key: str) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        field_name=path, queryset=model.objects.all(), to_field_name=key, label=label, empty_label=_("All")
    )


def one_of(choices: Any, path: str, label: Any) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(field_name=path, choices=choices, label=label, empty_label=_("All"))


def open_studies(request: HttpRequest) -> QuerySet[Study]:
    """A study that is closed to somebody is no choice either."""
    return Study.objects.open_to(request.user)


class AgreementFilter(filters.FilterSet):
    q = Search("name", "code", "theme__name")
    domain = choice(Domain, "theme__domain", _("Domain"), "code")
    theme = filters.ModelChoiceFilter(
        queryset=Theme.objects.all(),
        to_field_name="code",
        label=_("Theme"),
        empty_label=_("All"),
        null_label=_("without a theme"),
        null_value="none",
    )
    form = choice(LegalForm, "legal_form", _("Legal form"), "code")
    obligation = one_of(Obligation, "obligation", _("Obligation"))
    status = one_of(Agreement.Status, "status", _("Status"))
    study = filters.ModelChoiceFilter(
        method="known_in",
        queryset=open_studies,
        to_field_name="slug",
        label=_("Known in the study"),
        empty_label=_("All"),
    )

    def known_in(self, rows: Rows, _name: str, study: Study) -> Rows:
        return rows.filter(pk__in=Agreement.objects.known_in(study).values("pk"))

    @property
    def is_work_list(self) -> bool:
        """Whether only agreements without a theme are shown."""
        return self.form.is_valid() and self.form.cleaned_data["theme"] == "none"


class MunicipalityFilter(filters.FilterSet):
    q = Search("name", "nis")
    province = choice(Province, "province", _("Province"), "nis")
    region = choice(ReferenceRegion, "reference_region", _("Reference region"), "name")
    on = filters.DateFilter(method="existing", label=_("Exists on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["on"].widget.input_type = "date"

    def existing(self, rows: Rows, _name: str, day: Any) -> Rows:
        return rows.on(day)


class MembershipFilter(filters.FilterSet):
    q = Search("agreement__name", "municipality__name", "municipality__nis")
    domain = choice(Domain, "agreement__theme__domain", _("Domain"), "code")
    status = one_of(Membership.Status, "status", _("Status"))
    body = one_of(Membership.Body, "body", _("Body"))
    source = filters.ModelChoiceFilter(
        method="said_by",
        queryset=Source.objects.all(),
        to_field_name="code",
        label=_("Source"),
        empty_label=_("All"),
    )

    def said_by(self, rows: Rows, _name: str, source: Source) -> Rows:
        return rows.filter(claims__source=source)


class PortfolioFilter(filters.FilterSet):
    """The agreements of one municipality."""

    q = Search("agreement__name", "agreement__theme__name")
    domain = choice(Domain, "agreement__theme__domain", _("Domain"), "code")
    obligation = one_of(Obligation, "agreement__obligation", _("Obligation"))
    status = one_of(Agreement.Status, "agreement__status", _("Status"))


class MembersFilter(filters.FilterSet):
    """The members of one agreement; its fields share the page with the form of the facts."""

    q = Search("municipality__name", "municipality__nis")
    status = one_of(Membership.Status, "status", _("Status"))

    @property
    def form(self) -> Any:
        form = super().form
        form.auto_id = "id_member_%s"
        return form


class ThemeFilter(filters.FilterSet):
    q = Search("name", "short", "code")
    domain = choice(Domain, "domain", _("Domain"), "code")


class LegalFormFilter(filters.FilterSet):
    q = Search("name", "name_en", "code")
    kind = one_of(LegalForm.Kind, "kind", _("Kind"))
    obligation = one_of(Obligation, "obligation", _("Obligation"))


class SourceFilter(filters.FilterSet):
    q = Search("title", "publisher", "code")
    kind = one_of(Source.Kind, "kind", _("Kind"))


class RecordedOverlapFilter(filters.FilterSet):
    q = Search("municipality__name", "partner__name", "source__title")
    year = filters.AllValuesFilter(field_name="year", label=_("Year"), empty_label=_("All"))


def by_name(*paths: str) -> type[filters.FilterSet]:
    """A filter set with the search field alone."""
    return type("NameFilter", (filters.FilterSet,), {"q": Search(*paths)})


DomainFilter = by_name("name", "code")
StakeholderFilter = by_name("name", "kind", "code")
RegionFilter = by_name("name", "vision")
