"""Ties: adding one, changing one, settling what sources say of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.forms.acting import (
    REASON_LENGTH,
    ActionModelForm,
    DecisionForm,
    VersionedForm,
    refuse_words_of_the_program,
)
from kb.forms.choices import day_input, municipalities
from kb.models import Membership

FIELDS = ("body", "status", "role", "since", "until", "last_confirmed_on", "note")
DAYS = {name: day_input() for name in ("since", "until", "last_confirmed_on")}


class MembershipForm(VersionedForm):
    class Meta:
        model = Membership
        fields = FIELDS
        widgets = DAYS


class NewMembershipForm(ActionModelForm):
    class Meta:
        model = Membership
        fields = ("municipality", *FIELDS)
        widgets = DAYS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = municipalities(_("Choose a municipality"))  # type: ignore[attr-defined]


class SettleForm(DecisionForm):
    status = forms.ChoiceField(
        label=_("What is right?"),
        widget=forms.RadioSelect,
        choices=[
            (Membership.Status.CONFIRMED, _("It is a member")),
            (Membership.Status.TO_CHECK, _("Still to check")),
            (Membership.Status.REJECTED, _("It is not a member")),
        ],
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON_LENGTH,
        validators=[refuse_words_of_the_program],
        help_text=_("For example who confirmed it, or which decision of the council."),
    )
    field_order = ("status", "reason")
