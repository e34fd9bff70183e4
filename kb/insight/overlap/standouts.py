"""What stands out in four readings: the pairs in order, the first of each reading, and what chance says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kb.insight.overlap.readings import COUNTED, FourReadings

STRONGEST = 10  # pairs that are followed from reading to reading


@dataclass(frozen=True)
class First:
    """The pair that comes first, and how many others share as much."""

    pair: dict[str, Any]
    equals: int


@dataclass(frozen=True)
class Standouts:
    """``pairs`` strongest first. ``everywhere`` comes first in each of COUNTED; else see ``firsts``.

    Of the ``top`` strongest pairs ``stay`` are among as many strongest when only voluntary ones count.
    """

    pairs: pd.DataFrame
    firsts: dict[str, First]
    everywhere: First | None
    top: int
    stay: int

    @property
    def above(self) -> int:
        return int((self.pairs["evidence"] == "above").sum())

    @property
    def below(self) -> int:
        return int((self.pairs["evidence"] == "below").sum())

    @property
    def differ(self) -> int:
        return self.above + self.below

    @property
    def sharing(self) -> int:
        return int((self.pairs["shared_all"] > 0).sum())


def standouts(found: FourReadings, measure: str, whose: str) -> Standouts:
    """Judged by ``measure``, on all pairs or on those with a municipality of the study."""
    by = "shared" if measure == "shared" else "value"
    columns = [f"{by}_{name}" for name in COUNTED]
    pairs = found.pairs if whose == "all" else found.pairs[found.pairs["studied"] > 0]
    pairs = _ordered(pairs, *columns)
    best = {name: _best(pairs, column) for name, column in zip(COUNTED, columns, strict=True)}
    firsts = {name: First(_row(rows), len(rows) - 1) for name, rows in best.items() if len(rows)}
    common = pairs[[all(label in rows.index for rows in best.values()) for label in pairs.index]]
    everywhere = First(_row(common), len(common) - 1) if len(common) else None
    top = min(STRONGEST, int((pairs["shared_all"] > 0).sum()) // 2)
    chosen = _ordered(pairs, *columns[1:])
    stay = len(set(pairs.index[:top]) & set(chosen.index[:top]))
    return Standouts(pairs, firsts, everywhere, top, stay)


def _ordered(pairs: pd.DataFrame, *columns: str) -> pd.DataFrame:
    by = [*columns, "a_name", "b_name"]
    return pairs.sort_values(by, ascending=[False] * len(columns) + [True, True])


def _best(pairs: pd.DataFrame, column: str) -> pd.DataFrame:
    """The pairs with the highest value, if any of them shares anything."""
    top = pairs[column].max()
    return pairs[pairs[column] == top] if top > 0 else pairs.head(0)


def _row(rows: pd.DataFrame) -> dict[str, Any]:
    return {str(name): value for name, value in rows.iloc[0].to_dict().items()}
