"""Every table of facts, told once: rows, columns and filters. The page, the sorting and the files follow."""

from __future__ import annotations

import django_tables2 as tables
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kb.filters import facts as filters
from kb.models import (
    Agreement,
    Domain,
    LegalForm,
    Membership,
    Municipality,
    RecordedOverlap,
    Region,
    Source,
    Stakeholder,
    Theme,
)
from kb.tables.columns import FactTable, Itself, Named, day, link, number, text, word
from kb.tables.details import DETAILS

FACTS: dict[str, FactTable] = {
    "agreements": FactTable(
        title=_("Agreements"),
        about=_("In what municipalities work together."),
        rows=lambda: (
            Agreement.objects.select_related("theme__domain", "legal_form")
            .annotate_size()
            .order_by("name", "code")
        ),
        columns={
            "name": link(_("Agreement")),
            "theme": text(_("Theme"), order_by=("theme__order", "theme__name")),
            "domain": text(_("Domain"), "theme__domain"),
            "legal_form": text(_("Legal form")),
            "obligation": word(_("Obligation"), "obligation"),
            "status": word(_("Status"), "status"),
            "expires_on": day(_("Expires on")),
            "size": number(_("Members")),
        },
        filters=filters.AgreementFilter,
    ),
    "municipalities": FactTable(
        title=_("Municipalities"),
        about=_("As they are, and as they were before a merger."),
        rows=lambda: Municipality.objects.select_related("province", "reference_region").in_order(),
        columns={
            "name": link(_("Municipality")),
            "nis": text(_("NIS code")),
            "province": text(_("Province")),
            "reference_region": text(_("Reference region")),
            "population": number(_("Inhabitants")),
            "population_on": day(_("Counted on")),
            "valid_from": day(_("Exists since")),
            "valid_until": day(_("Existed until")),
        },
        filters=filters.MunicipalityFilter,
    ),
    "memberships": FactTable(
        title=_("Memberships"),
        about=_("Which municipality takes part in which agreement."),
        rows=lambda: Membership.objects.select_related("municipality", "agreement__theme").order_by(
            "agreement__name", "municipality__name", "body"
        ),
        columns={
            "agreement": link(_("Agreement"), order_by=("agreement__name", "municipality__name")),
            "theme": text(_("Theme"), "agreement__theme"),
            "municipality": Named(_("Municipality")),
            "body": word(_("Body"), "body"),
            "status": word(_("Status"), "status"),
            "since": day(_("Member since")),
            "last_confirmed_on": day(_("Last confirmed on")),
        },
        filters=filters.MembershipFilter,
    ),
    "domains": FactTable(
        title=_("Domains"),
        about=_("The broad fields of policy."),
        rows=lambda: Domain.objects.annotate(
            n_themes=Count("themes", distinct=True), n_agreements=Count("themes__agreements", distinct=True)
        ).order_by("order", "name"),
        columns={
            "name": text(_("Domain")),
            "code": text(_("Code")),
            "n_themes": number(_("Themes")),
            "n_agreements": number(_("Agreements")),
        },
        filters=filters.DomainFilter,
    ),
    "themes": FactTable(
        title=_("Themes"),
        about=_("What an agreement is about; every theme lies in a domain."),
        rows=lambda: (
            Theme.objects.select_related("domain")
            .annotate(n=Count("agreements"))
            .order_by("domain__order", "order", "name")
        ),
        columns={
            "name": text(_("Theme")),
            "short": text(_("Short name")),
            "domain": text(_("Domain"), order_by=("domain__order", "order")),
            "n": number(_("Agreements")),
        },
        filters=filters.ThemeFilter,
    ),
    "legal-forms": FactTable(
        title=_("Legal forms"),
        about=_("In which form bodies cooperate, and what the law says of it."),
        rows=lambda: (
            LegalForm.objects.select_related("source").annotate(n=Count("agreement")).order_by("name")
        ),
        columns={
            "name": Itself(_("Legal form")),
            "kind": word(_("Kind"), "kind"),
            "obligation": word(_("Obligation"), "obligation"),
            "legal_person": tables.BooleanColumn(verbose_name=_("Legal person"), null=True, default="–"),
            "max_years": number(_("Longest term in years")),
            "transfers_management": tables.BooleanColumn(
                verbose_name=_("Management handed over"), null=True, default="–"
            ),
            "source": text(_("Source")),
            "n": number(_("Agreements")),
        },
        filters=filters.LegalFormFilter,
    ),
    "sources": FactTable(
        title=_("Sources"),
        about=_("Where the facts come from."),
        rows=lambda: Source.objects.annotate(n=Count("claims")).order_by("title"),
        columns={
            "title": text(_("Source")),
            "kind": word(_("Kind"), "kind"),
            "publisher": text(_("Publisher")),
            "date": day(_("State on")),
            "licence": text(_("Licence")),
            "n": number(_("Statements")),
        },
        filters=filters.SourceFilter,
    ),
    "stakeholders": FactTable(
        title=_("Stakeholders"),
        about=_("Who else sits at the table."),
        rows=lambda: Stakeholder.objects.annotate(
            n_regions=Count("regions", distinct=True), n_agreements=Count("participations", distinct=True)
        ).order_by("name"),
        columns={
            "name": text(_("Stakeholder")),
            "kind": text(_("Kind")),
            "n_regions": number(_("Regions")),
            "n_agreements": number(_("Agreements")),
        },
        filters=filters.StakeholderFilter,
    ),
    "regions": FactTable(
        title=_("Regions"),
        about=_("Regions that cooperate as one."),
        rows=lambda: (
            Region.objects.select_related("agreement", "source").annotate(n=Count("members")).order_by("name")
        ),
        columns={
            "name": link(_("Region")),
            "n": number(_("Members")),
            "agreement": link(_("Agreement that carries it")),
            "source": text(_("Source")),
        },
        filters=filters.RegionFilter,
    ),
    "recorded-overlaps": FactTable(
        title=_("Recorded overlaps"),
        about=_("What others counted in the past, kept as they gave it."),
        rows=lambda: RecordedOverlap.objects.select_related("municipality", "partner", "source"),
        columns={
            "municipality": Named(_("Municipality")),
            "partner": Named(_("Shared with"), "partner"),
            "year": text(_("Year")),
            "count": number(_("Agreements")),
            "source": text(_("Source")),
        },
        filters=filters.RecordedOverlapFilter,
    ),
} | DETAILS
