"""What things are connected to: open to everybody who is signed in, each with the studies open to them."""

from __future__ import annotations

from tests.access.roles import EVERYONE, Looks, Writes

NOTHING_ASKED = (404, 404, 404, 404, 404, 302)

GET: Looks = {
    "kb:connections": ({}, EVERYONE),
    "kb:connections_around": ({}, NOTHING_ASKED),
    "kb:connections_search": ({}, EVERYONE),
    "kb:connections_list": ({"form": "csv"}, NOTHING_ASKED),
    "kb:connections_graph": ({"form": "zip"}, EVERYONE),
}
POST: Writes = {}
