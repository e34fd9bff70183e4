"""Alternatives on several criteria: who comes first with these weights, and how little turns it over.

Score = Σ w_c u_c / Σ w_c, u_c the utility (0–1) on criterion c (SMART, Edwards & Barron 1994, Organizational
Behavior and Human Decision Processes 60). The rule for what is not known: a criterion that is unknown for
every alternative is left out. An alternative of which something that counts is unknown stands behind all of
which everything is known, whatever its score; there the unknown counts as the mean of the others, and `low`
and `high` tell where the score would lie were it 0 or 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from kb.analysis.graphs import Floats, Ids

TIE = 1e-9
TOP = 10.0


@dataclass(frozen=True)
class Ranking:
    """`table`: a row an alternative, best first (rank, score, low, high, unknown: criteria not known of it).

    Its index points into the utilities; `utilities` has the unknown filled in and the criteria in play only,
    `known` says where it was not, `weights` are theirs; `left_out` are the criteria with weight of which
    nothing is known.
    """

    table: pd.DataFrame
    utilities: pd.DataFrame
    known: pd.DataFrame
    weights: pd.Series
    left_out: tuple[str, ...]

    @property
    def winner(self) -> int:
        return int(self.table.index[0])

    @property
    def parts(self) -> pd.DataFrame:
        """What each criterion adds to each score: w_c u_c / Σ w."""
        return self.utilities * self.weights / max(self.weights.sum(), TIE)


class Flip(NamedTuple):
    """The weight of one criterion, changed from `before` to just past `after`, puts `winner` on top."""

    criterion: str
    before: float
    after: float
    winner: int


class Shift(NamedTuple):
    """The least total change Σ|w′ − w| with Σw′ = Σw after which `winner` comes first; `weights` are w′."""

    change: float
    weights: pd.Series
    winner: int


@dataclass(frozen=True)
class Flips:
    """What turns the first place over; `flips` empty and `shift` None: nothing does.

    `among`: the shift that only moves weight between criteria that weigh already. `tied`: others with the
    score of the winner as it is.
    """

    flips: tuple[Flip, ...]
    shift: Shift | None
    among: Shift | None
    tied: tuple[int, ...]


def filled(utilities: pd.DataFrame) -> pd.DataFrame:
    """Without the criteria of which nothing is known; elsewhere the unknown is the mean of the known.

    >>> filled(pd.DataFrame({"a": [0.2, np.nan, 0.4], "b": np.nan})).round(2).to_dict("list")
    {'a': [0.2, 0.3, 0.4]}
    """
    known = utilities.dropna(axis="columns", how="all")
    return known.fillna(known.mean())


def ranking(utilities: pd.DataFrame, weights: Mapping[str, float]) -> Ranking:
    """Order alternatives (rows) by their weighted mean, those known in full before the others.

    Of equal scores the first row comes first. `weights` name columns, from 0; those that are not named weigh
    nothing. Without a weight on anything known every score is 0. No alternatives: an empty table.
    ValueError for a negative weight.

    >>> found = ranking(pd.DataFrame({"a": [0.2, 0.8], "b": [1.0, 0.5]}), {"a": 1, "b": 1})
    >>> found.table[["rank", "score"]].to_dict("index")
    {1: {'rank': 1, 'score': 0.65}, 0: {'rank': 2, 'score': 0.6}}
    """
    if min(weights.values(), default=0) < 0:
        raise ValueError("A weight is 0 or more.")
    given = pd.Series({name: float(weights.get(name, 0)) for name in utilities.columns}, dtype=float)
    known = filled(utilities)
    at_play = given[known.columns]
    share = at_play / max(at_play.sum(), TIE)
    missing = utilities[known.columns].isna()
    low, high = known.mask(missing, 0.0), known.mask(missing, 1.0)
    table = pd.DataFrame(
        {
            "score": known @ share,
            "low": low @ share,
            "high": high @ share,
            "unknown": (missing & (at_play > 0)).sum(axis=1),
        }
    )
    behind, score = table["unknown"].to_numpy() > 0, -table["score"].to_numpy().round(12)
    order = np.lexsort((score, behind))
    table = table.iloc[order]
    places = pd.Series(list(zip(behind[order], score[order], strict=True)), table.index, dtype=object)
    table.insert(0, "rank", 1 + np.flatnonzero(~places.duplicated())[pd.factorize(places)[0]])
    left_out = tuple(name for name in given.index if name not in known and given[name] > 0)
    return Ranking(table, known, ~missing, at_play, left_out)


def flips(found: Ranking, top: float = TOP) -> Flips:
    """What would put another alternative first: per criterion, and over all weights together.

    The lead over j, D_j = Σ w_c (u_c − u_jc), is linear in every weight, so the turning points are exact. Per
    criterion: the smallest change of that weight alone, within 0 and `top`, that makes a D_j negative. All
    together: min Σ|w′ − w| with w′ ≥ 0 and Σw′ = Σw, a linear programme with one constraint a rival; its
    solution moves weight from the criteria on which the winner leads most to the one on which it trails
    most. Rivals are those known as fully as the winner, each on the criteria known of both. One alternative,
    or one that nobody beats on anything: no flips.

    >>> found = flips(ranking(pd.DataFrame({"a": [0.2, 0.8], "b": [1.0, 0.5]}), {"a": 1, "b": 1}))
    >>> [(flip.criterion, round(flip.after, 3), flip.winner) for flip in found.flips]
    [('a', 0.833, 0), ('b', 1.2, 0)]
    >>> round(found.shift.change, 3), round(found.among.change, 3)
    (0.182, 0.182)
    """
    if len(found.table) < 2:
        return Flips((), None, None, ())
    utilities, weights = found.utilities.to_numpy(float), found.weights.to_numpy(float)
    first = found.utilities.index.get_loc(found.winner)
    full = (found.table["unknown"].loc[found.utilities.index] == 0).to_numpy()
    known = found.known.to_numpy()
    judged = (known & known[first]) | ~full[first]  # where nobody is known in full, as the scores take it
    ahead = np.where(judged, utilities[first] - utilities, 0)
    lead = np.maximum(ahead @ weights, 0)
    others = np.flatnonzero((full == full[first]) & (np.arange(len(lead)) != first))
    rows = found.utilities.index.to_numpy()[others]
    singles = [_single(ahead[others, c], lead[others], weights[c], top) for c in range(len(weights))]
    single = tuple(
        Flip(name, float(before), after, int(rows[rival]))
        for name, before, (after, rival) in zip(found.weights.index, weights, singles, strict=True)
        if rival >= 0
    )
    tied = tuple(int(row) for row in rows[lead[others] <= TIE])
    counted = weights > 0
    anywhere, among = (
        _shift(ahead[np.ix_(others, columns)], lead[others], found.weights[columns], rows)
        for columns in (np.ones_like(counted), counted)
    )
    return Flips(single, anywhere, among, tied)


def _single(ahead: Floats, lead: Floats, before: float, top: float) -> tuple[float, int]:
    """Where this weight alone turns the first place over, and to whom; (NaN, -1) when nowhere."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(np.abs(ahead) > TIE, -lead / ahead, np.nan)
    after = before + change
    down = (ahead > TIE) & (after > TIE)
    up = (ahead < -TIE) & (after < top - TIE)
    possible = np.flatnonzero(down | up)
    if not len(possible):
        return float("nan"), -1
    nearest = np.lexsort((-np.abs(ahead[possible]), np.abs(change[possible]).round(12)))[0]
    rival = int(possible[nearest])
    return float(after[rival]), rival


