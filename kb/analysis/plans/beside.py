"""A network beside another one: the figures of a group before and after, and what moved between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kb.analysis import divergence, overlap
from kb.analysis.graphs import incidence

CHANGED = ["agreement", "before", "after", "coming", "going"]
NONE = float("nan")


@dataclass(frozen=True)
class Spread:
    """Mean, lowest and highest of `n` values; NaN where there is none."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Figures:
    """Of `members` municipalities: agreements with one of them, with all of them, and how they spread.

    `portfolio` has the number of agreements of each, `jaccard` the overlap of each pair; of the `themes`
    in which somebody takes part, `divergent` are split or partial.
    """

    members: int
    known: int
    shared_by_all: int
    portfolio: Spread
    jaccard: Spread
    themes: int
    divergent: int


def figures(memberships: pd.DataFrame, agreements: pd.DataFrame, group: Iterable[int]) -> Figures:
    """The key figures of `group`; without a pair `jaccard` is NaN with n 0, "no evidence" and not zero.

    One municipality shares everything with itself: `shared_by_all` is then its whole portfolio.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1], "agreement": [6, 6, 7]})
    >>> agreements = pd.DataFrame({"id": [6, 7], "theme": [20, 21], "theme_name": "t", "domain": 1,
    ...                            "domain_name": "d"})
    >>> found = figures(memberships, agreements, [1, 2])
    >>> found.known, found.shared_by_all, found.jaccard.mean, found.themes, found.divergent
    (2, 1, 0.5, 2, 1)
    """
    ids = sorted(set(group))
    inc = incidence(memberships, ids)
    themes = divergence.divergence(memberships, agreements, ids)
    return Figures(
        members=len(ids),
        known=len(inc.agreements),
        shared_by_all=len(overlap.shared_by_all(inc, ids)),
        portfolio=spread(inc.portfolio_sizes),
        jaccard=spread(overlap.pairs(inc, keep_zero=True)["jaccard"]),
        themes=int((themes["kind"] != "empty").sum()),
        divergent=len(divergence.divergent(themes)),
    )


def spread(values: Iterable[float]) -> Spread:
    """Mean and bounds of the known values.

    >>> spread([1.0, 3.0, float("nan")])
    Spread(mean=2.0, low=1.0, high=3.0, n=2)
    >>> spread([]).n
    0
    """
    numbers = np.fromiter(values, float)
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return Spread(NONE, NONE, NONE, 0)
    return Spread(float(known.mean()), float(known.min()), float(known.max()), len(known))


def pairs(
    before: pd.DataFrame, after: pd.DataFrame, heirs: Mapping[int, int], group: Iterable[int]
) -> pd.DataFrame:
    """Every pair of `group` before and after: a, b, shared, jaccard, shared_after, jaccard_after, one.

    `heirs` names what each has become. Where both have become the same municipality there is no pair left:
    `one` is true and the later figures are NaN.

    >>> before = pd.DataFrame({"municipality": [1, 2], "agreement": [6, 7]})
    >>> after = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [6, 6, 7]})
    >>> pairs(before, after, {1: 1, 2: 2}, [1, 2])[["shared", "shared_after", "one"]].values.tolist()
    [[0, 1.0, False]]
    """
    ids = sorted(set(group))
    was = overlap.pairs(incidence(before, ids), keep_zero=True)[["a", "b", "shared", "jaccard"]]
    later = overlap.pairs(incidence(after, {heirs[key] for key in ids}), keep_zero=True)
    become = np.sort(np.column_stack([was["a"].map(heirs), was["b"].map(heirs)]).astype("int64"), axis=1)
    now = pd.DataFrame(become, columns=["a", "b"]).merge(later, on=["a", "b"], how="left")
    found = was.assign(shared_after=now["shared"].astype(float), jaccard_after=now["jaccard"])
    return found.assign(one=become[:, 0] == become[:, 1])


def changed(
    before: pd.DataFrame, after: pd.DataFrame, heirs: Mapping[int, int], group: Iterable[int]
) -> pd.DataFrame:
    """The agreements whose ground within `group` changes: agreement, before, after, coming, going.

    An agreement covers a municipality of today when that, or what it has become, is a member. `before` and
    `after` count the covered ones, `coming` and `going` are tuples of those that enter and leave its ground.
    Sorted by the number that moves, then by agreement.

    >>> before = pd.DataFrame({"municipality": [1], "agreement": [6]})
    >>> after = pd.DataFrame({"municipality": [-1], "agreement": [6]})
    >>> changed(before, after, {1: -1, 2: -1}, [1, 2]).values.tolist()
    [[6, 1, 2, (2,), ()]]
    """
    ids = sorted(set(group))
    was, now = _ground(before, {key: key for key in ids}), _ground(after, {key: heirs[key] for key in ids})
    rows = [
        (agreement, len(old), len(new), tuple(sorted(new - old)), tuple(sorted(old - new)))
        for agreement in sorted(was.keys() | now.keys())
        if (old := was.get(agreement, set())) != (new := now.get(agreement, set()))
    ]
    rows.sort(key=lambda row: (-len(row[3]) - len(row[4]), row[0]))
    return pd.DataFrame(rows, columns=CHANGED).astype(dict.fromkeys(CHANGED[:3], "int64"))


def _ground(ties: pd.DataFrame, become: Mapping[int, int]) -> dict[int, set[int]]:
    """For each agreement the municipalities of today that it covers."""
    ground = pd.DataFrame({"today": list(become), "municipality": list(become.values())}, dtype="int64")
    covered: dict[int, set[int]] = {}
    found = ground.merge(ties, on="municipality")
    for agreement, today in zip(found["agreement"].tolist(), found["today"].tolist(), strict=True):
        covered.setdefault(agreement, set()).add(today)
    return covered
