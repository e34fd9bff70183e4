"""Municipalities by capacities: what the study concludes, and on what that rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kb.insight.deliberation.grounds import Grounded, grounds
from kb.models import Assessment, Capacity, Municipality, Study, Verdict

ALL = "all"  # in addresses and filters: all municipalities together, the administration as a whole


@dataclass(frozen=True)
class Judged(Grounded):
    """One place of the matrix; ``verdict`` is the assessment, None where nobody wrote one."""

    municipality: Municipality | None
    capacity: Capacity | None
    verdict: Assessment | None

    @property
    def who(self) -> str:
        return self.municipality.nis if self.municipality else ALL

    @property
    def what(self) -> str:
        return self.capacity.code if self.capacity else ALL

    @property
    def place(self) -> str:
        return f"of-{self.who}-{self.what}"

    @property
    def word(self) -> str:
        return self.verdict.verdict if self.verdict else Verdict.OPEN.value

    @property
    def label(self) -> str:
        return str(Verdict(self.word).label)

    @property
    def name(self) -> str:
        return str(self.municipality) if self.municipality else _("All together")

    @property
    def capacity_name(self) -> str:
        return str(self.capacity) if self.capacity else _("As a whole")


@dataclass(frozen=True)
class Row:
    """A municipality, or all of them together, with its place for each capacity and for the whole."""

    municipality: Municipality | None
    places: list[Judged]

    @property
    def name(self) -> str:
        return self.places[0].name

    @property
    def written(self) -> list[Judged]:
        return [place for place in self.places if place.verdict]

    @property
    def open(self) -> list[Judged]:
        return [place for place in self.places if not place.verdict]


@dataclass(frozen=True)
class Judgement:
    capacities: list[Capacity]
    rows: list[Row]

    @property
    def every(self) -> list[Judged]:
        return [place for row in self.rows for place in row.places]

    @property
    def given(self) -> list[Judged]:
        return [place for place in self.every if place.word]

    @property
    def groundless(self) -> list[Judged]:
        return [place for place in self.given if not place.arguments]

    @property
    def loose(self) -> list[Judged]:
        """Those that rest on an argument without a source."""
        return [place for place in self.given if place.loose]

    def counted(self) -> list[tuple[str, int]]:
        words = [place.word for place in self.given]
        named = [(str(verdict.label), words.count(verdict.value)) for verdict in Verdict if verdict.value]
        return [(label, n) for label, n in named if n]

    def only(self, keeps: Callable[[Judged], bool]) -> list[Row]:
        """The rows with the places that ``keeps`` wants; rows without any are left out."""
        kept = [Row(row.municipality, [place for place in row.places if keeps(place)]) for row in self.rows]
        return [row for row in kept if row.places]


def judgement(study: Study) -> Judgement:
    """The whole matrix in five queries, in the order of the names; all together comes last."""
    capacities = list(Capacity.objects.all())
    members: list[Municipality | None] = [*study.municipalities.order_by("name"), None]
    rows = Assessment.objects.filter(study=study).select_related("source").prefetch_related(grounds())
    known = {(row.municipality_id, row.capacity_id): row for row in rows}
    asked: list[Capacity | None] = [*capacities, None]
    return Judgement(
        capacities,
        [
            Row(who, [Judged(who, what, known.get((_pk(who), _pk(what)))) for what in asked])
            for who in members
        ],
    )


def _pk(row: Municipality | Capacity | None) -> int | None:
    return row.pk if row else None
