"""The pictures of the services: with which to start, and when they run."""

from __future__ import annotations

from datetime import date

import pandas as pd
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.analysis.services.priority import NEUTRAL
from kb.charts.labels import PriorityLabels, TimelineLabels
from kb.charts.priorities import priorities
from kb.charts.timeline import timeline
from kb.insight.drawings import Drawing
from kb.insight.services.catalogue import Entry
from kb.insight.services.roadmap import Card, Column, Roadmap

ROW = ["name", "kind", "start", "end", "said"]


def starts(entries: list[Entry]) -> Drawing:
    """Neutrality by potential; a service without any score is not in it."""
    shown = [entry for entry in entries if entry.service.neutrality or entry.service.potential]
    points = pd.DataFrame(
        [(str(row.service), row.place, row.service.neutrality, row.service.potential) for row in shown],
        columns=["name", "place", "neutrality", "potential"],
    ).astype({"neutrality": float, "potential": float})
    n = len(entries) - len(shown)
    missing = ngettext("%(n)s service has no score yet.", "%(n)s services have no score yet.", n)
    words = PriorityLabels(
        title=_("With which services to start?"),
        subtitle=missing % {"n": n} if n else "",
        description=_(
            "Right is policy-neutral, high is much potential; the number is the place by priority. "
            "At a question mark nobody judged that score yet."
        ),
        name=_("Services"),
        neutrality=_("Policy neutrality"),
        least_neutral=_("touches policy"),
        most_neutral=_("neutral"),
        potential=_("Potential"),
        least=_("low"),
        most=_("high"),
        first=_("Start here"),
        neutral_from=NEUTRAL,
        empty=_("No service has a score for policy neutrality or potential yet."),
    )
    return Drawing(priorities(points, words), words)


def over_time(found: Roadmap, today: date) -> Drawing:
    """The phases with the services that have a date, theirs or their phase's."""
    rows = [row for column in found.phases for row in _rows(column)]
    words = TimelineLabels(
        title=_("The roadmap over time"),
        subtitle=_("✓ runs, ! is late; a diamond has only one date that is known"),
        description=_("A bar a service, under its phase; what has no date is listed below."),
        name=_("Service"),
        dates=_("Dates"),
        today=_("today"),
        empty=_("No phase and no service on the roadmap has a date yet."),
    )
    frame = pd.DataFrame(rows, columns=ROW)
    frame = frame.assign(**{day: pd.to_datetime(frame[day]) for day in ("start", "end")})
    return Drawing(timeline(frame, pd.Timestamp(today), words), words)


def _rows(column: Column) -> list[tuple[str, str, date | None, date | None, str]]:
    """A phase without a date of its own is named all the same, above its services that have one."""
    phase, dated = column.phase, [card for card in column.cards if card.dates]
    if phase is None or not (dated or phase.starts_on or phase.ends_on):
        return []
    head = (phase.title, "phase", phase.starts_on, phase.ends_on, period(phase.starts_on, phase.ends_on))
    ordered = sorted(dated, key=lambda card: (card.start or date.max, card.end or date.max))
    return [head, *(_row(card) for card in ordered)]


def _row(card: Card) -> tuple[str, str, date | None, date | None, str]:
    kind = "running" if card.service.done_on else "late" if card.is_late else "planned"
    return card.service.name, kind, card.start, card.end, period(card.start, card.end)


def period(start: date | None, end: date | None) -> str:
    """In words, as far as it is known."""
    said = {"start": start and date_format(start, "j F Y"), "end": end and date_format(end, "j F Y")}
    if start and end:
        return _("%(start)s to %(end)s") % said
    if start:
        return _("from %(start)s") % said
    return _("until %(end)s") % said if end else _("no date yet")
