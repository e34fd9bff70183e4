"""What each party at the table finds the criteria worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kb import frames
from kb.analysis.graphs import Floats
from kb.analysis.weighing.weights import from_order, from_points
from kb.models import Manner, Party, Weighing


@dataclass(frozen=True)
class Voice:
    """``manner`` is '' for a party that has not weighed: it counts in no figure.

    ``missing``: ids of the criteria it has not weighed yet; they weigh nothing, or share the last place.
    """

    id: int
    name: str
    manner: str
    missing: tuple[int, ...]

    @property
    def given(self) -> bool:
        return bool(self.manner)


def voices(
    weighing: Weighing, parties: Sequence[Party], criteria: Sequence[int]
) -> tuple[tuple[Voice, ...], Floats]:
    """The parties in their order, and the weights [p, c] of each, adding up to one."""
    found = frames.ballots(weighing.ballots.all())
    heard = [_heard(party, found[found["party"] == party.pk], criteria) for party in parties]
    rows = np.array([row for _voice, row in heard], dtype=np.float64)
    return tuple(voice for voice, _row in heard), rows.reshape(len(parties), len(criteria))


def _heard(party: Party, ballot: pd.DataFrame, criteria: Sequence[int]) -> tuple[Voice, Floats]:
    values = ballot.set_index("criterion")["value"].reindex(list(criteria))
    manner = str(ballot["manner"].iloc[0]) if values.notna().any() else ""
    weights = from_order(values) if manner == Manner.ORDER else from_points(values.fillna(0.0))
    if manner == Manner.POINTS and not values.fillna(0.0).any():
        manner = ""
    missing = tuple(int(pk) for pk in values.index[values.isna()]) if manner else ()
    return Voice(party.pk, party.name, manner, missing), weights
