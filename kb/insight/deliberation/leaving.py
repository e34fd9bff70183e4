"""What goes with a row when it is deleted, said before it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.models import Option, Stance
from kb.wording import listed


def goes_with(row: Model) -> list[str]:
    """A sentence that counts what is deleted along; links to what stays are not counted."""
    counts = {model: n for model, n in _along(row).items() if n and not model._meta.auto_created}
    parts = [_so_many(model, n) for model, n in counts.items()]
    gone = (
        _("With it go: %(parts)s.") % {"parts": listed(parts)} if parts else _("Nothing else goes with it.")
    )
    return [gone, *_losing(row), _("Its arguments stay on the board.")]


def _so_many(model: Any, n: int) -> str:
    """A stance is said as a tie: the argument itself stays."""
    if model is Stance:
        return ngettext("%(n)s tie with an argument", "%(n)s ties with arguments", n) % {"n": n}
    return f"{n} {model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural}"


def _losing(row: Model) -> list[str]:
    if not isinstance(row, Option) or not (weighings := list(row.weighings.all())):
        return []
    losing = ngettext(
        "It leaves this weighing: %(names)s.", "It leaves these weighings: %(names)s.", len(weighings)
    )
    return [losing % {"names": listed(f"“{weighing}”" for weighing in weighings)}]


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
