"""Names in addresses and codes: the first free one, also where somebody takes it at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction

TRIES = 5


def first_free(stem: str, taken: Collection[str]) -> str:
    """``stem``, with the lowest number behind it that makes it free.

    >>> first_free("pool", {"pool", "pool-2"})
    'pool-3'
    """
    numbered = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(name for name in numbered if name not in taken)


def save_under_free_name(row: Any, field: str, propose: Callable[[], str]) -> None:
    """Save a new ``row`` under the name that ``propose`` gives, again when somebody was first."""
    for left in reversed(range(TRIES)):
        setattr(row, field, propose())
        row.full_clean()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if not left:
                raise
        else:
            return
