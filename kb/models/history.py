"""Who changed what, when and why: one way to keep history for every fact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.dispatch import receiver
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


@dataclass(frozen=True)
class Hand:
    """The person who acts now, and the reason that goes into the history."""

    user: Any
    reason: str = ""


_hand: ContextVar[Hand | None] = ContextVar("hand", default=None)


@contextmanager
def acting(user: Any, reason: str = "") -> Iterator[Hand]:
    """Everything written inside this block is written by ``user`` for ``reason``.

    An inner block without a reason keeps the one around it.
    """
    outer = _hand.get()
    hand = Hand(user, reason or (outer.reason if outer else ""))
    token = _hand.set(hand)
    try:
        yield hand
    finally:
        _hand.reset(token)


def _acting_user(instance: Any, request: Any = None, **_: Any) -> Any:
    hand = _hand.get()
    if hand is not None:
        return hand.user
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


@receiver(pre_create_historical_record)
def _write_reason(history_instance: Any, **_: Any) -> None:
    hand = _hand.get()
    if hand is not None and hand.reason and not history_instance.history_change_reason:
        history_instance.history_change_reason = hand.reason


class _Records(HistoricalRecords):
    def m2m_changed(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """A fixture writes its rows without a version, and so its links."""
        if _acting_user(instance, getattr(self.context, "request", None)) is not None:
            super().m2m_changed(instance, *args, **kwargs)


def tracked(**options: Any) -> HistoricalRecords:
    """History of a model: every version, its author and its reason."""
    return _Records(get_user=_acting_user, **options)
