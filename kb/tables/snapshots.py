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
    "first_named": "to_check",
    "not_named": "to_check",
    "unclear": "to_check",
    "same": "confirmed",
}


class SnapshotTable(tables.Table):
    name = tables.Column(verbose_name=_("Cooperation"))
    rank = tables.Column(verbose_name=_("What changed"))
    n_before = NumberColumn(verbose_name=_("Members, first"))
    n_after = NumberColumn(verbose_name=_("Members, second"))
    stayed = tables.Column(verbose_name=_("In both"), default="–", empty_values=(None, ""))
    joined = tables.Column(verbose_name=_("Only in the second"), default="–", empty_values=(None, ""))
    left = tables.Column(verbose_name=_("Only in the first"), default="–", empty_values=(None, ""))

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
        return render_to_string("components/badge.html", context)


class SharedThenTable(tables.Table):
    a_name = tables.Column(verbose_name=_("Municipality"))
    b_name = tables.Column(verbose_name=_("With"))
    then = NumberColumn(verbose_name=_("Shared, first"))
    now = NumberColumn(verbose_name=_("Shared, second"))
    change = NumberColumn(verbose_name=_("Difference"))
    n_a_then = NumberColumn(verbose_name=_("First has, then"))
    n_a_now = NumberColumn(verbose_name=_("First has, now"))
    n_b_then = NumberColumn(verbose_name=_("Second has, then"))
    n_b_now = NumberColumn(verbose_name=_("Second has, now"))

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
