"""Answers that many addresses share: what owner, editor, facilitator, reader, stranger and anonymous get."""

from __future__ import annotations

from typing import Any

Answers = tuple[int, ...]
Looks = dict[str, tuple[dict[str, Any], Answers]]
Writes = dict[str, Answers]

EVERYONE = (200, 200, 200, 200, 200, 302)
FACTS = (200, 200, 403, 403, 403, 302)
STUDY = (200, 200, 200, 200, 404, 302)
STUDY_WRITERS = (200, 200, 200, 403, 404, 302)
STUDY_OWNER = (200, 403, 403, 403, 404, 302)
POST_ONLY = (405, 405, 405, 405, 405, 302)

# What a POST without any data gets: 422 shows the form again, 302 has done its work or asks to sign in.
FORM = (422, 422, 422, 422, 422, 302)
FACTS_FORM = (422, 422, 403, 403, 403, 302)
FACTS_DONE = (302, 302, 403, 403, 403, 302)
FACTS_READ = (405, 405, 403, 403, 403, 302)
STUDY_FORM = (422, 422, 422, 403, 404, 302)
STUDY_DONE = (302, 302, 302, 403, 404, 302)

SLUG = {"slug": "halen-herk-lummen"}
HALEN = {"nis": "71020"}
