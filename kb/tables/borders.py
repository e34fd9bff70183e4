"""The agreements beside the borders of the reference regions, on the page and in a file."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kb.forms.borders import STATUSES
from kb.models import Study
from kb.tables.framed import NumberColumn, ShareColumn
from kb.wording import decimals

BADGES = {
    "mend": "risk",
    "exempted": "confirmed",
    "form_unknown": "to_check",
    "not_covered": "mandatory",
    "incomplete": "to_check",
    "within": "confirmed",
}
NAMED = 3  # members elsewhere that the table still names, and regions that it counts them in
EXPORTED = ("code", "name", "form", "home", "members", "inside", "outside", "unknown", "purity", "coverage")


class _AgreementTable(tables.Table):
    """``forms``: the names of the legal forms by code."""

    name = tables.Column(verbose_name=_("Cooperation"))
    form = tables.Column(verbose_name=_("Legal form"), default=_("not known"), empty_values=(None, ""))

    def __init__(self, *args: Any, forms: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forms = forms

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        link = format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)
        theme = record["theme_name"]
        return format_html('{} <span class="note">{}</span>', link, theme) if theme else link

    def render_form(self, value: str) -> str:
        return self.forms.get(value, value)


class BorderTable(_AgreementTable):
    status = tables.Column(verbose_name=_("Status"))
    home = tables.Column(verbose_name=_("Home region"), default=_("not known"))
    members = NumberColumn(verbose_name=_("Members"))
    inside = NumberColumn(verbose_name=_("Inside"))
    outside = tables.Column(verbose_name=_("Outside"))
    purity = ShareColumn(verbose_name=_("Purity"))
    coverage = ShareColumn(verbose_name=_("Coverage"))

    class Meta:
        exclude = ("form",)  # it stands under the name: the table is wide enough
        order_by = ("-outside", "name")
        caption = _("Cooperations and the border of the reference region")
        empty_text = _("No cooperation matches these filters.")

    def __init__(self, *args: Any, study: Study, edits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study, self.edits = study, edits

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        form = self.forms.get(record["form"], gettext("legal form not known"))
        return format_html("{} {}", super().render_name(value, record), _note(f"· {form}"))

    def render_members(self, value: int, record: dict[str, Any]) -> str:
        n = record["disputed"]
        said = ngettext("%(n)s disputed", "%(n)s disputed", n) % {"n": n}
        return format_html("{} {}", decimals(value, 0), _note(said if n else ""))

    def render_status(self, value: str, record: dict[str, Any]) -> str:
        context = {
            "kind": BADGES[value],
            "label": STATUSES[value],
            "row": record,
            "edits": self.edits and record["covered"],
            "study": self.study,
        }
        return render_to_string("kb/borders/_status.html", context)

    def render_outside(self, value: int, record: dict[str, Any]) -> str:
        """How many, and who they are; of many, how many in the regions that have most."""
        if value <= NAMED:
            return format_html("{} {}", value, _note(record["elsewhere"]))
        first, more = record["by_region"].split(", ")[:NAMED], record["regions"] - 1 - NAMED
        rest = [ngettext("and %(n)s more region", "and %(n)s more regions", more) % {"n": more}]
        return format_html("{} {}", value, _note(", ".join([*first, *(rest if more > 0 else [])])))


class RegionTable(_AgreementTable):
    region = tables.Column(verbose_name=_("Reference region"))
    inside = NumberColumn(verbose_name=_("Members in it"))
    members = NumberColumn(verbose_name=_("Members"))
    region_size = NumberColumn(verbose_name=_("Municipalities of the region"))
    coverage = ShareColumn(verbose_name=_("Coverage"))
    purity = ShareColumn(verbose_name=_("Purity"))

    class Meta:
        order_by = ("-coverage", "name")
        caption = _("Coverage and purity of each cooperation in each reference region")
        empty_text = _("No cooperation matches these filters.")


def _note(said: str) -> str:
    return format_html('<span class="note">{}</span>', said) if said else ""


def border_rows(rows: pd.DataFrame, forms: dict[str, str]) -> tuple[list[str], list[list[Any]]]:
    """For a file: every member outside by name, and the status in words."""
    said = rows.assign(status=[str(STATUSES[status]) for status in rows["status"]])
    ordered = said.sort_values(["outside", "name"], ascending=[False, True])
    columns = {
        **_headings(BorderTable, EXPORTED),
        "unknown": gettext("Region not known"),
        "elsewhere": gettext("Who lies outside"),
        "status": gettext("Status"),
        "reason": gettext("Reason"),
        "hint": gettext("Possible exception"),
        "disputed": gettext("Disputed members"),
    }
    return _cells(ordered, columns, forms)


def region_rows(rows: pd.DataFrame, forms: dict[str, str]) -> tuple[list[str], list[list[Any]]]:
    names = ("code", "name", "form", "region", "inside", "members", "region_size", "coverage", "purity")
    ordered = rows.sort_values(["name", "coverage"], ascending=[True, False])
    return _cells(ordered, _headings(RegionTable, names), forms)


def _headings(table: type[tables.Table], names: tuple[str, ...]) -> dict[str, str]:
    columns = {**_AgreementTable.base_columns, **table.base_columns}
    return {name: str(columns[name].verbose_name) if name in columns else gettext("Code") for name in names}


def _cells(
    rows: pd.DataFrame, columns: dict[str, str], forms: dict[str, str]
) -> tuple[list[str], list[list[Any]]]:
    named = rows.assign(form=[forms.get(form, "") for form in rows["form"]])
    values = named[list(columns)].round(4).astype(object)
    return list(columns.values()), values.where(values.notna(), None).to_numpy().tolist()
