"""A fair race: both sides in one process, turn by turn, and no ratio before the answers are equal."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True)
class Race:
    """`fast` against `plain`; `floor` is the least work an answer needs, `same` compares two answers.

    `rounds` is the most that its plain side has time for.
    """

    name: str
    target: float | None
    plain: Work
    fast: Work
    floor: Work
    same: Callable[[Any, Any], bool]
    turns: int = 9
    rounds: int = 99


@dataclass(frozen=True)
class Result:
    race: Race
    ratios: list[float]
    fast_ms: float
    floor_share: float

    @property
    def reached(self) -> bool:
        return self.race.target is None or median(self.ratios) >= self.race.target

    def line(self) -> str:
        target = "no target" if self.race.target is None else f"target {self.race.target:g}×"
        verdict = "" if self.race.target is None else "  ok" if self.reached else "  BELOW"
        spread = f"{min(self.ratios):.3g}–{max(self.ratios):.3g}"
        return (
            f"{self.race.name:<44} {median(self.ratios):7.3g}×  ({spread}, n={len(self.ratios)})  "
            f"{self.fast_ms:8.2f} ms, floor {self.floor_share:4.0%}  {target}{verdict}"
        )


def run(race: Race, rounds: int) -> Result:
    """Each round times the plain side once and the quick ones as medians of several turns."""
    quick = race.fast()
    race.floor()
    rows = []
    for _ in range(min(rounds, race.rounds)):
        gc.collect()
        taken, answer = timed(race.plain)
        if not rows and not race.same(answer, quick):
            raise AssertionError(f"{race.name}: the two sides disagree, so no ratio is printed")
        turns = [(timed(race.fast)[0], timed(race.floor)[0]) for _ in range(race.turns)]
        rows.append((taken, *(median(column) for column in zip(*turns, strict=True))))
    fast = median(row[1] for row in rows)
    ratios = [plain / quick for plain, quick, _ in rows]
    return Result(race, ratios, fast * 1000, median(row[2] for row in rows) / fast)


def timed(work: Work) -> tuple[float, Any]:
    """Processor time, so that what neighbours on the machine take does not count; and the answer."""
    gc.disable()
    start = process_time()
    answer = work()
    taken = process_time() - start
    gc.enable()
    return taken, answer
