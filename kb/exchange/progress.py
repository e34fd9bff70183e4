"""How far an import is, for everybody who looks: kept in the cache, so that a transaction cannot hide it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import Any, Protocol

from django.core.cache import cache
from django.utils import timezone

from kb.models import ImportRun

SILENCE = timedelta(seconds=60)
PAUSE = 0.25
BEAT = 3.0
KEPT = 3600


class Tell(Protocol):
    """Says how far the work is: ``done`` of ``total`` in this phase, 0 of 0 where that cannot be told."""

    def __call__(self, phase: str, done: int = 0, total: int = 0) -> None: ...


@dataclass
class Progress:
    """Tells at most a few times a second, and always when a phase begins or ends."""

    run: int
    phase: str = ""
    told: float = field(default=0.0)

    def tell(self, phase: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if phase != self.phase or done == total or now - self.told >= PAUSE:
            self.phase, self.told = phase, now
            seen = timezone.now().timestamp()
            cache.set(_key(self.run), {"phase": phase, "done": done, "total": total, "at": seen}, KEPT)


@contextmanager
def heartbeat(run: int) -> Iterator[None]:
    """A sign of life every few seconds, also where a long step tells nothing; it ends with its process."""
    over = Event()

    def beat() -> None:
        while not over.wait(BEAT):
            cache.set(_pulse(run), timezone.now().timestamp(), KEPT)

    thread = Thread(target=beat, name=f"pulse-{run}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def progress_of(run: ImportRun) -> dict[str, Any]:
    """``phase``, ``done`` and ``total``; nothing was told yet where ``phase`` is empty."""
    return cache.get(_key(run.pk)) or {"phase": "", "done": 0, "total": 0, "at": 0.0}


def is_silent(run: ImportRun) -> bool:
    """No sign of life for so long that whoever worked on it must have been interrupted."""
    last = max(run.touched_at.timestamp(), progress_of(run)["at"], cache.get(_pulse(run.pk), 0.0))
    return timezone.now().timestamp() - last > SILENCE.total_seconds()


def _key(run: int) -> str:
    return f"import:{run}"


def _pulse(run: int) -> str:
    return f"import:{run}:alive"
