"""With whom? Sets of municipalities on every criterion: in natural units, and as a utility from 0 to 1.

Utilities, the higher the better for who gives the criterion weight:

* `all`, `voluntary`, `small`, `chance`: the mean over the pairs inside the set of their overlap in that
  reading (Jaccard; for `chance` 1 for a pair that shares more than chance explains, else 0);
* `weakest`: the overlap (all agreements) of the pair that has least in common;
* `population`: the thresholds that the set reaches / all thresholds;
* `province`, `region`: 1 / the number of provinces, of reference regions, in the set;
* `few`: 1 / the number of municipalities that join;
* `diverse`: the mean of 1 − smallest/largest population and 1 − agreements of all/agreements of any;
  `alike` is 1 − `diverse`. Which of the two is good is the team's to say: both weigh nothing by default.

What is not known is NaN, here and in :mod:`kb.analysis.withwhom.weighing`, never 0.
Source: our operationalisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis import overlap
from kb.analysis.graphs import Floats, Ids, Incidence
from kb.analysis.withwhom.sets import best_sets
from kb.analysis.withwhom.weighing import filled

READINGS = ("all", "voluntary", "small", "chance")
CRITERIA = (*READINGS, "weakest", "population", "province", "region", "few", "alike", "diverse")
THRESHOLDS = (20_000, 25_000, 30_000, 35_000, 40_000)
EQUAL = {name: 0 if name in {"alike", "diverse"} else 5 for name in CRITERIA}
NOBODY = -1
AT_ONCE = 256  # sets whose portfolios are compared together: what stays in the processor's cache


class Criteria(NamedTuple):
    """A row a set: `values` in natural units, `utilities` with the columns of CRITERIA."""

    values: pd.DataFrame
    utilities: pd.DataFrame


class Groups(NamedTuple):
    """`sets`: ids, sorted, -1 behind the last of a smaller set; `exact`: nothing was skipped."""

    sets: Ids
    exact: bool


@dataclass(frozen=True)
class Facts:
    """What is known of the municipalities (id, population, province, reference_region; sorted by id).

    `overlaps`: for each of READINGS a square frame with these ids on both axes, NaN where one of a pair has
    no agreement in that reading; `held`: all agreements, with the same municipalities as rows.
    """

    municipalities: pd.DataFrame
    overlaps: Mapping[str, pd.DataFrame]
    held: Incidence
    thresholds: Sequence[int] = THRESHOLDS

    @cached_property
    def bits(self) -> NDArray[np.uint64]:
        """Portfolios, sixty-four agreements a number."""
        dense = self.held.matrix.toarray().astype(bool)
        return np.packbits(np.pad(dense, ((0, 0), (0, -dense.shape[1] % 64))), axis=1).view(np.uint64)


def known_overlap(inc: Incidence) -> pd.DataFrame:
    """Jaccard of every pair, square; NaN where one of the two has no agreement: nothing is known of it.

    >>> from kb.analysis.graphs import incidence
    >>> ties = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [6, 6, 7]})
    >>> known_overlap(incidence(ties, [1, 2, 3])).values.tolist()
    [[1.0, 0.5, nan], [0.5, 1.0, nan], [nan, nan, nan]]
    """
    known = inc.portfolio_sizes > 0
    return overlap.square(inc, "jaccard").where(known[:, None] & known[None, :])


def groups(
    neighbours: pd.DataFrame,
    base: Iterable[int],
    joins: int,
    among: Iterable[int],
    facts: Facts,
    weights: Mapping[str, float],
    most: int = 100_000,
) -> Groups:
    """Every connected set of `base` with one to `joins` of `among`; beyond `most` sets a level, the best.

    >>> borders = pd.DataFrame({"a": [1, 2], "b": [2, 3]})
    >>> groups(borders, [1], 2, [2, 3], Facts(pd.DataFrame(), {}, None), EQUAL).sets.tolist()
    [[1, 2, -1], [1, 2, 3]]
    """
    start, allowed = sorted(set(base)), sorted(set(among))

    def score(sets: Ids) -> Floats:
        return scores(criteria(sets, len(start), facts).utilities, weights)

    found = [
        best_sets(neighbours, len(start) + extra, score, most, start, allowed)
        for extra in range(1, joins + 1)
    ]
    wide = len(start) + joins
    padded = [
        np.pad(part.sets, ((0, 0), (0, wide - part.sets.shape[1])), constant_values=NOBODY) for part in found
    ]
    return Groups(np.concatenate(padded), all(part.exact for part in found))


def scores(utilities: pd.DataFrame, weights: Mapping[str, float]) -> Floats:
    """Σ w u, the unknown as :func:`kb.analysis.withwhom.weighing.filled` takes it: enough to compare sets."""
    known = filled(utilities)
    result: Floats = known.to_numpy() @ np.array([weights[name] for name in known.columns], float)
    return result


def criteria(sets: Ids, base: int, facts: Facts) -> Criteria:
    """Each set (ids, -1 for nobody; `base` of them were there already) on every criterion.

    Values: members, joins; mean_r and min_r of each reading; population and the highest threshold reached
    (0: none; NaN: a population is unknown); provinces and regions; smallest (population / the largest),
    common and any (agreements of all, of any), apart (1 − common/any). No sets: frames without rows.

    >>> from kb.analysis.graphs import incidence
    >>> places = {"province": "L", "reference_region": "L"}
    >>> people = pd.DataFrame({"id": [1, 2], "population": [9000.0, 12000.0], **places})
    >>> half = pd.DataFrame([[1, 0.5], [0.5, 1]], [1, 2], [1, 2])
    >>> ties = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [6, 6, 7]})
    >>> facts = Facts(people, dict.fromkeys(READINGS, half), incidence(ties))
    >>> found = criteria(np.array([[1, 2]]), 1, facts)
    >>> found.utilities.loc[0, ["all", "population", "region", "few", "diverse"]].tolist()
    [0.5, 0.2, 1.0, 1.0, 0.375]
    """
    there = sets != NOBODY
    at = np.searchsorted(facts.municipalities["id"].to_numpy(), np.where(there, sets, sets[:, :1]))
    members = there.sum(axis=1)
    values = {"members": members, "joins": members - base}
    for name in READINGS:
        square = facts.overlaps[name].to_numpy(float)
        values[f"mean_{name}"], values[f"min_{name}"] = _inside(at, there, square)
    values |= _people(at, there, facts) | _places(at, facts) | _portfolios(at, there, facts)
    frame = pd.DataFrame(values)
    return Criteria(frame, _utilities(frame, facts.thresholds))


def _utilities(values: pd.DataFrame, thresholds: Sequence[int]) -> pd.DataFrame:
    diverse = (1 - values["smallest"] + values["apart"]) / 2
    passed = np.searchsorted(np.sort(thresholds), values["population"], side="right") / max(
        len(thresholds), 1
    )
    columns = {name: values[f"mean_{name}"] for name in READINGS} | {
        "weakest": values["min_all"],
        "population": pd.Series(passed, values.index).where(values["population"].notna()),
        "province": 1 / values["provinces"],
        "region": 1 / values["regions"],
        "few": 1 / values["joins"],
        "alike": 1 - diverse,
        "diverse": diverse,
    }
    return pd.DataFrame(columns)


def _inside(at: Ids, there: NDArray[np.bool_], square: Floats) -> tuple[Floats, Floats]:
    """Mean and least overlap of the pairs of each set; NaN where one pair is unknown, or none exists."""
    total, pairs = np.zeros(len(at)), np.zeros(len(at))
    least = np.full(len(at), np.inf)
    for i, j in combinations(range(at.shape[1]), 2):
        both = there[:, i] & there[:, j]
        value = square[at[:, i], at[:, j]]
        total += np.where(both, value, 0)
        least = np.minimum(least, np.where(both, value, np.inf))
        pairs += both
    alone = pairs == 0
    return total / np.where(alone, np.nan, pairs), np.where(alone, np.nan, least)


def _people(at: Ids, there: NDArray[np.bool_], facts: Facts) -> dict[str, Floats]:
    people = facts.municipalities["population"].to_numpy(float)[at]
    total = np.where(there, people, 0).sum(axis=1)
    steps = np.concatenate([[0], np.sort(facts.thresholds)])
    reached = steps[np.searchsorted(steps[1:], total, side="right")]
    with np.errstate(invalid="ignore", divide="ignore"):
        smallest = people.min(axis=1) / people.max(axis=1)  # nobody stands there as the first member
    return {
        "population": total,
        "threshold": np.where(np.isnan(total), np.nan, reached),
        "smallest": smallest,
    }


def _places(at: Ids, facts: Facts) -> dict[str, Floats]:
    columns = {"provinces": "province", "regions": "reference_region"}
    return {name: _distinct(facts.municipalities[column], at) for name, column in columns.items()}


def _distinct(names: pd.Series, at: Ids) -> Floats:
    """How many different names a set has; NaN where one is unknown ('')."""
    codes = pd.factorize(names)[0][at]
    codes.sort(axis=1)
    number = 1.0 + (np.diff(codes, axis=1) > 0).sum(axis=1)
    return np.where((names == "").to_numpy()[at].any(axis=1), np.nan, number)


def _portfolios(at: Ids, there: NDArray[np.bool_], facts: Facts) -> dict[str, Floats]:
    shared, together = np.empty((2, len(at)))
    for start in range(0, len(at), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        common = any_of = facts.bits[at[part, 0]]
        for column in at[part].T[1:]:  # nobody stands there as the first member
            held = facts.bits[column]
            common, any_of = common & held, any_of | held
        shared[part], together[part] = (np.bitwise_count(bits).sum(axis=1) for bits in (common, any_of))
    empty = (facts.held.portfolio_sizes == 0)[at].any(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(empty, np.nan, 1 - shared / together)
    return {"common": shared, "any": together, "apart": apart}
