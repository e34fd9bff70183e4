"""The ranking of partners set against the mergers that came: on the last day before, with one source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from django.db.models import Q

from kb import frames
from kb.analysis.reading import Reading
from kb.analysis.withwhom.backtest import positions, summary
from kb.analysis.withwhom.partners import EQUAL, Facts, criteria
from kb.analysis.withwhom.weighing import ranking
from kb.insight.overlap.readings import MOST
from kb.insight.scenes import kept
from kb.insight.withwhom.weighed import facts_of
from kb.models import Agreement, DataVersion, Membership, Municipality, Source

MERGED_ON = date(2025, 1, 1)
REGISTER = "abb-register-2023"


@dataclass(frozen=True)
class Backtest:
    """``rows``: a municipality that merged each: name, partner_names, neighbours, partners, chance_1 to _3,
    place (of the best real partner in our ranking) and jaccard (its place by plain Jaccard).

    ``ranking`` and ``plain`` are the summaries of both; ``mergers`` how many there were.
    """

    rows: pd.DataFrame
    ranking: pd.DataFrame
    plain: pd.DataFrame
    mergers: int
    day: date
    source: str

    @property
    def compared(self) -> pd.DataFrame:
        """The summary of the ranking with plain Jaccard beside it: plain, plain_share."""
        plain = self.plain[["hits", "share"]].rename(columns={"hits": "plain", "share": "plain_share"})
        return self.ranking.join(plain)

    @property
    def first(self) -> dict[str, float]:
        return self.ranking.iloc[0].to_dict()

    @property
    def plain_first(self) -> dict[str, float]:
        return self.plain.iloc[0].to_dict()


def backtest(merged_on: date = MERGED_ON, source: str = REGISTER) -> Backtest | None:
    """None where the database knows no such mergers, no neighbours or nothing that ``source`` says."""
    version = DataVersion.stamp()
    found = kept("backtest", f"{merged_on}:{source}", version, lambda: [_backtest(merged_on, source)])
    return found[0]


def missing(merged_on: date, source: str) -> str:
    """Why there is no back-test: "source", "mergers", "statements" or "neighbours"; '' where there is one."""
    day = merged_on - timedelta(days=1)
    if not Source.objects.filter(code=source).exists():
        return "source"
    ones = [pk for group in merged(merged_on) for pk in group]
    if not ones:
        return "mergers"
    said = Membership.objects.in_reading(Reading(on=day, source=source))
    if not said.filter(municipality__in=ones).exists():
        return "statements"
    return "neighbours" if frames.neighbours(Municipality.objects.on(day)).empty else ""


def _backtest(merged_on: date, source: str) -> Backtest | None:
    day = merged_on - timedelta(days=1)
    groups = merged(merged_on)
    facts = _facts(Reading(on=day, source=source))
    borders = frames.neighbours(Municipality.objects.on(day))
    if not groups or borders.empty or not _speaks(facts, groups):
        return None
    partners = pd.DataFrame(
        [(one, other) for group in groups for one in group for other in group if one != other],
        columns=["municipality", "partner"],
    )
    around = _around(borders, partners["municipality"])
    ours = positions(around.assign(score=_scores(around, facts)), partners)
    plain = positions(around.assign(score=_jaccard(around, facts)), partners)
    rows = _named(ours.assign(jaccard=plain["place"]), partners, facts.municipalities)
    return Backtest(rows, summary(ours), summary(plain), len(groups), day, source)


def _speaks(facts: Facts, groups: list[tuple[int, ...]]) -> bool:
    """Whether the source states anything of those that merged; of others alone it tests nothing."""
    at = np.isin(facts.held.municipalities, [pk for group in groups for pk in group])
    return bool(facts.held.portfolio_sizes[at].any())


def merged(on: date) -> list[tuple[int, ...]]:
    """The municipalities of each merger of that day, as they were the day before.

    One that took in another and kept its name and number (Antwerpen) belongs to its merger too.
    """
    before = on - timedelta(days=1)
    heirs = Municipality.objects.filter(predecessors__valid_until=before).distinct().order_by("pk")
    found = []
    for heir in heirs:
        went = heir.predecessors.filter(valid_until=before)
        stayed = Municipality.objects.on(before).filter(pk=heir.pk)
        group = Municipality.objects.filter(Q(pk__in=went) | Q(pk__in=stayed))
        found.append(tuple(group.order_by("pk").values_list("pk", flat=True)))
    return [group for group in found if len(group) > 1]


def _facts(how: Reading) -> Facts:
    there = Municipality.objects.on(how.on)
    municipalities = frames.municipalities(there)
    ties = frames.memberships(Membership.objects.in_reading(how))
    ties = ties.replace({"municipality": frames.successors(there)}).drop_duplicates(ignore_index=True)
    agreements = frames.agreements(Agreement.objects.in_reading(how), ties)
    inside = ties[ties["municipality"].isin(municipalities["id"])]
    return facts_of(municipalities, agreements, inside, most=MOST)


def _around(borders: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    """Columns municipality, neighbour: both directions, for those that merged."""
    ends = borders[["a", "b"]].to_numpy()
    both = pd.DataFrame(np.concatenate([ends, ends[:, ::-1]]), columns=["municipality", "neighbour"])
    return both[both["municipality"].isin(wanted)].sort_values(
        ["municipality", "neighbour"], ignore_index=True
    )


def _scores(around: pd.DataFrame, facts: Facts) -> pd.Series:
    """Each neighbour as the partner page would rank it, with equal weights, among the others."""
    pairs = criteria(np.sort(around.to_numpy(np.int64), axis=1), 1, facts).utilities
    parts = [
        ranking(pairs.loc[rows], EQUAL).table["score"]
        for rows in around.groupby("municipality").groups.values()
    ]
    return pd.concat(parts)


def _jaccard(around: pd.DataFrame, facts: Facts) -> np.ndarray:
    square = facts.overlaps["all"]
    a, b = (square.index.get_indexer(around[side]) for side in ("municipality", "neighbour"))
    return square.to_numpy()[a, b]


def _named(rows: pd.DataFrame, partners: pd.DataFrame, municipalities: pd.DataFrame) -> pd.DataFrame:
    names = municipalities.set_index("id")["name"]
    real = partners.assign(name=partners["partner"].map(names)).groupby("municipality")["name"].agg(", ".join)
    nis = municipalities.set_index("id")["nis"]
    of = rows["municipality"]
    named = rows.assign(name=of.map(names), nis=of.map(nis), partner_names=of.map(real))
    return named.sort_values("name", ignore_index=True)
