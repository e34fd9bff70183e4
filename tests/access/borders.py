"""The border of the reference region, and who may record why a cooperation crosses it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kb.actions.exemptions import record_exemption
from kb.insight.regions.borders import rule
from kb.models import Agreement
from tests.access.roles import FACTS, FACTS_FORM, SLUG, STUDY, Looks, Writes

GET: Looks = {
    "kb:borders": (SLUG, STUDY),
    "kb:borders_export": (SLUG | {"form": "csv"}, STUDY),
    "kb:exemption": ({"pk": "<exempted>"}, FACTS),
    "kb:exemption_remove": ({"pk": "<exempted>"}, FACTS),
}
POST: Writes = {
    "kb:exemption": FACTS_FORM,
    "kb:exemption_remove": FACTS_FORM,  # what is removed must have been seen as it stands
}


def things() -> dict[str, Any]:
    agreement = Agreement.objects.get(name="OV Schulensmeer")
    by = User.objects.get(username="owner")
    record_exemption(agreement=agreement, rule=rule(), values={"reason": "Erkend in 2024"}, by=by)
    return {"<exempted>": agreement.pk}
