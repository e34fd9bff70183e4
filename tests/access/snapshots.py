"""Two pictures of one study beside each other."""

from __future__ import annotations

from tests.access.roles import SLUG, STUDY, Looks, Writes

GET: Looks = {
    "kb:snapshots": (SLUG, STUDY),
    "kb:snapshots_export": (SLUG | {"form": "csv"}, STUDY),
}
POST: Writes = {}
