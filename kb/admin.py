"""A look behind the pages for administrators. Facts change by the pages alone, so that every rule holds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
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
    models.Evidence,
    models.Rule,
    models.RuleException,
    models.Exemption,
    models.Scenario,
    models.ScenarioChange,
    models.Choice,
    models.ClusterName,
    models.PartnerWeight,
)


@admin.register(*FACTS)
class ViewOnlyAdmin(SimpleHistoryAdmin):
    actions = None
    list_per_page = 50

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def revert_disabled(self, request: Any, obj: Any = None) -> bool:
        return True

    def history_form_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The library saves what is sent to an old version without asking whether somebody may change it."""
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """The door behind the doors: whatever form leads here, nothing is written."""
        raise PermissionDenied
