"""What is known of every municipality that the criteria of partners ask for, from one set of frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kb.analysis import graphs
from kb.analysis.chance.above import pairs_above_chance
from kb.analysis.reading import at_most
from kb.analysis.withwhom.partners import THRESHOLDS, Facts, known_overlap
from kb.models.subjects import Obligation


def facts_of(
    municipalities: pd.DataFrame,
    agreements: pd.DataFrame,
    ties: pd.DataFrame,
    *,
    most: int,
    thresholds: Sequence[int] = THRESHOLDS,
) -> Facts:
    """The four readings of these ties as squares: all, voluntary, at most ``most`` members, above chance."""
    ids = municipalities["id"]
    held = graphs.incidence(ties, ids)
    chosen = agreements.loc[agreements["obligation"] == Obligation.VOLUNTARY, "id"]
    voluntary = graphs.incidence(ties[ties["agreement"].isin(chosen)], ids)
    small = graphs.incidence(at_most(ties, agreements, most), ids)
    overlaps = {
        "all": known_overlap(held),
        "voluntary": known_overlap(voluntary),
        "small": known_overlap(small),
        "chance": _above_chance(held, agreements),
    }
    return Facts(municipalities, overlaps, held, thresholds)


def _above_chance(held: graphs.Incidence, agreements: pd.DataFrame) -> pd.DataFrame:
    """1 for a pair that shares more than chance explains, else 0; NaN without any agreement.

    Mandatory agreements are fixed: nobody chose them, so they show nothing.
    """
    obligation = agreements.set_index("id")["obligation"].loc[held.agreements]
    judged = pairs_above_chance(held, (obligation == Obligation.MANDATORY).to_numpy())
    a, b = (np.searchsorted(held.municipalities, judged[side]) for side in ("a", "b"))
    square = np.eye(len(held.municipalities))
    square[a, b] = square[b, a] = judged["evidence"] == "above"
    square[held.portfolio_sizes == 0] = square[:, held.portfolio_sizes == 0] = np.nan
    return pd.DataFrame(square, held.municipalities, held.municipalities)
