"""Who may look into a study: somebody who has an account already, with a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionForm
from kb.models import Study, StudyAccess


class RoleForm(ActionForm, forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=StudyAccess.Role)


class InviteForm(RoleForm):
    user = forms.CharField(label=gettext_lazy("User name"), max_length=150)
    field_order = ("user", "role")

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study

    def clean_user(self) -> Any:
        name = self.cleaned_data["user"].strip()
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Nobody has the user name “%(name)s”."), params={"name": name})
        if self.study.access.filter(user=user).exists():
            raise forms.ValidationError(_("%(name)s already has a role here."), params={"name": user})
        return user
