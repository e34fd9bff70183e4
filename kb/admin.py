"""A look behind the pages for administrators. Facts change by the pages alone, so that every rule holds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from kb import models

FACTS = (
    models.Province,
    models.ReferenceRegion,
    models.Municipality,
    models.Domain,
    models.Theme,
    models.LegalForm,
    models.Source,
    models.Agreement,
    models.AgreementIdentifier,
    models.Membership,
    models.Claim,
    models.Stakeholder,
    models.Participation,
    models.Region,
    models.Ladder,
    models.RecordedOverlap,
    models.Study,
    models.StudyAccess,
)


@admin.register(*FACTS)
class ViewOnlyAdmin(SimpleHistoryAdmin):
    list_per_page = 50

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
