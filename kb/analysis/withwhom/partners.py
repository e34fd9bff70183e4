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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis import overlap
from kb.analysis.graphs import Floats, Ids, Incidence
from kb.analysis.withwhom.sets import Flags, best_sets
from kb.analysis.withwhom.weighing import filled

READINGS = ("all", "voluntary", "small", "chance")
CRITERIA = (*READINGS, "weakest", "population", "province", "region", "few", "alike", "diverse")
THRESHOLDS = (20_000, 25_000, 30_000, 35_000, 40_000)
EQUAL = {name: 0 if name in {"alike", "diverse"} else 5 for name in CRITERIA}
NOBODY = -1
AT_ONCE = 512  # sets whose portfolios are compared together: what stays in the processor's cache


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
    there = sets.T != NOBODY
    at = _positions(facts, np.where(there, sets.T, sets[:, 0]))
    members = there.sum(axis=0)
    values = {"members": members, "joins": members - base}
    pairs = list(_pairs(at, there, len(facts.municipalities)))
    for name in READINGS:
        square = facts.overlaps[name].to_numpy(float)
        values[f"mean_{name}"], values[f"min_{name}"] = _inside(pairs, square, len(sets))
    values |= _people(at, there, facts) | _places(at, facts) | _portfolios(at, facts)
    return Criteria(pd.DataFrame(values), pd.DataFrame(_utilities(values, facts.thresholds)))


def _positions(facts: Facts, members: Ids) -> Ids:
    """Where each stands in the facts: a column of `members` is a set, as in all that follows.

    By columns of sets numpy works on long rows of numbers; a set at a time would cost five times as much.
    """
    found: Ids = pd.Index(facts.municipalities["id"]).get_indexer(pd.Index(members.ravel()))
    return found.reshape(members.shape)


def _utilities(values: Mapping[str, Floats], thresholds: Sequence[int]) -> dict[str, Floats]:
    diverse = (1 - values["smallest"] + values["apart"]) / 2
    population = values["population"]
    passed = _passed(population, thresholds) / max(len(thresholds), 1)
    with np.errstate(divide="ignore"):
        few = 1 / values["joins"]  # inf where nobody joins yet
    return {name: values[f"mean_{name}"] for name in READINGS} | {
        "weakest": values["min_all"],
        "population": np.where(np.isnan(population), np.nan, passed),
        "province": 1 / values["provinces"],
        "region": 1 / values["regions"],
        "few": few,
        "alike": 1 - diverse,
        "diverse": diverse,
    }


def _passed(population: Floats, thresholds: Sequence[int]) -> Ids:
    """How many thresholds each reaches; none where it is unknown."""
    passed = np.zeros(len(population), np.int64)
    for threshold in thresholds:
        passed += population >= threshold
    return passed


def _pairs(at: Ids, there: Flags, wide: int) -> Iterator[tuple[Ids, Flags | None]]:
    """Each pair of members: its place in a square of `wide` for every set; who has it (None: all)."""
    for i, j in combinations(range(len(at)), 2):
        both = there[i] & there[j]
        yield at[i] * wide + at[j], None if both.all() else both


def _inside(pairs: Sequence[tuple[Ids, Flags | None]], square: Floats, sets: int) -> tuple[Floats, Floats]:
    """Mean and least overlap of the pairs of each set; NaN where one pair is unknown, or none exists."""
    total, number = np.zeros(sets), np.zeros(sets)
    least = np.full(sets, np.inf)
    overlaps = square.ravel()
    for place, both in pairs:
        value = overlaps.take(place)
        total += value if both is None else np.where(both, value, 0)
        np.minimum(least, value if both is None else np.where(both, value, np.inf), out=least)
        number += 1 if both is None else both
    number[number == 0] = np.nan
    return total / number, np.where(np.isnan(number), np.nan, least)


def _people(at: Ids, there: Flags, facts: Facts) -> dict[str, Floats]:
    people = facts.municipalities["population"].to_numpy(float).take(at)
    total = np.where(there, people, 0).sum(axis=0)
    steps = np.array([0, *sorted(facts.thresholds)], float)
    reached = steps.take(_passed(total, facts.thresholds))
    with np.errstate(invalid="ignore", divide="ignore"):
        smallest = people.min(axis=0) / people.max(axis=0)  # nobody stands there as the first member
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
    codes = pd.factorize(names)[0].astype(np.int32).take(at)
    number = np.zeros(at.shape[1])
    for i, code in enumerate(codes):
        number += (codes[:i] != code).all(axis=0)  # none of the earlier members is there too
    return np.where((names == "").to_numpy().take(at).any(axis=0), np.nan, number)


def _portfolios(at: Ids, facts: Facts) -> dict[str, Floats]:
    shared, together = np.empty((2, at.shape[1]))
    for start in range(0, at.shape[1], AT_ONCE):
        part = slice(start, start + AT_ONCE)
        common = facts.bits.take(at[0, part], axis=0)
        any_of = common.copy()
        for member in at[1:, part]:  # nobody stands there as the first member
            held = facts.bits.take(member, axis=0)
            common &= held
            any_of |= held
        shared[part], together[part] = _ones(common), _ones(any_of)
    empty = (facts.held.portfolio_sizes == 0).take(at).any(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(empty, np.nan, 1 - shared / together)
    return {"common": shared, "any": together, "apart": apart}


def _ones(bits: NDArray[np.uint64]) -> NDArray[np.float32]:
    """How many bits of each row are set: a sum as a product, exact while it is under 2²⁴."""
    counts = np.bitwise_count(bits).astype(np.float32)
    return counts @ np.ones(counts.shape[1], np.float32)
