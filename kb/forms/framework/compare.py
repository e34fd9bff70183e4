"""Which options somebody wants to see side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.models import Option, Study

FEWEST, MOST = 2, 3


class CompareForm(forms.Form):
    option = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which options?"),
        queryset=Option.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose two or three."),
        error_messages={"required": gettext_lazy("Choose two or three options.")},
    )

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = study.options.all()  # type: ignore[attr-defined]

    def clean_option(self) -> Any:
        chosen = self.cleaned_data["option"]
        if not FEWEST <= len(chosen) <= MOST:
            raise forms.ValidationError(_("Choose two or three options."))
        return chosen
