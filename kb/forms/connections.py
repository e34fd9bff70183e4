"""How far a look around a thing goes, and which kinds it shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.strands.base import kinds

DEPTHS = [("1", _("Directly")), ("2", _("Up to two steps"))]


class ConnectionsForm(forms.Form):
    depth = forms.ChoiceField(label=_("How far?"), choices=DEPTHS, required=False, initial="1")
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, str(kind.many).capitalize()) for code, kind in kinds().items()]
        self.fields["kind"].choices = [("", _("All")), *known]  # type: ignore[attr-defined]

    def steps(self) -> int:
        return int(self._said("depth") or 1)

    def only(self) -> set[str] | None:
        kind = self._said("kind")
        return {kind} if kind else None

    def _said(self, name: str) -> str:
        """A refused value counts as not given."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
