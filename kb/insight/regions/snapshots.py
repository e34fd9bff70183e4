"""What became of every agreement between two pictures of the studied municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from django.db.models import Q

from kb.analysis.regions import snapshots
from kb.insight import standing
from kb.insight.regions.taking import (
    SCENARIO,
    SOURCE,
    Chosen,
    contradicted,
    ground_of,
    taken,
    undated,
)
from kb.insight.scenes import kept
from kb.models import Agreement, DataVersion, Municipality, RecordedOverlap, Study


@dataclass(frozen=True)
class Compared:
    """``rows``: an agreement each; ``pairs`` and ``portfolios``: counts then and now; ``names`` by id.

    Of the ``ties`` that either picture holds, ``undated`` have no known start or end.
    """

    rows: pd.DataFrame
    pairs: pd.DataFrame
    portfolios: pd.DataFrame
    names: dict[int, str]
    ties: int
    undated: int

    def count(self, kind: str) -> int:
        return int((self.rows["kind"] == kind).sum())


def compared(study: Study, then: Chosen, now: Chosen, today: date) -> Compared:
    key = f"{study.pk}:{study.as_of}:{then.key}:{now.key}:{today}"
    return kept("snapshots", key, DataVersion.stamp(), lambda: _compare(study, then, now, today))


def _compare(study: Study, then: Chosen, now: Chosen, today: date) -> Compared:
    ground = ground_of(study, today)
    was, has = (taken(study, chosen, ground, today) for chosen in (then, now))
    over = Agreement.objects.filter(Q(status=Agreement.Status.ENDED) | Q(ended_on__lte=today))
    found = snapshots.compare(
        was.ties,
        has.ties,
        was.silent_on(has),
        has.silent_on(was),
        over.values_list("pk", flat=True),
        contradicted(ground) if _of_sources(then, now) else None,
    )
    held = pd.concat([was.ties, has.ties]).drop_duplicates()
    names = dict(Municipality.objects.filter(pk__in=ground.studied).values_list("pk", "name"))
    return Compared(
        rows=_named(found, names),
        pairs=_pairs(snapshots.pair_counts(was.ties, has.ties, ground.studied), names),
        portfolios=snapshots.portfolio_counts(was.ties, has.ties, ground.studied),
        names=names,
        ties=len(held),
        undated=len(held.merge(undated(ground))),
    )


def _of_sources(then: Chosen, now: Chosen) -> bool:
    """Only where a source speaks can a denial be its error; a plan says what will be."""
    kinds = {then.kind, now.kind}
    return SOURCE in kinds and SCENARIO not in kinds


def _named(found: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    known = Agreement.objects.filter(pk__in=found["agreement"].tolist())
    fields = ["pk", "code", "name", "theme__name", "legal_form__code"]
    columns = ["agreement", "code", "name", "theme_name", "form"]
    told = pd.DataFrame(list(known.values_list(*fields)), columns=columns).fillna("")
    rows = found.merge(told, on="agreement")
    for part in ("stayed", "joined", "left", "unsure"):
        rows[part] = [", ".join(sorted(names[who] for who in members)) for members in rows[part]]
    rows["rank"] = [snapshots.KINDS.index(kind) for kind in rows["kind"]]
    return rows.rename(columns={"agreement": "id"}).sort_values(["rank", "name"], ignore_index=True)


def _pairs(found: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    return found.assign(a_name=found["a"].map(names), b_name=found["b"].map(names))


@dataclass(frozen=True)
class Beside:
    """What somebody counted once, beside both pictures: ``of`` is the whole portfolio, where it is known."""

    recorded: RecordedOverlap
    of: int | None
    then: int | None
    then_of: int | None
    now: int | None
    now_of: int | None


def beside_recorded(study: Study, found: Compared) -> list[Beside]:
    """A recorded count has no list behind it: only counts and shares stand beside each other."""
    rows = standing.recorded(study)
    whole = {(row.municipality_id, row.year, row.source_id): row.count for row in rows if not row.partner_id}
    sizes = found.portfolios.set_index("id")
    counts = found.pairs.set_index(["a", "b"])
    return [_beside(row, whole, sizes, counts) for row in rows]


def _beside(
    row: RecordedOverlap, whole: dict[tuple[int, int, int], int], sizes: pd.DataFrame, counts: pd.DataFrame
) -> Beside:
    of = whole.get((row.municipality_id, row.year, row.source_id))
    if row.municipality_id not in sizes.index:
        return Beside(row, of, None, None, None, None)
    size = sizes.loc[row.municipality_id]
    pair = tuple(sorted((row.municipality_id, row.partner_id))) if row.partner_id else None
    if pair is None:
        return Beside(row, of, int(size["then"]), None, int(size["now"]), None)
    if pair not in counts.index:
        return Beside(row, of, None, int(size["then"]), None, int(size["now"]))
    both = counts.loc[pair]
    return Beside(row, of, int(both["then"]), int(size["then"]), int(both["now"]), int(size["now"]))
