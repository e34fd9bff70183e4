"""Which connected groups of municipalities resemble a given one most, and in what.

Descriptors are computed for all sets at once, on whole arrays: portfolios are rows of bits.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis.graphs import Floats, Ids, Incidence
from kb.analysis.overlap import square

DESCRIPTORS = ("population", "evenness", "jaccard", "shared", "coverage", "provinces", "regions")
NO_SPREAD = 1e-12
Bits = NDArray[np.uint64]


def describe_sets(
    sets: Ids, municipalities: pd.DataFrame, inc: Incidence, classes: "pd.Series[str]", target: Ids
) -> pd.DataFrame:
    """The DESCRIPTORS of each set (a row of `sets`), in the order of the sets.

    population: ln of the inhabitants together; evenness: Pielou evenness of the inhabitants; jaccard: mean
    over the pairs; shared: |∩| / |∪| of the portfolios, the share of the agreements that all members hold;
    coverage: cosine of the set's agreements by class with those of `target` (`classes`: the class of each
    agreement id, '' unknown); provinces, regions: how many it lies in. `municipalities` has id, population,
    province, reference_region and the ids of `inc`. What is not known is NaN.

    >>> from kb.analysis.graphs import incidence
    >>> where = {"province": "L", "reference_region": "x"}
    >>> places = pd.DataFrame({"id": [1, 2], "population": [10.0, 10.0], **where})
    >>> ties = incidence(pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]}))
    >>> classes = pd.Series({7: "police", 8: "waste"})
    >>> both = np.array([[1, 2]])
    >>> describe_sets(both, places, ties, classes, both[0]).round(2).iloc[0].tolist()
    [3.0, 1.0, 0.5, 0.5, 1.0, 1.0, 1.0]
    """
    places = municipalities.set_index("id").reindex(inc.municipalities)
    at = np.searchsorted(inc.municipalities, sets)
    population = places["population"].to_numpy(float)[at]
    together = population.sum(axis=1)
    held = _rows_of_bits(inc)
    union = np.bitwise_or.reduce(held[at], axis=1)
    common = np.bitwise_and.reduce(held[at], axis=1)
    wanted = np.bitwise_or.reduce(held[np.searchsorted(inc.municipalities, target)], axis=0)
    columns = {
        "population": np.log(np.where(together > 0, together, np.nan)),
        "evenness": _evenness(population),
        "jaccard": _mean_over_pairs(square(inc, "jaccard").to_numpy(float), at),
        "shared": _ratio(_count(common), _count(union)),
        "coverage": _alike(union, wanted[None], _masks(inc, classes)),
        "provinces": _distinct(places["province"], at),
        "regions": _distinct(places["reference_region"], at),
    }
    return pd.DataFrame(columns)


def parts(described: pd.DataFrame, target: "pd.Series[float]") -> pd.DataFrame:
    """The squared difference of each set with the target, descriptor by descriptor, in standard deviations.

    ((x − t) / σ)², σ over all sets without unknowns (population form, ddof 0); a descriptor that does not
    vary among them adds nothing. All descriptors weigh alike. The distance is the root of the row's sum.

    >>> described = pd.DataFrame({"jaccard": [0.2, 0.4], "regions": [1.0, 1.0]})
    >>> parts(described, pd.Series({"jaccard": 0.4, "regions": 2.0})).values.round(2).tolist()
    [[4.0, 0.0], [0.0, 0.0]]
    """
    values = described.to_numpy(float)
    known = values[~np.isnan(values).any(axis=1)]
    spread = known.std(axis=0) if len(known) else np.zeros(values.shape[1])
    weight = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > NO_SPREAD)
    squared = ((values - target[described.columns].to_numpy(float)) * weight) ** 2
    return pd.DataFrame(squared, index=described.index, columns=described.columns)


def distances(squared: pd.DataFrame) -> Floats:
    """√Σ of :func:`parts`, NaN where a descriptor is unknown.

    >>> distances(pd.DataFrame({"a": [9.0, 1.0], "b": [16.0, np.nan]})).tolist()
    [5.0, nan]
    """
    found: Floats = np.sqrt(squared.to_numpy(float).sum(axis=1))
    return found


def diverse(sets: Ids, distance: Floats, count: int) -> Ids:
    """The rows of the `count` nearest sets of which no two have more than half of their members in common.

    The nearest of a bundle of overlapping sets stands for all of it. Unknown distances are passed over;
    the lower row wins a tie. Fewer than `count` where no more remain.

    >>> diverse(np.array([[1, 2], [1, 3], [4, 5], [4, 1]]), np.array([0.0, 1.0, 2.0, np.nan]), 3).tolist()
    [0, 1, 2]
    >>> diverse(np.array([[1, 2, 3], [1, 2, 4], [4, 5, 6]]), np.array([0.0, 1.0, 2.0]), 3).tolist()
    [0, 2]
    """
    left = np.argsort(distance, kind="stable")
    left = left[~np.isnan(distance[left])]
    chosen: list[int] = []
    while len(left) and len(chosen) < count:
        chosen.append(int(left[0]))
        shared = np.isin(sets[left], sets[left[0]]).sum(axis=1)
        left = left[shared <= sets.shape[1] // 2]
    return np.array(chosen, np.int64)


def ranks_without(squared: pd.DataFrame, rows: Ids) -> pd.DataFrame:
    """The place of each of `rows` among all sets when one descriptor is left out: a column each, 1 first.

    A set that stays near whatever is left out does not owe its place to one descriptor.

    >>> squared = pd.DataFrame({"a": [0.0, 1.0], "b": [4.0, 0.0]})
    >>> ranks_without(squared, np.array([1])).values.tolist()
    [[1, 2]]
    """
    total = squared.sum(axis=1, skipna=False)
    columns = {}
    for name in squared.columns:
        rest = (total - squared[name]).to_numpy(float)
        ordered = np.sort(rest[~np.isnan(rest)])
        columns[name] = np.searchsorted(ordered, rest[rows] - 1e-12) + 1
    return pd.DataFrame(columns, index=rows)


def _rows_of_bits(inc: Incidence) -> Bits:
    """A row of 64-bit words a municipality: a bit for each agreement it holds."""
    packed = np.packbits(inc.matrix.toarray().astype(bool), axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


def _masks(inc: Incidence, classes: "pd.Series[str]") -> Bits:
    """For each known class the bits of its agreements."""
    of = classes.reindex(inc.agreements).fillna("").to_numpy(str)
    known = np.unique(of[of != ""])
    packed = np.packbits(of[None] == known[:, None], axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


def _count(bits: Bits) -> Ids:
    counts: Ids = np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
    return counts


def _alike(union: Bits, wanted: Bits, masks: Bits) -> Floats:
    """The cosine between two counts by class."""
    mine = np.stack([_count(union & mask) for mask in masks], axis=1) if len(masks) else _none(union)
    theirs = np.stack([_count(wanted & mask) for mask in masks], axis=1) if len(masks) else _none(wanted)
    length = np.sqrt((mine**2).sum(axis=1) * (theirs**2).sum())
    return np.minimum(1.0, _ratio((mine * theirs).sum(axis=1), length))


def _none(bits: Bits) -> Ids:
    return np.zeros((len(bits), 1), np.int64)


def _evenness(population: Floats) -> Floats:
    share = population / population.sum(axis=1, keepdims=True)
    entropy = -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=1)
    return _ratio(entropy, np.full(len(share), np.log(population.shape[1])))


def _mean_over_pairs(values: Floats, at: Ids) -> Floats:
    pairs = list(combinations(range(at.shape[1]), 2))
    total = np.zeros(len(at))
    for one, other in pairs:
        total += values[at[:, one], at[:, other]]
    return _ratio(total, np.full(len(at), len(pairs)))


def _distinct(names: "pd.Series[str]", at: Ids) -> Floats:
    """How many names occur in each set; '' is nowhere known."""
    codes, known = pd.factorize(names.where(names != "").to_numpy(object), sort=True)
    found = np.zeros(len(at))
    for code in range(len(known)):
        found += (codes[at] == code).any(axis=1)
    return found


def _ratio(part: Ids | Floats, whole: Ids | Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.true_divide(part, whole)
    return found
