"""Signing in and out, and the language."""

from __future__ import annotations

from tests.access.roles import EVERYONE, POST_ONLY, Looks, Writes

GET: Looks = {
    "login": ({}, (302, 302, 302, 302, 302, 200)),
    "logout": ({}, POST_ONLY),
    "password_change": ({}, EVERYONE),
    "password_change_done": ({}, EVERYONE),
    "set_language": ({}, (302, 302, 302, 302, 302, 302)),
}
POST: Writes = {
    "login": (302, 302, 302, 302, 302, 200),
    "logout": (302, 302, 302, 302, 302, 302),
    "password_change": EVERYONE,
    "set_language": (302, 302, 302, 302, 302, 302),
}
