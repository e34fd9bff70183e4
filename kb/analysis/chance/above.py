"""Which pairs share more, or fewer, agreements than their portfolios alone would explain."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from kb.analysis.chance.bicm import Chances, chances
from kb.analysis.graphs import Floats, Ids, Incidence, shared_counts

Pair = tuple[NDArray[np.intp], NDArray[np.intp]]
COLUMNS = ["a", "b", "shared", "expected", "p", "adjusted", "least", "evidence"]


def pairs_above_chance(inc: Incidence, fixed: ArrayLike, alpha: float = 0.05) -> pd.DataFrame:
    """Every pair of municipalities (a < b) against chance: the stochastic degree sequence model (SDSM).

    `shared` counts all common agreements. Of those that are not `fixed` (a boolean per column, see
    :func:`bicm.probabilities`) the number follows a Poisson-binomial law with chances p_ak p_bk, computed
    exactly; `expected` is its mean, and the fixed ones that both have. `p` = min(1, 2 min(P(X ≥ shared),
    P(X ≤ shared))), two-tailed. `adjusted` is p corrected for the number of pairs: of the pairs claimed, a
    share of alpha at most is expected to be chance. Holm's stricter rule, no false claim at all, needs
    p < 5e-5 for a pair among 46 municipalities and would hardly ever speak. `evidence` is "above" or
    "below" where adjusted ≤ alpha, else "none": no evidence, which is not "no tie". `least` is the
    smallest p that portfolios of these sizes can reach at all, see :func:`can_show`.

    Fewer than two municipalities: no row. Source: Neal 2014, Social Networks 39, 84–97.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4], "agreement": [7, 7, 8, 8]})
    >>> found = pairs_above_chance(incidence(frame), [False, False])
    >>> found.loc[0, ["a", "b", "shared"]].tolist(), found.loc[0, ["expected", "p"]].tolist()
    ([1, 2, 1], [0.5, 0.875])
    >>> set(found["evidence"])
    {'none'}
    """
    held = np.asarray(fixed, bool)
    model = chances(inc, held)
    a, b = np.triu_indices(len(inc.municipalities), 1)
    fixed_part = Incidence(inc.matrix[:, held], inc.municipalities, inc.agreements[held])
    shared, certain = shared_counts(inc)[a, b], shared_counts(fixed_part)[a, b]
    sizes = inc.portfolio_sizes - fixed_part.portfolio_sizes
    mean, p, least = _tested(model, (a, b), shared - certain, sizes)
    adjusted = benjamini_hochberg(p)
    evidence = np.select([adjusted > alpha, shared - certain > mean], ["none", "above"], "below")
    ids = inc.municipalities
    values = (ids[a], ids[b], shared, mean + certain, p, adjusted, least, evidence)
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def can_show(found: pd.DataFrame, alpha: float = 0.05) -> bool:
    """Whether any pair could be claimed if every pair shared all, or as little as, its portfolios allow.

    A few municipalities never can: that says nothing of their ties. No pairs: False.

    >>> can_show(pd.DataFrame({"least": [0.2, 0.1, 0.3]}))
    False
    """
    return bool((benjamini_hochberg(found["least"].to_numpy()) <= alpha).any())


def poisson_binomial(chance: Floats) -> Floats:
    """P(X = 0 … n) for each row: X the successes in n independent trials with these chances.

    Exact, by adding one trial at a time. No trials: X is 0 for certain.

    >>> poisson_binomial(np.array([[0.5, 0.5], [1.0, 0.25]])).tolist()
    [[0.25, 0.5, 0.25], [0.0, 0.75, 0.25]]
    """
    rows, trials = chance.shape
    law = np.zeros((trials + 1, rows))
    law[0] = 1
    for done, success in enumerate(chance.T, start=1):
        law[1 : done + 1] = law[1 : done + 1] * (1 - success) + law[:done] * success
        law[0] *= 1 - success
    return law.T


def benjamini_hochberg(p: Floats) -> Floats:
    """The p of each test with the number of tests taken into account: claim those that are ≤ alpha.

    The i-th smallest of n is multiplied by n / i; none exceeds a larger one, nor one. Source: Benjamini &
    Hochberg 1995, Journal of the Royal Statistical Society B 57.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(4).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(-p, kind="stable")
    adjusted = np.empty(len(p))
    factors = len(p) / np.arange(len(p), 0, -1)
    adjusted[order] = np.minimum(np.minimum.accumulate(p[order] * factors), 1)
    return adjusted


def _tested(model: Chances, pair: Pair, shared: Ids, sizes: Ids) -> tuple[Floats, Floats, Floats]:
    """Mean, p and least p of each pair; pairs of the same two portfolio sizes obey one law."""
    one, other = np.sort([model.group[pair[0]], model.group[pair[1]]], axis=0)
    groups = max(len(model.rows), 1)
    kinds, of = np.unique(one * groups + other, return_inverse=True)
    first, second = np.divmod(kinds, groups)
    common = model.rows[first] * model.rows[second]
    law = poisson_binomial(common[:, common.any(axis=0)])
    size_a, size_b = sizes[pair[0]], sizes[pair[1]]
    open_to_chance = np.count_nonzero(model.rows.any(axis=0))
    most = np.minimum(np.minimum(size_a, size_b), np.count_nonzero(common, axis=1)[of])
    least = np.maximum(size_a + size_b - open_to_chance, np.count_nonzero(common == 1, axis=1)[of])
    p, *ends = (_two_tailed(law, of, count) for count in (shared, most, least))
    return common.sum(axis=1)[of], p, np.minimum(*ends)


def _two_tailed(law: Floats, of: NDArray[np.intp], count: Ids) -> Floats:
    """The tail beyond `count`, the shorter of the two, doubled; each tail is summed from its far end."""
    at_most, at_least = np.cumsum(law, axis=1), np.cumsum(law[:, ::-1], axis=1)[:, ::-1]
    tail: Floats = np.minimum(at_most[of, count], at_least[of, count])
    return np.minimum(2 * tail, 1)
