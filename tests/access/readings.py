"""The four readings of overlap, and the pairs behind them."""

from __future__ import annotations

from tests.access.roles import SLUG, STUDY, Looks, Writes

GET: Looks = {
    "kb:readings": (SLUG, STUDY),
    "kb:readings_picture": (SLUG | {"form": "svg"}, STUDY),
    "kb:readings_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:reading_pair": (SLUG | {"a": "71020", "b": "71037"}, STUDY),
}
POST: Writes = {}
