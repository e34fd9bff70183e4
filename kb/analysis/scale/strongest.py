"""The question at this size: with how many does each municipality share, how much, and with whom most?"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from kb.analysis.graphs import Ids
from kb.analysis.scale.factored import Factored
from kb.analysis.scale.ranking import By, Ranking


class Partners(NamedTuple):
    """`totals` a row per municipality, `strongest` up to k rows for each; both sorted by id, then rank."""

    totals: pd.DataFrame
    strongest: pd.DataFrame


def partners(net: Factored, k: int = 10, by: By = "shared") -> Partners:
    """Of every municipality the number of partners, its strength and its k strongest partners, exactly.

    totals: `id`, `n` = |A_i|, `partners` = the number of j ≠ i with |A_i ∩ A_j| > 0, `strength` = Σ_{j≠i}
    |A_i ∩ A_j|. strongest: `id`, `rank` from 1, `partner`, `shared`, `jaccard` = |A ∩ B|/|A ∪ B| (Jaccard
    1901); the most shared first, or the highest Jaccard; equals by the partner's id. Only those who share
    something have a place. Empty, single and edgeless input give tables without partners. ValueError when k <
    1.

    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> from kb.analysis.graphs import incidence
    >>> from kb.analysis.scale.factored import factored
    >>> answer = partners(factored(incidence(frame)), k=1)
    >>> answer.totals.values.tolist()
    [[1, 2, 2, 3], [2, 2, 2, 3], [3, 1, 2, 2]]
    >>> answer.strongest[["id", "partner", "shared"]].values.tolist()
    [[1, 2, 2], [2, 1, 2], [3, 1, 1]]
    """
    if k < 1:
        raise ValueError("at least one partner must be asked for")
    ranking = Ranking(net, k, by)
    count = _through_hubs(net)
    best = np.full((2, len(count), k), -1, np.int32)
    for block in net.blocks():
        alone = net.hubs.common[net.hubs.kind[block.row], net.hubs.kind[block.other]] == 0
        count[block.rows] += np.bincount(block.row[alone] - block.rows.start, minlength=len(block.rows))
        best[:, block.rows] = ranking.best(block)
    back = np.argsort(net.order)
    columns = {"id": net.municipalities, "n": net.sizes, "partners": count, "strength": net.strength}
    totals = pd.DataFrame({name: values[back] for name, values in columns.items()})
    return Partners(totals, _long(net, back, *best[:, back]))


def _through_hubs(net: Factored) -> Ids:
    """How many others each row shares a hub with."""
    meets = net.hubs.common > 0
    by_kind = meets @ net.hubs.sizes - meets.diagonal()
    count: Ids = by_kind[net.hubs.kind]
    return count


def _long(net: Factored, back: Ids, other: Ids, shared: Ids) -> pd.DataFrame:
    """The places that are taken, below each other; rows come in the order of ids."""
    taken = other >= 0
    row, other, shared = np.repeat(back, taken.sum(axis=1)), other[taken], shared[taken]
    columns = {
        "id": net.municipalities[row],
        "rank": np.nonzero(taken)[1] + 1,
        "partner": net.municipalities[other],
        "shared": shared,
        "jaccard": shared / (net.sizes[row] + net.sizes[other] - shared),
    }
    return pd.DataFrame(columns)
