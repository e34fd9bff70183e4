"""Measure against the targets: python -m tests.benchmarks [--check] [--scale N] [--rounds N] [--force]."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

# Before numpy is loaded: with more threads than idle cores the figures would measure the neighbours.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from tests.benchmarks import generator, orm, overlap, page  # noqa: E402
from tests.benchmarks.timing import Race, Result, run  # noqa: E402

BUSY = 0.6


def main() -> int:
    options = _options()
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    if load > BUSY and not options.force:
        _say(f"The machine is busy (load {load:.0%} of its cores): no judgement. Try later, or use --force.")
        return 2
    tables = generator.draw(options.scale, options.seed)
    sizes = len(tables.municipalities), len(tables.agreements), len(tables.memberships)
    _say("{} municipalities, {} agreements, {} memberships".format(*sizes))
    with tempfile.TemporaryDirectory() as folder:
        races = overlap.races(tables.memberships) + orm.races(tables, Path(folder))
        results = [_reported(race, options.rounds) for race in races]
        results += [_reported(race, min(options.rounds, 3)) for race in page.races()]
    return int(options.check and not all(result.reached for result in results))


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
    parser.add_argument("--scale", type=int, default=generator.FLANDERS, help="number of municipalities")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="judge on a busy machine too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
