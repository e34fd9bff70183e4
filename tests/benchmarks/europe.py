"""A hundred thousand municipalities: with how many, how much and with whom most does each share?

Each run is a process of its own, so that its memory is its own: python -m tests.benchmarks.europe FOLDER
answers for the arrays in FOLDER. What counts is processor time from memberships in memory (two int32 columns,
places) to the answer, and the peak of the whole process, Python, its libraries and the input included.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

SIZES = (10_000, 30_000, 100_000)
SECONDS, MEBIBYTES, EXPONENT = 4.0, 512, 1.2
CHECKED = 100
STRONGEST = 10
COLUMNS = ("municipality", "agreement", "lon", "lat")


def compared(folder: Path, rounds: int, seed: int) -> tuple[list[str], bool]:
    """A line per size and one for the growth; whether all targets are reached. No line for a wrong answer."""
    lines, cpu, peak = [], [], 0.0
    for size in SIZES:
        place = folder / str(size)
        save(place, size, seed)
        runs = [_run(place) for _ in range(rounds)]
        verify(place, size)
        seconds = [run["seconds"] for run in runs]
        cpu.append(median(seconds))
        peak = max(run["mebibytes"] for run in runs)
        spread = f"{min(seconds):.2f}–{max(seconds):.2f}, n={rounds}"
        lines.append(f"{size:>7} municipalities  {cpu[-1]:5.2f} s ({spread})  {peak:4.0f} MiB at most")
    growth = float(np.polyfit(np.log(SIZES), np.log(cpu), 1)[0])
    reached = cpu[-1] <= SECONDS and peak <= MEBIBYTES and growth <= EXPONENT
    targets = f"targets {SECONDS:g} s, {MEBIBYTES} MiB, {EXPONENT:g}"
    lines.append(f"growth exponent {growth:.2f}; {targets}  {'ok' if reached else 'BELOW'}")
    return lines, reached


def save(place: Path, size: int, seed: int) -> None:
    from tests.benchmarks.generator import draw

    place.mkdir()
    tables = draw(size, seed)
    places = tables.municipalities.rename(columns={"x": "lon", "y": "lat"})
    for name in COLUMNS:
        column = tables.memberships[name].astype("int32") if name in tables.memberships else places[name]
        np.save(place / f"{name}.npy", column.to_numpy())


def _load(place: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    loaded = {name: np.load(place / f"{name}.npy") for name in COLUMNS}
    halves = (COLUMNS[:2], COLUMNS[2:])
    memberships, places = (pd.DataFrame({name: loaded[name] for name in half}, copy=False) for half in halves)
    return memberships, places


def _run(place: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.europe", str(place)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def answer(place: Path) -> dict[str, float]:
    from kb.analysis.graphs import incidence
    from kb.analysis.scale.factored import factored
    from kb.analysis.scale.strongest import partners

    memberships, places = _load(place)
    start = process_time()
    found = partners(factored(incidence(memberships, range(len(places))), places), STRONGEST)
    seconds = process_time() - start
    mebibytes = _peak()
    for name, frame in found._asdict().items():
        frame.to_pickle(place / f"{name}.pickle")
    return {"seconds": seconds, "mebibytes": mebibytes}


def _peak() -> float:
    """Of this program alone: ru_maxrss would begin with that of the process that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def verify(place: Path, size: int) -> None:
    """A hundred municipalities, each against the plain count of whom it meets in all its agreements."""
    memberships, _ = _load(place)
    totals, strongest = (pd.read_pickle(place / f"{name}.pickle") for name in ("totals", "strongest"))
    members = memberships.groupby("agreement")["municipality"].agg(np.array)
    held = memberships.groupby("municipality")["agreement"].agg(list)
    of = dict(list(strongest.groupby("id")))
    for municipality in np.random.default_rng(0).choice(size, CHECKED, replace=False).tolist():
        met = np.concatenate([members[agreement] for agreement in held.get(municipality, [])] or [[]])
        counts = np.bincount(met.astype(np.int64), minlength=size)
        counts[municipality] = 0
        first = np.lexsort((np.arange(size), -counts))[:STRONGEST]
        expected = [[other, counts[other]] for other in first.tolist() if counts[other]]
        row: Any = totals.iloc[municipality]
        own = of.get(municipality, strongest[:0])[["partner", "shared"]].to_numpy().tolist()
        if (row["partners"], row["strength"], own) != (np.count_nonzero(counts), counts.sum(), expected):
            raise AssertionError(f"municipality {municipality} of {size}: the answers disagree")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(Path(sys.argv[1]))))
