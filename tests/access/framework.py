"""What a study takes over from the standard set."""

from __future__ import annotations

from typing import Any

from tests.access.roles import POST_ONLY, SLUG, STUDY_DONE, Looks, Writes

GET: Looks = {"kb:framework_adopt": (SLUG, POST_ONLY)}
POST: Writes = {"kb:framework_adopt": STUDY_DONE}


def things() -> dict[str, Any]:
    return {}
