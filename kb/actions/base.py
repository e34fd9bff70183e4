"""What makes a function an action: one transaction, one author, a new data version."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from kb.models.history import acting
from kb.models.version import DataVersion

P = ParamSpec("P")
R = TypeVar("R")


def action(write: Callable[P, R]) -> Callable[P, R]:
    """Run ``write`` atomically in the name of its keyword ``by``; ``reason`` goes into the history.

    An action may call another: the data version rises once for each, which is harmless.
    """

    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by: Any = kwargs["by"]
        reason = str(kwargs.get("reason") or "")
        with transaction.atomic(), acting(by, reason):
            result = write(*args, **kwargs)
            DataVersion.raise_it()
        return result

    return run
