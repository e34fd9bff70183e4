"""How a study is set beside a region: which region, and which reading of the memberships."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.analysis.reading import Reading
from kb.forms.reading import ReadingForm
from kb.models import Region, Source

EVERY_SOURCE = "all"
UNUSED = ("scope", "domain", "form", "include_ended", "include_incomplete", "resolution")


class ComparisonForm(ReadingForm):
    """Without a choice of source the one that knows both groups is read, where there is one."""

    region = forms.ChoiceField(label=gettext_lazy("Beside"), required=False)
    field_order = ("region", "source", "obligation", "max_members", "on", "include_to_check")

    def __init__(self, data: QueryDict, *, region: Region, common: Source | None) -> None:
        data = data.copy()
        data.setdefault("region", region.slug)
        super().__init__(data)
        for name in UNUSED:
            del self.fields[name]
        self.common = common
        self._choose_region()
        self._choose_source()

    def reading(self, **fixed: Any) -> Reading:
        """Of all municipalities: who else sits at a table may live anywhere, and no list is left out."""
        self.is_valid()
        asked = self.cleaned_data.get("source", "")
        best = self.common.code if self.common else ""
        source = "" if asked == EVERY_SOURCE else asked or best
        return super().reading(source=source, scope="all", include_incomplete=True, **fixed)

    def _choose_region(self) -> None:
        self.fields["region"].choices = list(Region.objects.values_list("slug", "name"))  # type: ignore[attr-defined]

    def _choose_source(self) -> None:
        first = _("The one that knows both: %(source)s") % {"source": self.common} if self.common else ""
        sources = [choice for choice in self.fields["source"].choices if choice[0]]  # type: ignore[attr-defined]
        every = (EVERY_SOURCE if first else "", _("All sources together"))
        start = [("", first)] if first else []
        self.fields["source"].choices = [*start, every, *sources]  # type: ignore[attr-defined]
