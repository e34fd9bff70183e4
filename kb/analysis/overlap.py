"""How much two municipalities' portfolios of agreements have in common.

A_i is the set of agreements of municipality i in the reading at hand. A ratio without a denominator
(0/0: a municipality without agreements) is NaN, "no evidence", and never silently zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis.graphs import Floats, Ids, Incidence, collaboration, incidence, meetings, shared_counts, ties

Measure = Literal["shared", "share", "jaccard", "overlap", "ochiai", "weight"]
Counts = NDArray[np.integer[Any]]
Numbers = NDArray[np.integer[Any] | np.floating[Any]]
PER_DOMAIN = ("domain", "a", "b", "shared", "n_a", "n_b")


def portfolios(inc: Incidence) -> pd.DataFrame:
    """The number of agreements of each municipality: columns `id`, `n`.

    >>> frame = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [7, 8, 7]})
    >>> portfolios(incidence(frame, [1, 2, 3])).values.tolist()
    [[1, 2], [2, 1], [3, 0]]
    """
    return pd.DataFrame({"id": inc.municipalities, "n": inc.portfolio_sizes})


def pairs(inc: Incidence, keep_zero: bool = False) -> pd.DataFrame:
    """One row per pair of municipalities (a < b) with all measures of overlap.

    shared |A∩B|; share_a |A∩B|/|A| and share_b |A∩B|/|B|; jaccard |A∩B|/|A∪B| (Jaccard 1901);
    overlap |A∩B|/min(|A|,|B|) (Simpson 1943); ochiai |A∩B|/√(|A||B|) (Ochiai 1957); weight Σ 1/(d_k − 1)
    over the shared agreements, d_k their members in view (Newman 2001). Pairs that share nothing are
    left out unless `keep_zero`. Empty, single and edgeless input gives an empty frame with these columns.

    >>> frame = pd.DataFrame({"municipality": [1, 1, 2, 2, 2], "agreement": [6, 7, 7, 8, 9]})
    >>> pairs(incidence(frame)).loc[0, ["shared", "share_a", "jaccard", "overlap"]].tolist()
    [1.0, 0.5, 0.25, 0.5]
    """
    found = ties(inc, keep_zero)
    sizes = inc.portfolio_sizes
    shared, n_a, n_b = found.shared, sizes[found.a], sizes[found.b]
    columns = {
        "a": inc.municipalities[found.a],
        "b": inc.municipalities[found.b],
        "shared": shared,
        "n_a": n_a,
        "n_b": n_b,
        "share_a": _ratio(shared, n_a),
        "share_b": _ratio(shared, n_b),
        **{name: _coefficient(name, shared, n_a, n_b) for name in ("jaccard", "overlap", "ochiai")},
        "weight": found.weight,
    }
    return pd.DataFrame(columns, copy=False)


def square(inc: Incidence, measure: Measure = "shared") -> pd.DataFrame:
    """One measure for every pair as a square frame, ids on both axes.

    `share` is directed: the row's share, |A∩B|/|A_row|; the others are symmetric. The diagonal compares
    a portfolio with itself; for `weight` it is NaN.

    >>> frame = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [6, 7, 7]})
    >>> square(incidence(frame, [1, 2, 3]), "share").values.tolist()
    [[1.0, 0.5, 0.0], [1.0, 1.0, 0.0], [nan, nan, nan]]
    """
    return pd.DataFrame(_square(inc, measure), index=inc.municipalities, columns=inc.municipalities)


def _square(inc: Incidence, measure: Measure) -> Ids | Floats:
    if measure == "weight":
        weights = collaboration(inc)
        np.fill_diagonal(weights, np.nan)
        return weights
    shared, sizes = shared_counts(inc), inc.portfolio_sizes
    if measure == "shared":
        return shared
    if measure == "share":
        return _ratio(shared, np.broadcast_to(sizes[:, None], shared.shape))
    return _coefficient(measure, shared, sizes[:, None], sizes[None, :])


def shared_by_all(inc: Incidence, municipalities: Iterable[int]) -> Ids:
    """The agreements that every one of these municipalities is a member of, sorted; none for nobody.

    >>> frame = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [6, 7, 7]})
    >>> shared_by_all(incidence(frame), [1, 2]).tolist()
    [7]
    """
    wanted = np.unique(np.fromiter(municipalities, np.int64))
    rows = np.flatnonzero(np.isin(inc.municipalities, wanted))
    counts = np.bincount(inc.matrix[rows].indices, minlength=len(inc.agreements))
    held: Ids = inc.agreements[(counts == len(wanted)) & (counts > 0)]
    return held


def per_domain(memberships: pd.DataFrame, agreements: pd.DataFrame) -> pd.DataFrame:
    """Pairs within each domain: `domain` (-1: unknown), `a` < `b`, `shared`, `n_a`, `n_b`, `jaccard`.

    As in :func:`pairs`, but portfolios count the agreements of that domain only. Sorted. Domains
    without a sharing pair have no row, nor have agreements that are not in `agreements`.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1], "agreement": [6, 6, 7]})
    >>> agreements = pd.DataFrame({"id": [6, 7], "domain": [50, 51]})
    >>> per_domain(memberships, agreements).values.tolist()
    [[50.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0]]
    """
    inc = incidence(memberships)
    described = pd.Index(agreements["id"]).get_indexer(pd.Index(inc.agreements))
    inside = np.flatnonzero(described >= 0)
    domain = agreements["domain"].to_numpy(np.int64)[described[inside]]
    return _together([(code, _columns(inc, inside[domain == code])) for code in np.unique(domain)])


def _columns(inc: Incidence, columns: NDArray[np.intp]) -> Incidence:
    return Incidence(inc.matrix[:, columns], inc.municipalities, inc.agreements[columns])


def _together(domains: Sequence[tuple[int, Incidence]]) -> pd.DataFrame:
    """PER_DOMAIN and `jaccard` of all in one array: its memory is asked for once and comes in large pages."""
    met = [meetings(inc) for _, inc in domains]
    total = sum(len(a) for a, _, _ in met)
    found, jaccard = np.empty((len(PER_DOMAIN), total), np.int64), np.empty(total)
    start = 0
    for (code, inc), (a, b, shared) in zip(domains, met, strict=True):
        here = slice(start, start := start + len(a))
        ids, sizes = inc.municipalities, inc.portfolio_sizes
        columns = (ids[a], ids[b], shared, sizes[a], sizes[b])
        found[0, here] = code
        for row, values in zip(found[1:], columns, strict=True):
            row[here] = values
        jaccard[here] = _coefficient("jaccard", *columns[2:])
    frame = pd.DataFrame(found.T, columns=list(PER_DOMAIN), copy=False)
    frame["jaccard"] = jaccard
    return frame


def _coefficient(name: str, shared: Counts, n_a: Counts, n_b: Counts) -> Floats:
    if name == "jaccard":
        return _ratio(shared, n_a + n_b - shared)
    if name == "overlap":
        return _ratio(shared, np.minimum(n_a, n_b))
    return _ratio(shared, np.sqrt(n_a * n_b))


def _ratio(part: Numbers, whole: Numbers) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.true_divide(part, whole)
    return ratio
