"""Who sits at the table of a study, and for whom somebody speaks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionForm, VersionedForm
from kb.forms.choices import SuggestingInput
from kb.models import Party, Study

NAME = Party._meta.get_field("name").max_length
USUAL = (gettext_lazy("Politics"), gettext_lazy("Administration"))


class NewPartyForm(ActionForm, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the party"),
        max_length=NAME,
        widget=SuggestingInput,
        help_text=gettext_lazy("For example politics or administration. Municipalities are there already."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.suggestions = USUAL  # type: ignore[attr-defined]


class PartyForm(VersionedForm):
    reason = None

    class Meta:
        model = Party
        fields = ("name",)


class SpeakerForm(ActionForm, forms.Form):
    party = forms.ModelChoiceField(queryset=Party.objects.none(), required=False)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = study.parties.all()  # type: ignore[attr-defined]
