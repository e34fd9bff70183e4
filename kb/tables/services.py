"""The tables of the catalogue and the roadmap, and as they leave in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.services.catalogue import Entry, Group
from kb.insight.services.roadmap import Card, Roadmap
from kb.tables.framed import FrameData, NumberColumn
from kb.wording import listed


def cell(part: str, label: Any, **options: Any) -> tables.TemplateColumn:
    return tables.TemplateColumn(
        template_name=f"kb/services/cells/{part}.html", verbose_name=label, **options
    )


class ServiceTable(tables.Table):
    """The services of one group; what is not known stands last however it is sorted."""

    name = tables.Column(verbose_name=gettext_lazy("Service"), linkify=lambda record: record["url"])
    approach = cell("approach", gettext_lazy("Approach"))
    where = cell("where", gettext_lazy("Organised"))
    gains = cell("gains", gettext_lazy("Strengthens"), orderable=False)
    arguments = cell("arguments", gettext_lazy("Arguments"))
    existing = cell("existing", gettext_lazy("Exists already"))
    priority = NumberColumn(verbose_name=gettext_lazy("Priority"))
    phase = tables.Column(
        verbose_name=gettext_lazy("Phase"), default=gettext_lazy("not planned"), order_by="phase_order"
    )

    class Meta:
        order_by = "priority"

    @classmethod
    def of(cls, group: Group) -> ServiceTable:
        rows = pd.DataFrame([_row(entry) for entry in group.entries])
        rows["priority"] = rows["priority"].astype("Int64")
        table = cls(FrameData(rows), prefix=f"{group.code}-")
        table.caption = group.label
        return table


def _row(entry: Entry) -> dict[str, Any]:
    service = entry.service
    return {
        "entry": entry,
        "name": service.name,
        "url": service.get_absolute_url(),
        "approach": service.get_approach_display(),
        "where": service.get_where_display(),
        "gains": "",
        "arguments": entry.n_arguments,
        "existing": len(entry.existing),
        "priority": entry.priority,
        "phase": str(service.phase) if service.phase else None,
        "phase_order": service.phase.order if service.phase else None,
    }


class PriorityTable(tables.Table):
    """The twin of the picture of scores."""

    name = tables.Column(verbose_name=gettext_lazy("Service"), linkify=lambda record: record["url"])
    neutrality = NumberColumn(verbose_name=gettext_lazy("Policy neutrality"))
    potential = NumberColumn(verbose_name=gettext_lazy("Potential"))
    priority = NumberColumn(verbose_name=gettext_lazy("Priority"))

    class Meta:
        order_by = "priority"
        caption = gettext_lazy("Policy neutrality, potential and priority")

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> PriorityTable:
        names = ["name", "url", "neutrality", "potential", "priority"]
        rows = [
            (one.name, one.get_absolute_url(), one.neutrality, one.potential, entry.priority)
            for entry, one in ((entry, entry.service) for entry in entries)
        ]
        frame = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[2:], "Int64"))
        return cls(FrameData(frame), prefix="priority-")


class TimelineTable(tables.Table):
    """The twin of the timeline; also what has no date."""

    name = tables.Column(verbose_name=gettext_lazy("Service"), linkify=lambda record: record["url"])
    phase = tables.Column(verbose_name=gettext_lazy("Phase"))
    start = tables.DateColumn(verbose_name=gettext_lazy("From"), format="j F Y", default="–")
    end = tables.DateColumn(verbose_name=gettext_lazy("Until"), format="j F Y", default="–")
    dates = tables.Column(verbose_name=gettext_lazy("Dates of"))
    state = tables.Column(verbose_name=gettext_lazy("State"))

    class Meta:
        caption = gettext_lazy("Services on the roadmap")
        empty_text = gettext_lazy("No service stands in a phase yet.")

    @classmethod
    def of(cls, found: Roadmap) -> TimelineTable:
        names = ["name", "url", "phase", "start", "end", "dates", "state"]
        rows = [
            (str(one), one.get_absolute_url(), column.title, card.start, card.end, whose(card), state(card))
            for column in found.phases
            for card, one in ((card, card.service) for card in column.cards)
        ]
        return cls(FrameData(pd.DataFrame(rows, columns=names, dtype=object)), prefix="timeline-")


def whose(card: Card) -> str:
    return {"own": _("the service"), "phase": _("its phase")}.get(card.dates, _("no date yet"))


def state(card: Card) -> str:
    if card.service.done_on:
        return _("running")
    return _("late") if card.is_late else _("planned")


def catalogue_file(entries: Iterable[Entry]) -> tuple[list[str], list[list[Any]]]:
    heads = [
        _("Group"), _("Service"), _("Approach"), _("Legal form"), _("Organised"), _("Guideline"), _("Reason"),
        _("Themes"), _("Strengthens"), "+", "±", "−", _("Exists already"), _("Policy neutrality"),
        _("Potential"), _("Priority"), _("Phase"), _("From"), _("Until"), _("Running since"),
        _("Source"), _("Place in the source"),
    ]  # fmt: skip
    return heads, [_cells(entry) for entry in entries]


def _cells(entry: Entry) -> list[Any]:
    row = entry.service
    return [
        row.get_group_display(), row.name, row.get_approach_display(), row.form and str(row.form),
        row.get_where_display(), entry.advice.label, row.reason, _names(row.themes.all()),
        _names(row.gains.all()), *(n for _sign, _word, n in entry.signs),
        "; ".join(f"{one.agreement} ({one.together}/{one.all})" for one in entry.existing), row.neutrality,
        row.potential, entry.priority, row.phase and str(row.phase), row.starts_on, row.ends_on, row.done_on,
        row.source and str(row.source), row.place,
    ]  # fmt: skip


def _names(rows: Iterable[Any]) -> str:
    return listed(str(row) for row in rows)


def roadmap_file(found: Roadmap) -> tuple[list[str], list[list[Any]]]:
    heads = [_("Phase"), _("Service"), _("Group"), _("Priority"), _("From"), _("Until"), _("Dates of")]
    heads += [_("State"), _("Running since")]
    columns = [*found.phases, found.columns[0]]
    return heads, [_line(column.title, card) for column in columns for card in column.cards]


def _line(phase: str, card: Card) -> list[Any]:
    row = card.service
    told = [phase, row.name, row.get_group_display(), card.priority]
    return [*told, card.start, card.end, whose(card), state(card), row.done_on]
