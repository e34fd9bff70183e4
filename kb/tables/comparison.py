"""The rows behind the comparison: agreements of both groups, the profile, and who else sits along."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.regions.comparison import Beside, Side
from kb.models import Obligation
from kb.tables.framed import FrameData, NumberColumn, ShareColumn


class SideTable(tables.Table):
    """The agreements of one group."""

    name = tables.Column(verbose_name=gettext_lazy("Agreement"))
    members = tables.Column(verbose_name=gettext_lazy("Members of the group"), order_by="inside")
    outside = NumberColumn(verbose_name=gettext_lazy("Other members known"))
    theme_name = tables.Column(verbose_name=gettext_lazy("Theme"))
    form_name = tables.Column(verbose_name=gettext_lazy("Legal form"))
    provinces = NumberColumn(verbose_name=gettext_lazy("Provinces"))
    regions = NumberColumn(verbose_name=gettext_lazy("Reference regions"))

    class Meta:
        empty_text = gettext_lazy("No agreement is known in this reading.")

    @classmethod
    def of(cls, side: Side, forms: dict[str, str], prefix: str, caption: str) -> SideTable:
        table = cls(FrameData(_worded(side, forms)), prefix=prefix)
        table.caption = caption
        return table

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)


class OthersTable(tables.Table):
    """Municipalities outside the group, by how often they sit along."""

    name = tables.Column(verbose_name=gettext_lazy("Municipality"))
    n = NumberColumn(verbose_name=gettext_lazy("Agreements together"))

    class Meta:
        empty_text = gettext_lazy("Nobody else is known to sit at their tables.")

    @classmethod
    def of(cls, side: Side, prefix: str, caption: str) -> OthersTable:
        table = cls(FrameData(side.others), prefix=prefix)
        table.caption = caption
        return table

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:municipality", args=[record["nis"]]), value)


class ProfileTable(tables.Table):
    """The table twin of the profile."""

    name = tables.Column()
    study = NumberColumn()
    study_share = ShareColumn(verbose_name=gettext_lazy("Share"))
    region = NumberColumn()
    region_share = ShareColumn(verbose_name=gettext_lazy("Share"))

    class Meta:
        prefix = "profile-"
        empty_text = gettext_lazy("Of no agreement the class is known.")

    @classmethod
    def of(cls, rows: pd.DataFrame, heads: dict[str, str]) -> ProfileTable:
        table = cls(FrameData(rows))
        for name, head in heads.items():
            table.columns[name].column.verbose_name = head
        return table


def _worded(side: Side, forms: dict[str, str]) -> pd.DataFrame:
    """With names in the language of the reader, and nothing where nothing is known."""
    every = side.agreements["inside"] == len(side.ids)
    members = side.agreements["members"].mask(every, _("all %(n)s") % {"n": len(side.ids)})
    named = side.agreements.assign(form_name=side.agreements["form"].map(forms), members=members)
    return named.assign(theme_name=named["theme_name"].where(named["theme_name"] != "", None))


def agreement_rows(
    found: Beside, names: tuple[str, str], forms: dict[str, str]
) -> tuple[list[str], list[list[Any]]]:
    """Both groups for a file, one under the other."""
    columns = SideTable.base_columns
    heads = [_("Group"), *(str(column.verbose_name) for column in columns.values()), _("Obligation")]
    values: list[list[Any]] = []
    said = dict(Obligation.choices)
    for side, name in zip((found.study, found.region), names, strict=True):
        frame = _worded(side, forms).astype(object)
        plain = frame.where(frame.notna(), None)
        obligations = [str(said[each]) for each in plain["obligation"]]
        rows = plain[list(columns)].to_numpy().tolist()
        values += [[name, *row, must] for row, must in zip(rows, obligations, strict=True)]
    return heads, values
