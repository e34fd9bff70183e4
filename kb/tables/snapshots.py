"""Two pictures as tables: what became of each agreement, and what each pair shares."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.forms.snapshots import KINDS
from kb.tables.framed import FrameData, NumberColumn

BADGES = {
    "added": "pro",
    "widened": "pro",
    "moved": "divergent",
    "narrowed": "risk",
    "dropped": "risk",
    "ended": "ended",
    "contradicted": "disputed",
    "first_named": "to_check",
    "not_named": "to_check",
    "unclear": "to_check",
    "same": "confirmed",
}


class SnapshotTable(tables.Table):
    name = tables.Column(verbose_name=_("Cooperation"))
    rank = tables.Column(verbose_name=_("What changed"))
    n_before = NumberColumn(verbose_name=_("Members, first picture"))
    n_after = NumberColumn(verbose_name=_("Members, second picture"))
    stayed = tables.Column(verbose_name=_("In both"), default="–", empty_values=(None, ""))
    joined = tables.Column(verbose_name=_("Only in the second picture"), default="–", empty_values=(None, ""))
    left = tables.Column(verbose_name=_("Only in the first picture"), default="–", empty_values=(None, ""))

    class Meta:
        order_by = ("rank", "name")
        caption = _("Cooperations in both pictures")
        empty_text = _("No cooperation matches these filters.")

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        link = format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)
        theme = record["theme_name"]
        return format_html('{} <span class="note">{}</span>', link, theme) if theme else link

    def render_rank(self, record: dict[str, Any]) -> str:
        kind = record["kind"]
        context = {"kind": BADGES[kind], "label": KINDS[kind]}
        badge = render_to_string("components/badge.html", context)
        if kind != "contradicted":
            return badge
        settle = reverse("kb:agreement", args=[record["id"]])
        link = '{} <a class="note" href="{}#disputed">{}<span class="visually-hidden">: {}</span></a>'
        return format_html(link, badge, settle, gettext("Settle it"), record["name"])


class SharedThenTable(tables.Table):
    a_name = tables.Column(verbose_name=_("Municipality A"))
    b_name = tables.Column(verbose_name=_("Municipality B"))
    then = NumberColumn(verbose_name=_("Shared, first picture"))
    now = NumberColumn(verbose_name=_("Shared, second picture"))
    change = NumberColumn(verbose_name=_("Difference"))
    n_a_then = NumberColumn(verbose_name=_("A has, first picture"))
    n_a_now = NumberColumn(verbose_name=_("A has, second picture"))
    n_b_then = NumberColumn(verbose_name=_("B has, first picture"))
    n_b_now = NumberColumn(verbose_name=_("B has, second picture"))

    class Meta:
        prefix = "pair-"
        order_by = "-then"
        caption = _("Shared cooperations of each pair, in both pictures")
        empty_text = _("A pair needs two municipalities.")


def snapshot_rows(rows: pd.DataFrame) -> tuple[list[str], list[list[Any]]]:
    said = rows.assign(rank=[str(KINDS[kind]) for kind in rows["kind"]])
    columns = SnapshotTable.base_columns
    names = ["code", "name", "theme_name", *(name for name in columns if name != "name"), "unsure"]
    heads = {
        "code": gettext("Code"),
        "theme_name": gettext("Theme"),
        "unsure": gettext("Of whom the other says nothing"),
    }
    headings = [heads.get(name) or str(columns[name].verbose_name) for name in names]
    return headings, said[names].astype(object).to_numpy().tolist()


def listed(rows: pd.DataFrame) -> SnapshotTable:
    return SnapshotTable(FrameData(rows))
