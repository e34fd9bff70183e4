"""What each option is worth on each criterion, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from kb import frames
from kb.analysis.weighing import values
from kb.models import Criterion, Option, Polarity, Score, Stance, Weighing

HAND, ARGUMENTS, UNKNOWN = "hand", "arguments", "unknown"
COUNTED = [str(sign) for sign in (Polarity.PRO, Polarity.AMBIGUOUS, Polarity.RISK)]
CELL = ["option", "criterion"]


def grounds_of(options: Iterable[Option], criteria: Iterable[Criterion]) -> pd.DataFrame:
    """Columns option, criterion, argument, polarity: the arguments on an option that name its capacity.

    Criterion -1: the argument names no capacity that is weighed here.
    """
    found = frames.stances(Stance.objects.filter(option__in=list(options)))
    asked = pd.DataFrame(
        [(row.pk, row.capacity_id) for row in criteria if row.capacity_id],
        columns=["criterion", "capacity"],
        dtype="int64",
    )
    joined = found.merge(asked, on="capacity", how="left").drop(columns="capacity")
    joined["criterion"] = joined["criterion"].fillna(-1).astype("int64")
    placed = joined[joined["criterion"] >= 0].groupby("option")["argument"].agg(set)
    elsewhere = [
        row.criterion < 0 and row.argument in placed.get(row.option, ()) for row in joined.itertuples()
    ]
    kept = joined[~np.array(elsewhere, dtype=bool)].drop_duplicates()
    return kept[[*CELL, "argument", "polarity"]].sort_values([*CELL, "argument"], ignore_index=True)


def cells_of(
    weighing: Weighing, options: Sequence[Option], criteria: Sequence[Criterion], reasons: pd.DataFrame
) -> pd.DataFrame:
    """A row an option × criterion, in their order: low, high, basis, n, pro, ambiguous, risk, note.

    What the team scored by hand goes before what the arguments say; without either all is possible.
    """
    pairs = pd.MultiIndex.from_product(
        [[row.pk for row in options], [row.pk for row in criteria]], names=CELL
    )
    counted = reasons.groupby([*CELL, "polarity"]).size().unstack(fill_value=0)
    table = counted.reindex(index=pairs, columns=COUNTED, fill_value=0).rename_axis(columns=None)
    argued = values.interval(*(table[name] for name in COUNTED))
    given = frames.scores(Score.objects.filter(criterion__weighing=weighing)).set_index(CELL).reindex(pairs)
    by_hand = given["low"].notna()
    table["n"] = table[COUNTED].sum(axis=1)
    table["low"] = np.where(by_hand, given["low"], argued.low)
    table["high"] = np.where(by_hand, given["high"], argued.high)
    table["basis"] = np.select([by_hand, table["n"] > 0], [HAND, ARGUMENTS], UNKNOWN)
    table["note"] = given["note"].fillna("")
    return table.reset_index()
