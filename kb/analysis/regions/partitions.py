"""How alike two partitions of the same items are; of different items the question has no meaning.

A partition is a Series: the index names the items, the values their class. Series are matched by item.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from kb.analysis.graphs import Floats

Labels = pd.Series
Table = NDArray[np.int64]


class PartitionRefusal(ValueError):
    """Two partitions that cannot be compared; the message says why."""


class DifferentItems(PartitionRefusal):
    """The partitions are of different items: ``one`` and ``other`` count those that only one of them has."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(
            f"the partitions are of different items: {one} are only in the first, {other} only in the second"
        )
        self.one, self.other = one, other


class TooFewItems(PartitionRefusal):
    """Fewer than two items cannot be divided in more than one way."""

    def __init__(self, n: int) -> None:
        super().__init__(f"a partition of {n} items says nothing: two are needed")
        self.n = n


def adjusted_rand(one: "Labels[Any]", other: "Labels[Any]") -> float:
    """The share of pairs on which two partitions agree, corrected for chance.

    (Σ_ij C(n_ij,2) − E) / (½(Σ_i C(a_i,2) + Σ_j C(b_j,2)) − E), E = Σ_i C(a_i,2) Σ_j C(b_j,2) / C(n,2),
    n_ij the items in class i of the first and j of the second. 1: equal, 0: as chance would have it, below 0:
    less. Two partitions that are both one class, or both all apart, are equal: 1. Refuses other items
    (DifferentItems) and fewer than two (TooFewItems). Source: Hubert & Arabie 1985, J. of Classification 2.

    >>> round(adjusted_rand(pd.Series([0, 0, 0, 1, 1, 1]), pd.Series([0, 0, 1, 1, 2, 2])), 6)
    0.242424
    """
    table = _crossed(one, other)
    together, first, second = (float(_pairs(part).sum()) for part in (table, table.sum(1), table.sum(0)))
    expected = first * second / float(_pairs(table.sum(keepdims=True)).sum())
    most = (first + second) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def adjusted_mutual_information(one: "Labels[Any]", other: "Labels[Any]") -> float:
    """What one partition tells about the other, corrected for chance.

    (I − E[I]) / (½(H(U) + H(V)) − E[I]), natural logarithms, E[I] over all pairs of partitions with these
    class sizes (hypergeometric). 1: equal, 0: as chance would have it. Two partitions that are both one
    class, or both all apart, are equal: 1. Refuses as :func:`adjusted_rand`. Source: Vinh, Epps & Bailey
    2010, JMLR 11.

    >>> round(adjusted_mutual_information(pd.Series([0, 0, 0, 1, 1, 1]), pd.Series([0, 0, 1, 1, 2, 2])), 6)
    0.298792
    """
    table = _crossed(one, other)
    if table.shape in {(1, 1), (int(table.sum()),) * 2}:
        return 1.0
    information, (first, second) = _information(table), _entropies(table)
    expected = _expected_information(table)
    room = (first + second) / 2 - expected
    return (information - expected) / room if abs(room) > np.finfo(float).eps else 0.0


def variation_of_information(one: "Labels[Any]", other: "Labels[Any]") -> float:
    """What must be learnt and forgotten to go from one partition to the other, in nats.

    H(U) + H(V) − 2 I(U;V), natural logarithms: 0 for equal partitions, at most ln n. Refuses as
    :func:`adjusted_rand`. Source: Meilă 2007, Journal of Multivariate Analysis 98.

    >>> round(variation_of_information(pd.Series([0, 0, 0, 1, 1, 1]), pd.Series([0, 0, 1, 1, 2, 2])), 6)
    0.867563
    """
    table = _crossed(one, other)
    return max(0.0, sum(_entropies(table)) - 2 * _information(table))


def _crossed(one: "Labels[Any]", other: "Labels[Any]") -> Table:
    """The contingency table: items per pair of classes."""
    if not (one.index.is_unique and other.index.is_unique):
        raise PartitionRefusal("an item stands in a partition once")
    only_one, only_other = one.index.difference(other.index), other.index.difference(one.index)
    if len(only_one) or len(only_other):
        raise DifferentItems(len(only_one), len(only_other))
    if len(one) < 2:
        raise TooFewItems(len(one))
    rows, row_names = pd.factorize(one)
    columns, column_names = pd.factorize(other.reindex(one.index))
    table = np.zeros((len(row_names), len(column_names)), np.int64)
    np.add.at(table, (rows, columns), 1)
    return table


def _pairs(counts: Table) -> Table:
    return counts * (counts - 1) // 2


def _entropies(table: Table) -> tuple[float, float]:
    first, second = (_entropy(table.sum(axis)) for axis in (1, 0))
    return first, second


def _entropy(counts: Table) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())


def _information(table: Table) -> float:
    return max(0.0, sum(_entropies(table)) - _entropy(table.ravel()))


def _expected_information(table: Table) -> float:
    """E[I] under the hypergeometric model: the sum over class sizes a, b and their possible overlaps n."""
    total = int(table.sum())
    sizes = (np.unique(table.sum(axis), return_counts=True) for axis in (1, 0))
    (firsts, of_first), (seconds, of_second) = sizes
    found = 0.0
    for a, many_a in zip(firsts.tolist(), of_first.tolist(), strict=True):
        for b, many_b in zip(seconds.tolist(), of_second.tolist(), strict=True):
            overlap = np.arange(max(1, a + b - total), min(a, b) + 1)
            gain = overlap / total * np.log(total * overlap / (a * b))
            found += many_a * many_b * float((gain * np.exp(_log_chance(overlap, a, b, total))).sum())
    return found


def _log_chance(overlap: Table, a: int, b: int, total: int) -> Floats:
    """ln of the chance that classes of a and b out of ``total`` items share exactly ``overlap``."""
    ways = gammaln(np.array([a, b, total - a, total - b]) + 1).sum() - gammaln(total + 1)
    parts = (overlap, a - overlap, b - overlap, total - a - b + overlap)
    log: Floats = ways - sum(gammaln(part + 1) for part in parts)
    return log
