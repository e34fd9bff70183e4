"""The table twins of the network's pictures."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kb.insight.pictures import Picture
from kb.tables.framed import FrameData, NumberColumn, ShareColumn

MEASURES = {
    "shared": _("Shared agreements"),
    "share": _("Directed share"),
    "jaccard": _("Jaccard"),
    "overlap": _("Overlap coefficient"),
    "ochiai": _("Ochiai"),
    "weight": _("Collaboration weight"),
}


class PairTable(tables.Table):
    a_name = tables.Column(verbose_name=_("Municipality"))
    b_name = tables.Column(verbose_name=_("With"))
    shared = NumberColumn(verbose_name=_("Shared"))
    n_a = NumberColumn(verbose_name=_("First has"))
    n_b = NumberColumn(verbose_name=_("Second has"))
    share_a = ShareColumn(verbose_name=_("Of the first"))
    share_b = ShareColumn(verbose_name=_("Of the second"))
    jaccard = NumberColumn(places=3, verbose_name=MEASURES["jaccard"])
    overlap = NumberColumn(places=3, verbose_name=MEASURES["overlap"])
    ochiai = NumberColumn(places=3, verbose_name=MEASURES["ochiai"])
    weight = NumberColumn(places=2, verbose_name=MEASURES["weight"])

    class Meta:
        prefix = "pair-"
        order_by = "-shared"
        caption = _("Pairs that share an agreement")
        empty_text = _("No two municipalities share an agreement in this view.")

    @classmethod
    def of(cls, picture: Picture) -> PairTable:
        return cls(FrameData(picture.ties))


class NodeTable(tables.Table):
    name = tables.Column(verbose_name=_("Municipality"))
    cluster_label = tables.Column(verbose_name=_("Cluster"), default=_("no evidence"))
    n = NumberColumn(verbose_name=_("Agreements"))
    population = NumberColumn(verbose_name=_("Inhabitants"))
    province = tables.Column(verbose_name=_("Province"), default="–")
    reference_region = tables.Column(verbose_name=_("Reference region"), default="–")

    class Meta:
        prefix = "node-"
        order_by = "name"
        caption = _("Municipalities and their cluster")
        empty_text = _("No municipality in this view.")

    @classmethod
    def of(cls, picture: Picture) -> NodeTable:
        return cls(FrameData(picture.nodes))

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:municipality", args=[record["nis"]]), value)


def pair_rows(picture: Picture) -> tuple[list[str], list[list[Any]]]:
    """The pairs for a file: names and NIS codes, then every measure, strongest first."""
    nis = picture.nodes.set_index("id")["nis"]
    ordered = picture.ties.sort_values(["shared", "jaccard"], ascending=False).round(4)
    named = ordered.assign(a_nis=ordered["a"].map(nis), b_nis=ordered["b"].map(nis))
    names = ["a_name", "a_nis", "b_name", "b_nis"]
    code = str(_("NIS code"))
    shown = {name: column for name, column in PairTable.base_columns.items() if name not in names}
    heads = [str(PairTable.base_columns["a_name"].verbose_name), code]
    heads += [str(PairTable.base_columns["b_name"].verbose_name), code]
    heads += [str(column.verbose_name) for column in shown.values()]
    values = named[[*names, *shown]].astype(object)
    return heads, values.where(values.notna(), None).to_numpy().tolist()
