"""Mergers of a scenario that may not exist as they are written: said, not refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import networkx as nx
from django.db.models import Q

from kb.analysis.plans.whatif import After
from kb.insight.plans.whatif import Plan
from kb.models import Municipality


@dataclass(frozen=True)
class Doubt:
    """The merger by its ``name`` and the names of its ``parts``.

    ``apart``: by the known borders these do not lie side by side; ``taken``: another municipality, of today
    or of the same plan, has the name.
    """

    name: str
    parts: list[str]
    apart: bool
    taken: bool


def doubts(plan: Plan, day: date) -> list[Doubt]:
    """The mergers of which there is something to say, in the order of the steps."""
    grounds = _grounds(plan.after)
    borders = _borders(set().union(*grounds.values())) if grounds else nx.Graph()
    others = _named([merging.name for merging in plan.mergers], day)
    found = []
    for merging in plan.mergers:
        ground = grounds[merging.place]
        taken = bool(others.get(merging.name.casefold(), set()) - ground)
        found.append(Doubt(merging.name, list(merging.parts.values()), _apart(borders, ground), taken))
    return [doubt for doubt in found if doubt.apart or doubt.taken]


def _grounds(after: After) -> dict[int, set[int]]:
    """For the place of each merger the municipalities of today that it takes together."""
    whole: dict[int, set[int]] = {}
    grounds = {}
    for merger in after.mergers:
        ground = set().union(*(whole.get(part, {part}) for part in merger.parts))
        whole[merger.heir] = grounds[merger.place] = ground
    return grounds


def _borders(ids: Iterable[int]) -> nx.Graph:
    """Everybody whose borders are known at all, tied to their neighbours among ``ids``."""
    link = Municipality.neighbours.through.objects.filter(
        Q(from_municipality__in=ids) | Q(to_municipality__in=ids)
    )
    return nx.Graph(list(link.values_list("from_municipality", "to_municipality")))


def _apart(borders: nx.Graph, ground: set[int]) -> bool:
    """Not to be said where the borders of one of them are not known."""
    known = all(one in borders for one in ground)
    return known and not nx.is_connected(borders.subgraph(ground))


def _named(names: Iterable[str], day: date) -> dict[str, set[int]]:
    wanted = {name.casefold() for name in names}
    found: dict[str, set[int]] = {}
    if wanted:
        for pk, name in Municipality.objects.on(day).values_list("pk", "name"):
            if name.casefold() in wanted:
                found.setdefault(name.casefold(), set()).add(pk)
    return found
