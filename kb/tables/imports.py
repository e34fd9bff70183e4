"""Imports, and what one of them would do or did, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from kb.exchange.plan.reasons import MATCHES, Because, explain_row
from kb.models import (
    Agreement,
    Boundary,
    Domain,
    ImportRun,
    Membership,
    Municipality,
    Participation,
    Province,
    ReferenceRegion,
    Source,
    Theme,
)

LONGEST = 40
MODELS: Mapping[str, type[Model]] = {
    "municipality": Municipality,
    "agreement": Agreement,
    "membership": Membership,
    "boundary": Boundary,
    "source": Source,
    "province": Province,
    "reference_region": ReferenceRegion,
    "domain": Domain,
    "theme": Theme,
    "participation": Participation,
}
KINDS = {
    "municipality": _("Municipalities"),
    "agreement": _("Agreements"),
    "membership": _("Memberships"),
    "boundary": _("Boundaries"),
    "other": _("Other"),
}
ADDED = {
    "source_added": _("source added"),
    "number_added": _("number or name added"),
    "predecessor_added": _("predecessor added"),
}
OUTCOMES = {
    "created": _("New"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "conflict": _("In conflict"),
    "refused": _("Refused"),
}


def kind_label(kind: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The rest is called after what is in it: sources, themes, …"""
    held = {row["table"] for row in rows if row["kind"] == kind == "other"}
    names = [str(model._meta.verbose_name_plural) for table, model in MODELS.items() if table in held]
    return capfirst(", ".join(names)) or str(KINDS.get(kind, ""))


class RunTable(tables.Table):
    title = tables.Column(linkify=True, verbose_name=_("Import"))
    by = tables.Column(verbose_name=_("Brought by"), default="–")
    at = tables.DateTimeColumn(verbose_name=_("Brought at"), short=True)
    state = tables.Column(verbose_name=_("State"))

    class Meta:
        order_by = "-at"
        caption = _("Earlier imports")

    def render_state(self, record: ImportRun) -> str:
        return record.get_state_display()


class RowTable(tables.Table):
    label = tables.Column(verbose_name=_("What"))
    outcome = tables.Column(verbose_name=_("Outcome"))
    differences = tables.Column(verbose_name=_("Here → in the file"), orderable=False, default="")
    place = tables.Column(verbose_name=_("Place in the file"), orderable=False, empty_values=())

    class Meta:
        caption = _("Rows of the import")
        empty_text = _("No row has this outcome.")

    def __init__(self, *args: Any, taken: frozenset[str], open_: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken, self.open = taken, open_
        if not any("differences" in row for row in self.data):
            self.columns.hide("differences")

    def render_label(self, record: Mapping[str, Any]) -> str:
        kind, number = record.get("page") or ("", "")
        url = reverse(f"kb:{kind}", args=[number]) if kind else ""
        model = MODELS.get(record["table"])
        kind = capfirst(model._meta.verbose_name) if model else ""
        context = {"label": record["label"], "url": url, "kind": kind}
        return render_to_string("kb/import/_label.html", context)

    def render_outcome(self, record: Mapping[str, Any]) -> str:
        outcome = record["outcome"]
        matched = MATCHES.get(record.get("matched", ""), "")
        why = [explain_row(record), f"({matched})" if matched else ""]
        context = {"outcome": outcome, "label": OUTCOMES[outcome], "why": " ".join(filter(None, why))}
        return render_to_string("kb/import/_outcome.html", context)

    def render_differences(self, record: Mapping[str, Any]) -> str:
        found = [_difference(MODELS.get(record["table"]), *each) for each in record["differences"]]
        choice = record.get("id", "") if self.open else ""
        context = {
            "differences": found,
            "id": choice,
            "file_wins": record.get("id") in self.taken,
            "doubt": record.get("reason") == Because.LOOKS_LIKE,
        }
        return render_to_string("kb/import/_differences.html", context)

    def render_place(self, record: Mapping[str, Any]) -> str:
        row = _("row %(row)s") % {"row": record["row"]} if record.get("row") else ""
        return ", ".join(map(str, filter(None, (record.get("sheet"), row, record.get("column")))))


def _difference(model: type[Model] | None, name: str, ours: str, file: str, clash: bool) -> dict[str, Any]:
    field = _field(model, name)
    return {
        "label": ADDED.get(name) or getattr(field, "verbose_name", name),
        "ours": _spoken(field, ours),
        "file": _spoken(field, file),
        "clash": clash,
        "added": name in ADDED,
    }


def _field(model: type[Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _spoken(field: Field[Any, Any] | None, value: str) -> str:
    """A stored value as people read it: the word of a choice, a date as written here, no endless address."""
    if isinstance(field, DateField) and value:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    word = str(dict(field.flatchoices).get(value, value)) if field else value
    return Truncator(word).chars(LONGEST)
