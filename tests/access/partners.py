"""With whom? Everybody of the study looks, its writers keep the weights."""

from __future__ import annotations

from tests.access.roles import POST_ONLY, SLUG, STUDY, STUDY_DONE, STUDY_FORM, Looks, Writes

GET: Looks = {
    "kb:partners": (SLUG, STUDY),
    "kb:partners_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:partners_picture": (SLUG | {"which": "bars", "form": "svg"}, STUDY),
    "kb:partners_tested": (SLUG, STUDY),
    "kb:partners_tested_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:partner_weights": (SLUG, POST_ONLY),
    "kb:partner_weights_reset": (SLUG, POST_ONLY),
}
POST: Writes = {
    "kb:partner_weights": STUDY_FORM,
    "kb:partner_weights_reset": STUDY_DONE,
}
