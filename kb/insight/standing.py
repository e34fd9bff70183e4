"""Where a study stands: the figures of its overview and what still needs a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from kb.analysis import divergence, overlap
from kb.analysis.reading import Reading
from kb.insight.scenes import Scene, kept, scene
from kb.models import Agreement, Boundary, Membership, Municipality, RecordedOverlap, Study
from kb.models.memberships import unconfirmed

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """``pairs`` has a row a pair of studied municipalities, also pairs that share nothing."""

    known: int
    shared_by_all: int
    themes: int
    divergent: int
    unthemed: int
    pairs: pd.DataFrame
    portfolios: dict[int, int]

    @property
    def share(self) -> float | None:
        return self.shared_by_all / self.known if self.known else None

    @property
    def strongest(self) -> dict[str, object] | None:
        """The pair that shares most, if any shares anything; ``equals`` pairs share as much."""
        if self.pairs.empty or not self.pairs["shared"].max():
            return None
        best = self.pairs.sort_values(["shared", "jaccard"], ascending=False)
        equals = int((self.pairs["shared"] == self.pairs["shared"].max()).sum())
        return {**best.head(1).to_dict("records")[0], "equals": equals}


@dataclass(frozen=True)
class Open:
    """What waits for a person: ties to check, in dispute, or unconfirmed for a year; none counts twice."""

    to_check: int
    disputed: int
    unconfirmed: int


def standing(study: Study, today: date) -> tuple[Scene, Standing]:
    """The scene of the studied municipalities and their figures, on confirmed ties."""
    view = scene(study, Reading(scope="study"), today)
    return view, kept("standing", view.key, view.version, lambda: _figures(view, study))


def _figures(view: Scene, study: Study) -> Standing:
    themes = divergence.divergence(view.ties, view.agreements, view.study)
    sizes = overlap.portfolios(view.incidence)
    return Standing(
        known=len(view.incidence.agreements),
        shared_by_all=len(overlap.shared_by_all(view.incidence, view.study)),
        themes=_themes(view.reading, study),
        divergent=len(divergence.divergent(themes)),
        unthemed=divergence.unthemed(view.ties, view.agreements, view.study),
        pairs=overlap.pairs(view.incidence, keep_zero=True),
        portfolios=dict(zip(sizes["id"].tolist(), sizes["n"].tolist(), strict=True)),
    )


def _themes(how: Reading, study: Study) -> int:
    """Themes in which a studied municipality is known to sit, also where that is still to check."""
    shown = Membership.objects.in_reading(replace(how, include_to_check=True))
    themed = shown.filter(municipality__studies=study, agreement__theme__isnull=False)
    return themed.values("agreement__theme").distinct().count()


def open_ties(study: Study, today: date) -> QuerySet[Membership]:
    """Ties of the studied municipalities that ask for somebody, each in one list (``asks``).

    In dispute, else to check, else unconfirmed for a year. A division of the territory is no cooperation:
    nobody is asked to confirm it.
    """
    mine = Membership.objects.filter(
        municipality__studies=study, agreement__in=Agreement.objects.cooperation().current()
    )
    asks = Case(
        When(disputed=True, then=Value("disputed")),
        When(status=Membership.Status.TO_CHECK, then=Value("to_check")),
        When(unconfirmed(today - A_YEAR), then=Value("unconfirmed")),
    )
    return mine.annotate_disputed().annotate(asks=asks).filter(asks__isnull=False)


def waiting(study: Study, today: date) -> Open:
    """How many ties stand in each list."""
    counted = Counter(open_ties(study, today).values_list("asks", flat=True))
    return Open(**{name: counted[name] for name in ("to_check", "disputed", "unconfirmed")})


def recorded(study: Study) -> list[RecordedOverlap]:
    """What others counted before, for the studied municipalities, whole portfolios first."""
    found = RecordedOverlap.objects.filter(municipality__studies=study)
    related = found.select_related("municipality", "partner", "source")
    return list(related.order_by("year", "municipality__name", F("partner__name").asc(nulls_first=True)))


def studied(study: Study) -> list[Municipality]:
    """The studied municipalities by name; ``outlined`` says whether the map knows them."""
    outline = Boundary.objects.filter(municipality=OuterRef("pk"))
    found = study.municipalities.select_related("province", "reference_region").in_order()
    return list(found.annotate(outlined=Exists(outline)))
