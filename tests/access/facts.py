"""The facts of the knowledge base."""

from __future__ import annotations

from typing import Any

from kb.models import Agreement, Membership
from tests.access.roles import EVERYONE, FACTS, FACTS_DONE, FACTS_FORM, HALEN, POST_ONLY, Looks, Writes

GET: Looks = {
    "kb:facts": ({}, EVERYONE),
    "kb:agreements": ({}, EVERYONE),
    "kb:facts_table": ({"table": "themes"}, EVERYONE),
    "kb:facts_export": ({"table": "agreements", "form": "csv"}, EVERYONE),
    "kb:agreement_new": ({}, FACTS),
    "kb:agreement": ({"pk": "<agreement>"}, EVERYONE),
    "kb:agreement_edit": ({"pk": "<agreement>"}, FACTS),
    "kb:agreement_delete": ({"pk": "<agreement>"}, FACTS),
    "kb:agreement_history": ({"pk": "<agreement>"}, EVERYONE),
    "kb:agreement_export": ({"pk": "<agreement>", "form": "csv"}, EVERYONE),
    "kb:membership_add": ({"pk": "<agreement>"}, FACTS),
    "kb:membership": ({"pk": "<membership>"}, FACTS),
    "kb:membership_confirm": ({"pk": "<membership>"}, POST_ONLY),
    "kb:membership_settle": ({"pk": "<membership>"}, FACTS),
    "kb:membership_delete": ({"pk": "<membership>"}, FACTS),
    "kb:version_revert": ({"kind": "agreement", "version": "<version>"}, FACTS),
    "kb:municipality": (HALEN, EVERYONE),
    "kb:municipality_edit": (HALEN, FACTS),
    "kb:municipality_history": (HALEN, EVERYONE),
    "kb:region": ({"slug": "neteland"}, EVERYONE),
}
POST: Writes = {
    "kb:agreements": FACTS_FORM,
    "kb:agreement_new": FACTS_FORM,
    "kb:agreement_edit": FACTS_FORM,
    "kb:agreement_delete": FACTS_FORM,  # what is deleted or put back must have been seen as it stands
    "kb:membership_add": FACTS_FORM,
    "kb:membership": FACTS_FORM,
    "kb:membership_confirm": FACTS_DONE,
    "kb:membership_settle": FACTS_FORM,
    "kb:membership_delete": FACTS_DONE,
    "kb:version_revert": FACTS_FORM,
    "kb:municipality_edit": FACTS_FORM,
}


def things() -> dict[str, Any]:
    """The rows that the addresses name."""
    agreement = Agreement.objects.get(name="Cipal")
    for _ in range(2):  # only an older version can come back
        agreement.save()
    return {
        "<agreement>": agreement.pk,
        "<membership>": Membership.objects.get(agreement=agreement, municipality__nis="71020").pk,
        "<version>": agreement.history.earliest().pk,
    }
