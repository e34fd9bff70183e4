"""Whether this machine is quiet enough to judge on: figures of a busy one measure the neighbours."""

from __future__ import annotations

import os
from time import perf_counter, process_time

BUSY = 0.6  # of the cores, beside this very program
SQUEEZED = 0.8  # the least part of the time that a program with a core to itself gets of it


class Watch:
    """Looks at the load when it starts and, with what this program itself was given, when it is asked."""

    def __init__(self) -> None:
        self.began = perf_counter() - process_time()

    def complaint(self, own: float = 1.0) -> str | None:
        """Why no judgement is possible, in one sentence; `own` is what this program adds to the load."""
        share = process_time() / max(perf_counter() - self.began, 1e-9)
        return complaint(os.getloadavg()[0] - own, os.cpu_count() or 1, share if own else 1.0)


def complaint(others: float, cores: int, share: float) -> str | None:
    load = max(others, 0) / cores
    if load > BUSY:
        return f"The machine is busy: others take {load:.0%} of its cores, so nothing is judged."
    if share < SQUEEZED:
        return f"The machine is busy: this program got {share:.0%} of a core, so nothing is judged."
    return None
