"""The comparison in words: a point a row, what it means, and what is known of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.regions import cells
from kb.insight.regions.cells import Cell
from kb.insight.regions.comparison import Beside, Side
from kb.models import Region


class Question(NamedTuple):
    """``method`` is a heading of the methods page; ``rows``: the agreements stand behind the answer."""

    label: Any
    meaning: Any
    answer: Callable[[Side], Cell]
    method: str
    rows: bool = True


MEMBERS = Question(
    gettext_lazy("Members"),
    gettext_lazy("Which municipalities form the group."),
    cells.members,
    "comparison",
    rows=False,
)
INHABITANTS = Question(
    gettext_lazy("Inhabitants"),
    gettext_lazy("How many people they govern together; evenness is 1 when all are equally large."),
    cells.population,
    "evenness",
    rows=False,
)
AGREEMENTS = Question(
    gettext_lazy("Agreements"),
    gettext_lazy("In how many agreements at least one of them takes part."),
    cells.agreements,
    "comparison",
)
THEMES = Question(
    gettext_lazy("Themes and domains"),
    gettext_lazy("In how many policy themes and domains they are known to work together."),
    cells.themes,
    "coverage-profile",
)
DEPTH = Question(
    gettext_lazy("Depth"),
    gettext_lazy("How binding the legal forms are, from loose to management handed over."),
    cells.depth,
    "depth",
)
OVERLAP = Question(
    gettext_lazy("Overlap"),
    gettext_lazy(
        "Of the agreements that either of two members has, the part that both have; mean of all pairs."
    ),
    cells.overlap,
    "jaccard",
)
SHARED = Question(
    gettext_lazy("Shared by all"),
    gettext_lazy("The part of the agreements in which every member takes part."),
    cells.shared,
    "density",
)
DENSITY = Question(
    gettext_lazy("Density"),
    gettext_lazy("Of all memberships that are possible in these agreements, the part that is known."),
    cells.density,
    "density",
)
CONGRUENCE = Question(
    gettext_lazy("Same partners everywhere"),
    gettext_lazy("How far a member meets the same municipalities in all its agreements; 1: always the same."),
    cells.congruence,
    "congruence",
)
STRUCTURE = Question(
    gettext_lazy("Clusters and nesting"),
    gettext_lazy(
        "Whether groups stand out more than chance would give, or layers: what the less active take part in, "
        "the more active do too."
    ),
    cells.structure,
    "structure",
)
PERIMETER = Question(
    gettext_lazy("Perimeter"), gettext_lazy("Who else sits at their tables."), cells.perimeter, "perimeter"
)
QUESTIONS = (
    MEMBERS, INHABITANTS, AGREEMENTS, THEMES, DEPTH,
    OVERLAP, SHARED, DENSITY, CONGRUENCE, STRUCTURE, PERIMETER,
)  # fmt: skip


@dataclass(frozen=True)
class Point:
    question: Question
    study: Cell
    region: Cell


def points(found: Beside, region: Region) -> list[Point]:
    """In the order in which people ask: who, in what, how deep, how close, and with whom else."""
    rows = [Point(each, each.answer(found.study), each.answer(found.region)) for each in QUESTIONS]
    return [_stated(row, region) if row.question is THEMES else row for row in rows]


def _stated(point: Point, region: Region) -> Point:
    """What the region says of itself stands beside what is known."""
    if not region.stated_themes:
        return point
    said = _("%(region)s itself names %(n)s themes") % {"region": region, "n": region.stated_themes}
    return replace(point, region=Cell(point.region.value, (*point.region.notes, said)))
