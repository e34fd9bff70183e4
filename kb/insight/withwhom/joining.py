"""With whom? The sets that a base could form with others, ranked by what the team finds important."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import networkx as nx
import pandas as pd
from django.db.models import Min

from kb import frames
from kb.analysis.withwhom.partners import NOBODY, Groups, criteria, groups
from kb.analysis.withwhom.weighing import Flips, Ranking, Shift, flips, ranking
from kb.insight.scenes import Scene, kept
from kb.insight.withwhom.weighed import facts_of
from kb.models import Candidate, Municipality, Study

SHOWN = 1000  # the best sets that are kept for the table and the file
DRAWN = 10
COOPERATION = {"all", "voluntary", "small", "chance", "weakest"}
AREAS = ("candidates", "neighbours", "region", "province", "all")


@dataclass(frozen=True)
class Question:
    """Who asks (``base``), how many may join, from which area, and what counts how much."""

    base: tuple[int, ...]
    joins: int
    area: str
    thresholds: tuple[int, ...]
    most: int
    weights: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """Short enough for every cache."""
        return sha256(repr(self).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Turn:
    """The weight of ``criterion`` past ``after`` puts the set in which ``joined`` join on top."""

    criterion: str
    before: float
    after: float
    joined: str


@dataclass(frozen=True)
class Search:
    """``table``: the best sets, a row each: rank, joined (names), ids, score, low, high, unknown and every
    value of :func:`kb.analysis.partners.criteria`; ``parts``: what each criterion adds to the best few.

    ``total`` sets were compared, all there are if ``exact``. ``weighed``: whether a criterion that is known
    counts at all. ``turns``: what changes the first place, one criterion at a time; ``shift``: the least that
    does over all weights together (points, moves, joined), ``among``: over those that count already.
    ``around``: ids of those that border the best set. ``left_out``: criteria of which nothing is known;
    ``lonely``: names in the base without a known neighbour; ``connected``: whether the base is one piece of
    land; ``unpeopled``: names without population;
    ``summed``: names of which it is that of the predecessors together.
    """

    table: pd.DataFrame
    parts: pd.DataFrame
    total: int
    exact: bool
    weighed: bool
    turns: list[Turn]
    shift: dict[str, Any] | None
    among: dict[str, Any] | None
    tied: list[str]
    around: list[int]
    left_out: tuple[str, ...]
    lonely: list[str]
    connected: bool
    unpeopled: list[str]
    summed: list[str]

    @property
    def blind(self) -> bool:
        """Whether cooperation counts, and nothing is known of it."""
        return (
            bool(self.left_out)
            and COOPERATION.isdisjoint(self.counted)
            and bool(COOPERATION & {*self.left_out})
        )

    @property
    def counted(self) -> set[str]:
        """The criteria that weigh and are known."""
        return set(self.parts["criterion"])

    @property
    def doubtful(self) -> bool:
        """Whether something that counts is not known of one of the sets."""
        return bool((self.table["unknown"] > 0).any())

    @property
    def first(self) -> dict[str, Any]:
        return self.table.iloc[0].to_dict()


def search(study: Study, view: Scene, question: Question) -> Search:
    """Computed once for each view, question and version of the data."""
    key = f"{view.key}:{question.key}"
    return kept("partners-search", key, view.version, lambda: _search(study, view, question))


def _search(study: Study, view: Scene, question: Question) -> Search:
    borders = frames.neighbours(Municipality.objects.on(view.reading.on))
    among = within_area(study, view, borders, question)
    found, values, order = _compared(view, borders, among, question)
    base, names = question.base, view.names
    table = _best(found, values, order, base, names)
    turned = flips(order)
    there = view.municipalities.set_index("id").loc[[*base, *among]].sort_values("name")
    return Search(
        table=table,
        parts=_parts(order, table),
        total=len(found.sets),
        exact=found.exact,
        weighed=bool(order.weights.sum() > 0),
        turns=_turns(turned, found, base, names),
        shift=_shift(turned.shift, order, found, base, names),
        among=_shift(turned.among, order, found, base, names),
        tied=[_named(found, row, base, names) for row in turned.tied[:DRAWN]],
        around=_around(borders, [*base, *table["ids"].iloc[0]]) if len(table) else [],
        left_out=order.left_out,
        lonely=_lonely(borders, base, names),
        connected=_connected(borders, base),
        unpeopled=there.loc[there["population"].isna(), "name"].tolist(),
        summed=there.loc[there["population_from"] == "predecessors", "name"].tolist(),
    )


def _compared(
    view: Scene, borders: pd.DataFrame, among: list[int], question: Question
) -> tuple[Groups, pd.DataFrame, Ranking]:
    """Every set, its values and their order."""
    facts = facts_of(
        view.municipalities,
        view.agreements,
        view.ties,
        most=question.most,
        thresholds=question.thresholds,
    )
    weights = dict(question.weights)
    found = groups(borders, question.base, question.joins, among, facts, weights)
    weighed = criteria(found.sets, len(question.base), facts)
    return found, weighed.values, ranking(weighed.utilities, weights)


def _best(
    found: Groups, values: pd.DataFrame, order: Ranking, base: tuple[int, ...], names: Mapping[int, str]
) -> pd.DataFrame:
    best = order.table.head(SHOWN)
    hundred = {f"{name}_of_100": best[name] * 100 for name in ("score", "low", "high")}
    return best.assign(**hundred).join(values).assign(**_joined(found, best.index, base, names))


def within_area(study: Study, view: Scene, borders: pd.DataFrame, question: Question) -> list[int]:
    """Who may join: always without the base, always of the municipalities in view."""
    there = view.municipalities.set_index("id")
    base = set(question.base)
    if not base:
        return []
    if question.area == "candidates":
        wanted: Iterable[int] = {*candidates_in(study, view), *view.study}
    elif question.area == "neighbours":
        wanted = _around(borders, base)
    elif question.area == "all":
        wanted = there.index
    else:
        column = {"region": "reference_region", "province": "province"}[question.area]
        known = set(there.loc[there.index.isin(base), column]) - {""}
        wanted = there.index[there[column].isin(known)]
    return sorted(int(pk) for pk in (set(wanted) & set(there.index)) - base)


def candidates_in(study: Study, view: Scene) -> dict[int, Candidate]:
    """The candidates by the municipality of the day in view: themselves, or what has grown out of them."""

    rows = candidates(study, view.version)
    return {pk: row for row in rows for pk in places(row) if pk in view.names}


def candidates(study: Study, version: str) -> list[Any]:
    """The candidates with ``heir``: the municipality that grew out of each, if one did."""
    rows = study.candidates.select_related("municipality", "source")
    heirs = rows.annotate(heir=Min("municipality__successors"))
    return kept("partners-candidates", str(study.pk), version, lambda: list(heirs))


def places(candidate: Any) -> set[int]:
    """The candidate itself and what grew out of it: of one ground, so one of them exists on a day."""
    return {candidate.municipality_id, candidate.heir} - {None}


def _joined(
    found: Groups, rows: Iterable[int], base: tuple[int, ...], names: Mapping[int, str]
) -> dict[str, list[Any]]:
    """Who joins in each set, as ids and as names in alphabetical order."""
    ids = [[int(pk) for pk in found.sets[row] if pk != NOBODY and pk not in base] for row in rows]
    return {"ids": ids, "joined": [", ".join(sorted(names[pk] for pk in each)) for each in ids]}


def _named(found: Groups, row: int, base: tuple[int, ...], names: Mapping[int, str]) -> str:
    return str(_joined(found, [row], base, names)["joined"][0])


def _parts(order: Ranking, table: pd.DataFrame) -> pd.DataFrame:
    """Columns joined, rank, criterion, points (of 100): what adds up to each score; only what weighs."""
    counted = list(order.weights.index[order.weights > 0])
    best = table.head(DRAWN)
    wide = (order.parts.loc[best.index, counted] * 100).assign(joined=best["joined"], rank=best["rank"])
    return wide.melt(["joined", "rank"], var_name="criterion", value_name="points")


def _turns(turned: Flips, found: Groups, base: tuple[int, ...], names: Mapping[int, str]) -> list[Turn]:
    return sorted(
        (
            Turn(flip.criterion, flip.before, flip.after, _named(found, flip.winner, base, names))
            for flip in turned.flips
        ),
        key=lambda turn: abs(turn.after - turn.before),
    )


def _shift(
    least: Shift | None, order: Ranking, found: Groups, base: tuple[int, ...], names: Mapping[int, str]
) -> dict[str, Any] | None:
    if least is None:
        return None
    change = least.weights - order.weights[least.weights.index]
    moves = [(name, float(by)) for name, by in change.items() if abs(by) > 1e-9]
    return {
        "points": least.change / 2,
        "total": float(order.weights.sum()),
        "moves": moves,
        "joined": _named(found, least.winner, base, names),
    }


def _around(borders: pd.DataFrame, ids: Iterable[int]) -> list[int]:
    """Those that border one of ``ids`` without being one."""
    a, b = (borders[side].isin(list(ids)) for side in ("a", "b"))
    return sorted({*borders.loc[a & ~b, "b"], *borders.loc[b & ~a, "a"]})


def _lonely(borders: pd.DataFrame, base: tuple[int, ...], names: Mapping[int, str]) -> list[str]:
    known = {*borders["a"], *borders["b"]}
    return sorted(names[pk] for pk in base if pk not in known)


def _connected(borders: pd.DataFrame, base: tuple[int, ...]) -> bool:
    graph: nx.Graph = nx.Graph(list(borders.itertuples(index=False, name=None)))
    graph.add_nodes_from(base)
    return not base or nx.is_connected(graph.subgraph(base))
