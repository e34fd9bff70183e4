"""What goes with a row when it is deleted, said before it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from kb.wording import listed


def goes_with(row: Model) -> list[str]:
    """A sentence that counts what is deleted along; links to what stays are not counted."""
    counts = {model: n for model, n in _along(row).items() if n and not model._meta.auto_created}
    parts = [
        f"{n} {model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural}"
        for model, n in counts.items()
    ]
    gone = (
        _("With it go: %(parts)s.") % {"parts": listed(parts)} if parts else _("Nothing else goes with it.")
    )
    return [gone, _("Its arguments stay on the board.")]


def _along(row: Model) -> Counter[Any]:
    collector = Collector(using=str(row._state.db))
    collector.collect([row])  # type: ignore[list-item]
    found: Counter[Any] = Counter()
    for model, rows in collector.data.items():
        found[model] += len(rows)
    for rows in collector.fast_deletes:
        found[rows.model] += rows.count()
    found[type(row)] -= 1
    return found
