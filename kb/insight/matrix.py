"""The cooperation matrix: theme by municipality, with the places where a merger forces a choice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from kb.analysis import divergence
from kb.insight.scenes import Scene
from kb.models import Agreement, Membership, Municipality


@dataclass(frozen=True)
class Row:
    """One theme (or one agreement without a theme) across the municipalities."""

    name: str
    url: str
    kind: str
    cells: list[list[Membership]]

    @property
    def divergent(self) -> bool:
        return self.kind in divergence.DIVERGENT

    @property
    def together(self) -> int:
        """How many municipalities sit in exactly the same agreements, at best."""
        counted = [frozenset(tie.agreement_id for tie in cell if tie.counts) for cell in self.cells]
        return max(Counter(filter(None, counted)).values(), default=0)


@dataclass
class Group:
    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    municipalities: list[Municipality]
    groups: list[Group]
    unthemed: list[Row]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def divergent(self) -> list[Row]:
        return [row for row in self.rows if row.divergent]

    def differences(self) -> Matrix:
        """Only the divergent rows."""
        groups = [Group(group.name, [row for row in group.rows if row.divergent]) for group in self.groups]
        return replace(self, groups=[group for group in groups if group.rows], unthemed=[])


def matrix(scene: Scene, municipalities: list[Municipality]) -> Matrix:
    """The matrix of ``scene``. Ties to check are shown, and counted only where the reading says so."""
    ties = _ties(scene, municipalities)
    kinds = divergence.divergence(scene.ties, scene.agreements, scene.study).set_index("theme")["kind"]
    counted = set(scene.ties[["municipality", "agreement"]].itertuples(index=False, name=None))
    themed: dict[int, list[Membership]] = defaultdict(list)
    loose: dict[int, list[Membership]] = defaultdict(list)
    for tie in ties:
        tie.counts = (tie.municipality_id, tie.agreement_id) in counted
        by = themed[tie.agreement.theme_id] if tie.agreement.theme_id else loose[tie.agreement_id]
        by.append(tie)
    groups: dict[str, Group] = {}
    for theme_id, found in themed.items():
        theme = found[0].agreement.theme
        group = groups.setdefault(theme.domain.name, Group(theme.domain.name))
        group.rows.append(
            Row(theme.short or theme.name, "", kinds.get(theme_id, "empty"), _cells(found, municipalities))
        )
    unthemed = [_loose_row(found, municipalities) for found in loose.values()]
    return Matrix(municipalities, list(groups.values()), unthemed)


def _ties(scene: Scene, municipalities: list[Municipality]) -> QuerySet[Membership]:
    shown = Membership.objects.in_reading(replace(scene.reading, include_to_check=True))
    mine = shown.filter(municipality__in=municipalities).annotate_disputed()
    related = mine.select_related("agreement__theme__domain")
    order = ("agreement__theme__domain__order", "agreement__theme__order", "agreement__name", "agreement")
    return related.order_by(*order)


def _cells(ties: list[Membership], municipalities: list[Municipality]) -> list[list[Membership]]:
    """One cell a municipality; the bodies of one municipality in one agreement show once."""
    cells: dict[int, dict[int, Membership]] = defaultdict(dict)
    for tie in ties:
        cells[tie.municipality_id].setdefault(tie.agreement_id, tie)
    return [list(cells[municipality.pk].values()) for municipality in municipalities]


def _loose_row(ties: list[Membership], municipalities: list[Municipality]) -> Row:
    agreement: Agreement = ties[0].agreement
    return Row(agreement.name, agreement.get_absolute_url(), "unknown", _cells(ties, municipalities))
