"""Measure against the targets: python -m tests.benchmarks [--check] [--europe] [--scale N] [--rounds N].

Ends with 1 when a target is missed under --check, with 2 when the machine is too busy to judge.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

# Before numpy is loaded: with more threads than idle cores the figures would measure the neighbours.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[variable] = "1"

from tests.benchmarks import europe, generator, measures, orm, overlap, page, searching, weighing  # noqa: E402
from tests.benchmarks.machine import Watch  # noqa: E402
from tests.benchmarks.timing import Race, Result, run  # noqa: E402

SLOW = 3  # rounds, where the plain side takes seconds


def main() -> int:
    options, watch = _options(), Watch()
    if _too_busy(options, watch.complaint(own=0)):
        return 2
    with tempfile.TemporaryDirectory() as folder:
        reached = (_europe if options.europe else _races)(options, Path(folder))
    if _too_busy(options, None if options.europe else watch.complaint()):
        return 2
    return int(options.check and not reached)


def _too_busy(options: argparse.Namespace, complaint: str | None) -> bool:
    if complaint:
        _say(f"{complaint} Later, or with --force.")
    return bool(complaint) and not options.force


def _europe(options: argparse.Namespace, folder: Path) -> bool:
    lines, reached = europe.compared(folder, min(options.rounds, SLOW), options.seed)
    _say("\n".join(lines))
    return reached


def _races(options: argparse.Namespace, folder: Path) -> bool:
    tables = generator.draw(options.scale, options.seed)
    sizes = len(tables.municipalities), len(tables.agreements), len(tables.memberships)
    _say("{} municipalities, {} agreements, {} memberships".format(*sizes))
    quick = overlap.races(tables.memberships) + measures.races(tables) + orm.races(tables, folder)
    results = [_reported(race, options.rounds) for race in quick + weighing.races()]
    slow = searching.races(tables) + page.races()
    return all(
        result.reached for result in results + [_reported(race, min(options.rounds, SLOW)) for race in slow]
    )


def _reported(race: Race, rounds: int) -> Result:
    result = run(race, rounds)
    _say(result.line())
    return result


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when a median is below its target")
    parser.add_argument("--europe", action="store_true", help="only the overlap of 100,000 municipalities")
    parser.add_argument("--scale", type=int, default=generator.FLANDERS, help="number of municipalities")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="judge on a busy machine too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
