"""The tables of the page of clusters, and each as a file."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kb.insight.structure.clusters import Structure
from kb.tables.framed import FrameData, NumberColumn, ShareColumn
from kb.wording import decimals

NO_EVIDENCE = _("no evidence")


class TownTable(tables.Table):
    """A table of municipalities; each name leads to its page."""

    name = tables.Column(verbose_name=_("Municipality"))
    cluster_label = tables.Column(verbose_name=_("Cluster"), default=NO_EVIDENCE)

    class Meta:
        order_by = "name"
        empty_text = _("No municipality in this view.")
        attrs = {"class": "table--compact"}

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:municipality", args=[record["nis"]]), value)

    def render_cluster_label(self, value: str) -> str:
        return value or str(NO_EVIDENCE)


class BrokerTable(TownTable):
    stability = ShareColumn(verbose_name=_("Firmness"))
    strength = NumberColumn(verbose_name=_("Meetings"))
    betweenness = NumberColumn(places=3, verbose_name=_("Betweenness"))
    constraint = NumberColumn(places=2, verbose_name=_("Constraint"))
    effective_size = NumberColumn(places=1, verbose_name=_("Effective size"))

    class Meta(TownTable.Meta):
        prefix = "broker-"
        order_by = "-strength"
        caption = _("Hubs and bridges")


class TerritoryTable(TownTable):
    """With a column for each domain."""

    n = NumberColumn(verbose_name=_("Agreements"))
    partners = NumberColumn(verbose_name=_("Partners"))
    congruence = ShareColumn(verbose_name=_("Congruence"))
    domains = tables.Column(verbose_name=_("Domains"), attrs={"td": {"class": "number"}}, empty_values=())
    even = NumberColumn(places=1, verbose_name=_("As broad as"))
    unknown = NumberColumn(verbose_name=_("Domain unknown"))

    class Meta(TownTable.Meta):
        prefix = "territory-"
        caption = _("Congruence and breadth")

    @classmethod
    def of(cls, found: Structure) -> TerritoryTable:
        frame, named = with_domains(found)
        extra = [(column, NumberColumn(verbose_name=name)) for column, name in named.items()]
        made = cls(FrameData(frame), extra_columns=extra)
        made.all_domains = len(named)
        return made

    def render_domains(self, value: float | None, record: dict[str, Any]) -> str:
        """A bar beside the number, for who compares at a glance."""
        if value is None:
            return _("– (%(n)s unknown)") % {"n": decimals(record["unknown"], 0)}
        value = int(value)
        bar = '<progress max="{}" value="{}" aria-hidden="true"></progress> {} / {}'
        return format_html(bar, max(1, self.all_domains), value, value, self.all_domains)


class LossTable(tables.Table):
    name = tables.Column(verbose_name=_("Agreement"))
    members = NumberColumn(verbose_name=_("Members in view"))
    mine = NumberColumn(verbose_name=_("Of the study"))
    redundancy = ShareColumn(verbose_name=_("Redundancy"))
    lost_pairs = NumberColumn(verbose_name=_("Pairs lost"))
    parts = NumberColumn(verbose_name=_("Parts more"))
    cut_off = NumberColumn(verbose_name=_("Cut off"))
    domain_name = tables.Column(verbose_name=_("Domain"), default="–")
    wide = tables.Column(verbose_name=_("Of nearly everybody"))

    class Meta:
        prefix = "loss-"
        order_by = ("wide", "-lost_pairs")
        caption = _("What would be lost without it?")
        empty_text = _("No agreement with two members or more in this view.")
        attrs = {"class": "table--compact"}

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)

    def render_domain_name(self, value: str) -> str:
        return value or "–"

    def render_wide(self, value: int) -> str:
        return _("yes") if value else "–"


class ShareTable(tables.Table):
    a_name = tables.Column(verbose_name=_("Municipality"))
    b_name = tables.Column(verbose_name=_("With"))
    share = ShareColumn(verbose_name=_("Together"))
    runs = NumberColumn(verbose_name=_("Runs together"))

    class Meta:
        prefix = "share-"
        caption = _("How often two municipalities belong together")
        empty_text = _("No two municipalities were ever in one cluster.")
        attrs = {"class": "table--compact"}


FILES: dict[str, type[tables.Table]] = {
    "municipalities": TerritoryTable,
    "brokerage": BrokerTable,
    "agreements": LossTable,
    "stability": ShareTable,
}


def with_domains(found: Structure) -> tuple[pd.DataFrame, dict[str, str]]:
    """The municipalities with a column a domain, and what each of these columns is called."""
    named = {f"domain_{at}": str(name) for at, name in enumerate(found.coverage.columns)}
    counts = found.coverage.set_axis(list(named), axis="columns")
    return found.towns.merge(counts, left_on="id", right_index=True), named


def file_rows(found: Structure, pairs: pd.DataFrame, which: str) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of one table, as it stands on the page; municipalities with their NIS code."""
    towns, named = with_domains(found)
    frames = {"municipalities": towns, "brokerage": found.towns, "agreements": found.agreements}
    frame = frames.get(which, pairs)
    columns = {name: str(column.verbose_name) for name, column in FILES[which].base_columns.items()}
    if which == "municipalities":
        columns |= named
    if "nis" in frame:
        columns = {"name": columns.pop("name"), "nis": str(_("NIS code")), **columns}
    values = frame[list(columns)].round(4).astype(object)
    return list(columns.values()), values.where(values.notna(), None).to_numpy().tolist()
