"""Whether the agreements of the less active are also those of the more active."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from kb.analysis.graphs import Incidence


@dataclass(frozen=True)
class Nestedness:
    """NODF from 0 to 100: of municipalities (`rows`), of agreements (`columns`), and of both together."""

    rows: float
    columns: float
    both: float


def nodf(inc: Incidence) -> Nestedness:
    """Nestedness by overlap and decreasing fill.

    A pair of rows counts 100 · |A∩B| / min(|A|, |B|) where |A| ≠ |B|, and 0 where they are equal; `rows`
    is the mean over all pairs of rows, `columns` likewise, `both` over all these pairs together. Rows and
    columns without a membership are left out. Fewer than two rows or columns: NaN for that side; `both`
    is NaN only when no pair exists at all. Source: Almeida-Neto et al. 2008, Oikos 117, 1227.

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> nodf(incidence(pd.DataFrame({"municipality": [1, 1, 2], "agreement": [7, 8, 7]})))
    Nestedness(rows=100.0, columns=100.0, both=100.0)
    """
    sums = [_paired(inc.matrix), _paired(inc.matrix.T.tocsr())]
    (of_rows, n_rows), (of_columns, n_columns) = sums
    return Nestedness(
        _mean(of_rows, n_rows),
        _mean(of_columns, n_columns),
        _mean(of_rows + of_columns, n_rows + n_columns),
    )


def _paired(matrix: sparse.csr_array) -> tuple[float, int]:
    """The sum of the paired overlap of rows, and the number of pairs."""
    sizes = np.diff(matrix.indptr)
    shared = sparse.triu(matrix @ matrix.T, 1, format="coo")
    a, b = sizes[shared.row], sizes[shared.col]
    total = float((shared.data / np.minimum(a, b))[a != b].sum())
    n = int(np.count_nonzero(sizes))
    return 100 * total, n * (n - 1) // 2


def _mean(total: float, pairs: int) -> float:
    return total / pairs if pairs else float("nan")
