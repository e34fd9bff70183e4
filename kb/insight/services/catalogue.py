"""The catalogue: every service with the advice on it, what speaks for it, what exists, and its priority."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
from django.db.models import Count, Q, QuerySet

from kb import frames
from kb.analysis.services.guidance import Comparison, advice, compare, overall
from kb.analysis.services.priority import priority
from kb.insight.services.existing import Existing, existing
from kb.models import Guideline, Polarity, Service, ServiceGroup, Study, Where


@dataclass(frozen=True)
class Advice:
    """The guidelines on the parts of a group, and what they come to for a whole service."""

    parts: list[Guideline]
    where: str

    def beside(self, chosen: str) -> Comparison:
        return compare(chosen, self.where)

    @property
    def label(self) -> str:
        return str(Where(self.where).label) if self.where else ""


@dataclass(frozen=True)
class Entry:
    """A service as the catalogue shows it; ``priority`` None where the neutrality is not known."""

    service: Service
    advice: Advice
    existing: list[Existing]
    priority: int | None

    @property
    def place(self) -> str:
        """As the picture says it."""
        return str(self.priority or "")

    @property
    def comparison(self) -> Comparison:
        return self.advice.beside(self.service.where)

    @property
    def growing(self) -> list[Existing]:
        """Those that could go from two partners to all."""
        return [one for one in self.existing if one.can_grow]

    @property
    def signs(self) -> list[tuple[str, str, int]]:
        """Sign, word and number of its arguments."""
        counts = {Polarity.PRO: "n_pro", Polarity.AMBIGUOUS: "n_ambiguous", Polarity.RISK: "n_risk"}
        marks = {Polarity.PRO: "+", Polarity.AMBIGUOUS: "±", Polarity.RISK: "−"}
        return [(marks[kind], str(kind.label), getattr(self.service, name)) for kind, name in counts.items()]

    @property
    def n_arguments(self) -> int:
        return sum(n for _sign, _word, n in self.signs)


@dataclass(frozen=True)
class Group:
    code: str
    label: str
    advice: Advice
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Catalogue:
    entries: list[Entry]
    advice: dict[str, Advice]

    @property
    def differing(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.comparison == "differs"]

    @property
    def unjudged(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.priority is None]

    @property
    def first(self) -> list[Entry]:
        """With which to start: the first place, shared where they tie."""
        return [entry for entry in self.entries if entry.priority == 1]

    @property
    def first_names(self) -> list[str]:
        return [entry.service.name for entry in self.first]

    def groups(self, shown: set[int]) -> list[Group]:
        """The groups that have a service among ``shown``, each with its advice."""
        found = []
        for code, label in ServiceGroup.choices:
            rows = [row for row in self.entries if row.service.group == code and row.service.pk in shown]
            if rows:
                found.append(Group(code, str(label), self.advice[code], rows))
        return found

    def of(self, service: Service) -> Entry:
        return next(entry for entry in self.entries if entry.service.pk == service.pk)


def catalogue(study: Study) -> Catalogue:
    """By group, then by priority; what is not known comes last."""
    services = list(read(study.services.all()))
    places = _priorities(study)
    told = guidance()
    around = existing(study, {theme.pk for service in services for theme in service.themes.all()})
    entries = [
        Entry(service, told[service.group], _existing(service, around), places[service.pk])
        for service in services
    ]
    return Catalogue(sorted(entries, key=_order), told)


def read(rows: QuerySet[Service]) -> QuerySet[Service]:
    """With what a line of the catalogue says, in a number of queries that does not grow."""
    counts = {
        f"n_{polarity.value}": Count("arguments", filter=Q(arguments__polarity=polarity), distinct=True)
        for polarity in Polarity
    }
    related = rows.select_related("study", "form", "phase", "source").prefetch_related("themes", "gains")
    return related.annotate(**counts)


def guidance() -> dict[str, Advice]:
    """The advice on every group of services."""
    rows = {row.pk: row for row in Guideline.objects.select_related("source")}
    frame = frames.guidelines(Guideline.objects.all())
    found = {}
    for group in ServiceGroup.values:
        parts = advice(group, frame)
        found[group] = Advice([rows[pk] for pk in parts["id"]], overall(parts))
    return found


def _priorities(study: Study) -> dict[int, int | None]:
    rows = frames.services(study.services.all())
    places = priority(rows["neutrality"], rows["potential"])
    return {pk: None if pd.isna(place) else int(place) for pk, place in zip(rows["id"], places, strict=True)}


def _existing(service: Service, around: dict[int, list[Existing]]) -> list[Existing]:
    return [one for theme in service.themes.all() for one in around.get(theme.pk, [])]


def _order(entry: Entry) -> tuple[object, ...]:
    groups = {code: at for at, code in enumerate(ServiceGroup.values)}
    place = entry.priority
    return groups[entry.service.group], place is None, place or 0, entry.service.name
