"""How the network is looked at, beside what of it is read."""

from __future__ import annotations

from django.http import QueryDict

from kb.tables.network import MEASURES

VIEWS = ("map", "force", "heatmap")


def view_of(query: QueryDict, *, has_map: bool) -> str:
    """The view asked for; else the map where outlines are known, else the force layout."""
    asked = query.get("view", "")
    return asked if asked in VIEWS else ("map" if has_map else "force")


def measure_of(query: QueryDict) -> str:
    asked = query.get("measure", "")
    return asked if asked in MEASURES else "shared"
