"""Whether a municipality meets the same partners in all its agreements."""

import numpy as np
import pandas as pd

from kb.analysis.graphs import Incidence, shared_counts
from kb.analysis.structure.brokerage import strength


def congruence(inc: Incidence) -> pd.DataFrame:
    """Territorial congruence C_i = mean over the partners j of n_ij / n_i.

    Columns `id`, `n`, `partners`, `congruence`. n_i is the number of agreements of i, n_ij how many of
    them j is in as well; a partner shares at least one. From 0 to 1: 1 when everybody it meets is in all
    its agreements. NaN without partners. Our own operationalisation after Boogers et al. 2016 (University of
    Twente).

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> congruence(incidence(frame))["congruence"].tolist()
    [0.75, 0.75, 1.0]
    """
    met = shared_counts(inc) > 0
    np.fill_diagonal(met, 0)
    partners, n = met.sum(axis=1), inc.portfolio_sizes
    with np.errstate(invalid="ignore"):
        mean = strength(inc) / (partners * n)
    return pd.DataFrame({"id": inc.municipalities, "n": n, "partners": partners, "congruence": mean})


def overall(found: pd.DataFrame) -> float:
    """The congruence of a region: the mean over its municipalities that have partners; NaN without any.

    >>> overall(pd.DataFrame({"congruence": [0.75, 1.0, float("nan")]}))
    0.875
    """
    return float(found["congruence"].mean())
