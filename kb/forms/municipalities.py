"""What is known of a municipality; its neighbours and predecessors come from files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kb.forms.acting import VersionedForm
from kb.forms.choices import day_input
from kb.models import Municipality


class MunicipalityForm(VersionedForm):
    class Meta:
        model = Municipality
        fields = (
            "name",
            "province",
            "reference_region",
            "valid_from",
            "valid_until",
            "population",
            "population_on",
            "kbo",
            "ovo",
            "uri",
        )
        widgets = {name: day_input() for name in ("valid_from", "valid_until", "population_on")}

    def clean(self) -> dict[str, Any] | None:
        """A number of inhabitants without a day cannot be compared with another."""
        data = self.cleaned_data
        if data.get("population") is not None and not data.get("population_on"):
            self.add_error("population_on", _("Say on which day the inhabitants were counted."))
        return super().clean()
