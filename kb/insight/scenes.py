"""A scene: what a page looks at, read once for one study and one reading, and kept until the data change.

Rows become frames here, and the filters of the reading that need the whole network (at most n members)
are applied before the view is narrowed to the municipalities in scope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
from django.core.cache import cache
from django.db.models import Q, QuerySet

from kb import frames
from kb.analysis import graphs, reading
from kb.insight import completeness
from kb.models import Agreement, DataVersion, Membership, Municipality, Study

KEEP_SECONDS = 24 * 60 * 60
T = TypeVar("T")


@dataclass(frozen=True)
class LeftOut:
    """What a reading leaves out of sight, so that the page can say so.

    In a view wider than the study a list of one's own ties its makers together. ``only_here`` counts the
    agreements left out because only members within the study are known; ``one_sided`` those read nonetheless.
    """

    to_check: int
    unknown_obligation: int
    larger: int
    carried_over: int
    only_here: int
    one_sided: int


@dataclass(frozen=True)
class Scene:
    """The frames of one view of study ``number``.

    ``ties`` are those of ``municipalities``; ``study`` holds the ids of the studied municipalities;
    ``unsure``, in a wider view, the agreements of which only these are known and no register names all.
    """

    reading: reading.Reading
    study: tuple[int, ...]
    municipalities: pd.DataFrame
    agreements: pd.DataFrame
    ties: pd.DataFrame
    left_out: LeftOut
    unsure: frozenset[int]
    version: str
    number: int

    @cached_property
    def incidence(self) -> graphs.Incidence:
        return graphs.incidence(self.ties, self.municipalities["id"])

    @property
    def key(self) -> str:
        """Names this view in a cache, together with ``version``."""
        return f"{self.number}:{self.reading.key()}"

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(zip(self.municipalities["id"], self.municipalities["name"], strict=True))


def kept(name: str, key: str, version: str, make: Callable[[], T]) -> T:
    """``make()``, or what it gave before for this ``key``, this version of the data and this code."""
    full = f"{name}:{version}:{_code()}:{sha256(key.encode()).hexdigest()}"  # a cache has short keys
    found: Any = cache.get(full)
    if found is None:
        found = make()
        cache.set(full, found, KEEP_SECONDS)
    return found


@lru_cache(maxsize=1)
def _code() -> str:
    """Names the code that runs: what an older release kept may have another shape."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    stamps = "".join(f"{file.name}{file.stat().st_mtime_ns}" for file in files)
    return sha256(stamps.encode()).hexdigest()[:12]


def scene(study: Study, how: reading.Reading, today: date) -> Scene:
    """The scene of ``study`` as ``how`` reads it; without a date, on the study's reference date or today."""
    on = how.on or study.as_of or today
    version = DataVersion.stamp()
    return kept("scene", f"{study.pk}:{on}:{how.key()}", version, lambda: _read(study, how, on, version))


def in_scope(study: Study, scope: str) -> QuerySet[Municipality]:
    """Municipalities of the study, around it, in its reference regions and bordering them, or all.

    Those that grew out of one of them are in scope too: the day that is read decides which exists.
    """
    mine = Q(studies=study)
    near = Q(neighbours__studies=study)
    if scope == "study":
        wanted = mine
    elif scope == "around":
        wanted = mine | near | Q(candidate__study=study)
    elif scope == "region":
        wanted = mine | near | Q(reference_region__municipality__studies=study)
    else:
        return Municipality.objects.all()
    found = Municipality.objects.filter(wanted).values("pk")
    heirs = Municipality.objects.filter(predecessors__in=found).values("pk")
    return Municipality.objects.filter(Q(pk__in=found) | Q(pk__in=heirs))


def _read(study: Study, how: reading.Reading, on: date, version: str) -> Scene:
    dated = replace(how, on=on)
    heirs = frames.successors(Municipality.objects.on(on))
    found = _passed_on(frames.memberships(Membership.objects.in_reading(dated)), heirs)
    agreements = frames.agreements(Agreement.objects.in_reading(dated), found)
    municipalities = frames.peopled(in_scope(study, how.scope).on(on), merged=bool(heirs))
    mine = tuple(sorted({heirs.get(pk, pk) for pk in study.municipalities.values_list("pk", flat=True)}))
    inside = reading.within(found, municipalities["id"])
    small = reading.at_most(inside, agreements, how.max_members)
    unsure = completeness.unsure_alone(found, mine, heirs) if how.scope != "study" else frozenset()
    doubted = _one_sided(small, unsure)
    unread = not how.include_incomplete and completeness.knows_others(found, mine)
    ties = small[~small["agreement"].isin(doubted)].reset_index(drop=True) if unread else small
    left_out = LeftOut(
        to_check=_to_check(dated, municipalities),
        unknown_obligation=_unknown_obligation(dated, municipalities),
        larger=inside["agreement"].nunique() - small["agreement"].nunique(),
        carried_over=int(ties["passed_on"].sum()),
        only_here=len(doubted) if unread else 0,
        one_sided=0 if unread else len(doubted),
    )
    seen = ties.drop(columns="passed_on")
    return Scene(dated, mine, municipalities, agreements, seen, left_out, unsure, version, study.pk)


def _passed_on(ties: pd.DataFrame, heirs: dict[int, int]) -> pd.DataFrame:
    """Ties of a municipality that has merged pass to its heir, marked ``passed_on``."""
    heir = ties["municipality"].map(heirs)
    now = heir.fillna(ties["municipality"]).astype("int64")
    return ties.assign(municipality=now, passed_on=heir.notna()).drop_duplicates(
        ["municipality", "agreement"], ignore_index=True
    )


def _one_sided(ties: pd.DataFrame, unsure: frozenset[int]) -> set[int]:
    """Those of ``unsure`` that tie municipalities in sight together."""
    members = ties.loc[ties["agreement"].isin(unsure), "agreement"].value_counts()
    return set(members.index[members > 1].tolist())


def _to_check(how: reading.Reading, municipalities: pd.DataFrame) -> int:
    if how.include_to_check:
        return 0
    with_them = Membership.objects.in_reading(replace(how, include_to_check=True))
    unsettled = with_them.filter(status=Membership.Status.TO_CHECK)
    if how.source:
        unsettled = unsettled.exclude(pk__in=Membership.objects.in_reading(how))
    known = set(municipalities["id"])  # few rows are to check: cheaper to look here than to ask for 300 names
    return sum(pk in known for pk in unsettled.order_by().values_list("municipality", flat=True))


def _unknown_obligation(how: reading.Reading, municipalities: pd.DataFrame) -> int:
    if not how.obligation:
        return 0
    unknown = Membership.objects.in_reading(replace(how, obligation="unknown"))
    mine = unknown.filter(municipality__in=municipalities["id"].tolist())
    return mine.values("agreement").distinct().count()
