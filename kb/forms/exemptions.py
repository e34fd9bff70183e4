"""The reason why an agreement need not keep a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.forms.acting import ActionModelForm, VersionedForm
from kb.forms.choices import day_input
from kb.models import Agreement, Exemption, Rule


class NewExemptionForm(ActionModelForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words: why does it cross the border, and who decided that it may?"),
    )

    class Meta:
        model = Exemption
        fields = ("ground", "reason", "decided_on", "source")
        widgets = {"decided_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground, source = self.fields["ground"], self.fields["source"]
        ground.queryset = self.instance.rule.exceptions.all()  # type: ignore[attr-defined]
        ground.empty_label = source.empty_label = gettext("not known")  # type: ignore[attr-defined]


class ExemptionForm(NewExemptionForm, VersionedForm):
    """For one that is recorded already; its own reason is what others read, no second one is asked."""

    field_order = ("ground", "reason", "decided_on", "source")

    @property
    def writing(self) -> dict[str, Any]:
        return {"values": self.values(), "seen": self.cleaned_data["version"] or 0}


def exemption_form(
    data: Any, *, agreement: Agreement, rule: Rule, found: Exemption | None
) -> ActionModelForm:
    if found:
        return ExemptionForm(data, instance=found)
    return NewExemptionForm(data, instance=Exemption(agreement=agreement, rule=rule))
