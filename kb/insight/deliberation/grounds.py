"""The arguments that a verdict rests on, and which of them rest on no source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from kb.models import Argument


def grounds(name: str = "arguments") -> Prefetch:
    """Prefetches the arguments of a verdict with their sources: two queries, however many verdicts."""
    return Prefetch(name, Argument.objects.order_by("order", "pk").prefetch_related("citations"))


def without_source(arguments: Iterable[Argument]) -> list[Argument]:
    """``citations`` must be prefetched."""
    return [argument for argument in arguments if not argument.citations.all()]


class Grounded:
    """A place for a verdict: ``verdict`` is the row that somebody wrote there, or None."""

    verdict: Any

    @property
    def arguments(self) -> list[Argument]:
        return list(self.verdict.arguments.all()) if self.verdict else []

    @property
    def loose(self) -> list[Argument]:
        return without_source(self.arguments)