def _shift(ahead: Floats, lead: Floats, weights: pd.Series, rows: Ids) -> Shift | None:
    worst = ahead.min(axis=1) if ahead.shape[1] else np.zeros(len(ahead))
    able = np.flatnonzero(worst < -TIE)
    if not len(able) or weights.sum() <= TIE:
        return None
    ahead, lead, rows = ahead[able], lead[able], rows[able]
    order = np.argsort(-ahead, axis=1, kind="stable")
    gain = np.take_along_axis(ahead, order, 1) - worst[able][:, None]
    mass = weights.to_numpy(float)[order]
    moved = _moved(gain, mass, lead)
    total = moved.sum(axis=1)
    rival = int(np.argmin(total.round(12)))
    after = weights.to_numpy(float).copy()
    after[order[rival]] -= moved[rival]
    after[order[rival, -1]] += total[rival]
    return Shift(2 * float(total[rival]), pd.Series(after, weights.index), int(rows[rival]))


def _moved(gain: Floats, mass: Floats, lead: Floats) -> Floats:
    """How much of each mass to move, largest gain first, until the gains together make up for the lead."""
    made = np.cumsum(gain * mass, axis=1)
    still = np.maximum(lead[:, None] - (made - gain * mass), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(gain > TIE, still / gain, 0)
    moved: Floats = np.minimum(mass, needed)
    return moved
