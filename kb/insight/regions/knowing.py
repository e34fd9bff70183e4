"""Which source knows what of two groups: only one that knows both compares like with like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from kb.models import Agreement, Claim, Municipality, Source


@dataclass(frozen=True)
class Knowledge:
    """What ``source`` states of the two groups: agreements, and of how many municipalities."""

    source: Source
    study: int
    region: int
    study_places: int
    region_places: int


def knowledge(study: Iterable[Municipality], region: Iterable[Municipality]) -> list[Knowledge]:
    """A row a source that states a membership of either; first what knows most of the lesser known."""
    mine, theirs = (_ground(rows) for rows in (study, region))
    current = Agreement.objects.cooperation().current()
    stated = Q(claims__says=Claim.Says.MEMBER, claims__membership__agreement__in=current)

    def counted(what: str, places: set[int]) -> Count:
        there = stated & Q(claims__membership__municipality__in=places)
        return Count(f"claims__membership__{what}", filter=there, distinct=True)

    found = Source.objects.annotate(
        mine=counted("agreement", mine),
        theirs=counted("agreement", theirs),
        my_places=counted("municipality", mine),
        their_places=counted("municipality", theirs),
    ).filter(Q(mine__gt=0) | Q(theirs__gt=0))
    rows = [Knowledge(row, row.mine, row.theirs, row.my_places, row.their_places) for row in found]
    return sorted(rows, key=lambda row: (-min(row.study, row.region), str(row.source)))


def common_source(rows: Iterable[Knowledge], study: int, region: int) -> Source | None:
    """The register that states something of every municipality of both groups (of these sizes), if any.

    A report describes its own subject at length and the others in passing: it never counts as common.
    """
    return next(
        (
            row.source
            for row in rows
            if row.source.kind == Source.Kind.REGISTER
            and row.study_places >= study
            and row.region_places >= region
        ),
        None,
    )


def _ground(rows: Iterable[Municipality]) -> set[int]:
    """These municipalities, those they grew out of and those that took their place."""
    mine = {row.pk for row in rows}
    near = Q(pk__in=mine) | Q(successors__in=mine) | Q(predecessors__in=mine)
    return set(Municipality.objects.filter(near).values_list("pk", flat=True))
