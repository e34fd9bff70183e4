"""One picture of the studied municipalities: of a source, of a day, of all sources together, of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from django.db.models import Count, F, Q

from kb import frames
from kb.analysis.reading import Reading
from kb.insight.plans import whatif
from kb.insight.scenes import scene
from kb.models import Agreement, Claim, Membership, Municipality, Scenario, Source, Study

ALL, DAY, SOURCE, SCENARIO = "all", "on", "source", "scenario"
PAIR = ["municipality", "agreement"]


@dataclass(frozen=True)
class Chosen:
    """Which picture: ``kind`` with the code of a source, the slug of a scenario, or a day."""

    kind: str
    code: str = ""
    on: date | None = None

    @property
    def address(self) -> str:
        """As the form names it."""
        return f"{self.kind}:{self.code}" if self.code else self.kind

    @property
    def key(self) -> str:
        return f"{self.address}:{self.on or ''}"


@dataclass(frozen=True)
class Taken:
    """One picture: the ties it holds, and the pairs it says are none (None: every pair that it lacks).

    Of the pairs in ``open`` it says nothing, whatever else it is.
    """

    ties: pd.DataFrame
    denied: pd.DataFrame | None
    open: pd.DataFrame

    def silent_on(self, other: Taken) -> pd.DataFrame:
        """The ties of ``other`` that this picture neither holds nor denies."""
        if self.denied is None:
            return self.open
        return _less(_less(other.ties, self.ties), self.denied)


@dataclass(frozen=True)
class Ground:
    """The studied municipalities of one day; ``heirs`` tells whose ties are theirs by a merger."""

    studied: tuple[int, ...]
    heirs: dict[int, int]

    @property
    def kin(self) -> list[int]:
        """The studied municipalities and those that merged into one of them."""
        return [*self.studied, *(before for before, after in self.heirs.items() if after in self.studied)]

    def of(self, rows: Iterable[tuple[int, int]]) -> pd.DataFrame:
        """Pairs (agreement, municipality) as a frame of ties of the studied municipalities."""
        found = {(self.heirs.get(who, who), agreement) for agreement, who in rows}
        mine = sorted((agreement, who) for who, agreement in found if who in self.studied)
        return pd.DataFrame(mine, columns=PAIR[::-1], dtype="int64")[PAIR]


def ground_of(study: Study, today: date) -> Ground:
    heirs = frames.successors(Municipality.objects.on(study.as_of or today))
    mine = study.municipalities.values_list("pk", flat=True)
    return Ground(tuple(sorted({heirs.get(pk, pk) for pk in mine})), heirs)


def taken(study: Study, chosen: Chosen, ground: Ground, today: date) -> Taken:
    if chosen.kind == SOURCE:
        return _of_source(chosen.code, ground)
    if chosen.kind == SCENARIO:
        return _of_scenario(study.scenarios.get(slug=chosen.code), ground, today)
    return _of_day(chosen.on or today, ground)


def _of_source(code: str, ground: Ground) -> Taken:
    """What it states, whatever we hold of it; it denies only where its list was complete without them.

    A register keeps the last members of what has ended: those are no part of its picture.
    """
    source = Source.objects.get(code=code)
    looked_at = Agreement.objects.cooperation()
    if source.kind == Source.Kind.REGISTER:
        over = Q(ended_on__isnull=True) | Q(ended_on__lte=source.date or date.max)
        looked_at = looked_at.exclude(over, status=Agreement.Status.ENDED)
    said = list(
        Claim.objects.filter(
            source=source, membership__agreement__in=looked_at, membership__municipality__in=ground.kin
        ).values_list("membership__agreement_id", "membership__municipality_id", "says")
    )
    ties = ground.of((k, who) for k, who, says in said if says == Claim.Says.MEMBER)
    denied = ground.of((k, who) for k, who, says in said if says == Claim.Says.NOT_MEMBER)
    return Taken(ties, _less(denied, ties), ground.of(()))


def _of_day(on: date, ground: Ground) -> Taken:
    """The confirmed ties of that day; silent on ties to check, and on ends of which the day is not known."""
    reading = Reading(on=on, include_to_check=True, include_ended=True)
    mine = Membership.objects.in_reading(reading).filter(municipality__in=ground.kin)
    rows = mine.exclude(agreement__status=Agreement.Status.PLANNED).values_list(
        "agreement_id", "municipality_id", "status", "agreement__status", "agreement__ended_on"
    )
    held, unsure = [], []
    for agreement, who, status, state, ended in rows:
        doubtful = status == "to_check" or (state == "ended" and ended is None)
        (unsure if doubtful else held).append((agreement, who))
    ties = ground.of(held)
    return Taken(ties, None, _less(ground.of(unsure), ties))


def _of_scenario(scenario: Scenario, ground: Ground, today: date) -> Taken:
    """After the plan; what a merger makes holds for each municipality that it is made of."""
    view = scene(scenario.study, Reading(scope="around", include_incomplete=True), today)
    after = whatif.plan(view, scenario).after
    parts = pd.DataFrame(list(after.heirs.items()), columns=["part", "municipality"])
    ties = after.memberships.merge(parts, on="municipality")[["agreement", "part"]]
    today_says = _of_day(view.reading.on or today, ground)
    held = ground.of(ties.itertuples(index=False, name=None))
    return Taken(held, None, _less(today_says.open, held))


def contradicted(ground: Ground) -> pd.DataFrame:
    """Ties that one source denies and another, or what we hold ourselves, affirms; not those known to end."""
    mine = Membership.objects.filter(municipality__in=ground.kin, until__isnull=True)
    denied = ~Q(status=Membership.Status.REJECTED) & Q(claims__says=Claim.Says.NOT_MEMBER)
    rows = mine.annotate_disputed().filter(Q(disputed=True) | denied)
    return ground.of(rows.values_list("agreement_id", "municipality_id"))


def undated(ground: Ground) -> pd.DataFrame:
    """Ties of which neither a start nor an end is known: every day holds them."""
    mine = Membership.objects.filter(municipality__in=ground.kin, since__isnull=True, until__isnull=True)
    return ground.of(mine.values_list("agreement_id", "municipality_id"))


def _less(ties: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    left = ties.merge(others, on=PAIR, how="left", indicator="found")
    return left.loc[left["found"] == "left_only", PAIR].reset_index(drop=True)


def sources(study: Study) -> list[Source]:
    """Those that say something of a studied municipality, oldest first; without a day before the others."""
    said = Q(claims__membership__municipality__studies=study)
    found = Source.objects.annotate(said=Count("claims", filter=said)).filter(said__gt=0)
    return list(found.order_by(F("date").asc(nulls_first=True), "title"))
