"""The name of a cluster, as people type it on its card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.versions import version_of
from kb.forms.acting import ActionForm, last_writer
from kb.models import ClusterName, Municipality, Study


class ClusterNameForm(ActionForm, forms.Form):
    """An empty name takes the given one away. ``nis`` says which municipalities stood on the card."""

    name = forms.CharField(
        label=gettext_lazy("Name of this cluster"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Leave empty to call it after its most central member again."),
    )
    nis = forms.CharField(widget=forms.HiddenInput)
    given = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        self.current: ClusterName | None = None

    def clean_nis(self) -> list[Municipality]:
        wanted = self.cleaned_data["nis"].split()
        found = list(Municipality.objects.filter(nis__in=wanted))
        if not found or len(found) != len(set(wanted)):
            raise forms.ValidationError(_("These municipalities are not known."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        number = data.get("given")
        self.current = self.study.cluster_names.filter(pk=number).first() if number else None
        if number and self.current is None:
            raise forms.ValidationError(_("Somebody took this name away meanwhile."))
        if not number and not data.get("name") and "nis" in data:
            self.add_error("name", _("Type a name."))
        return data

    @property
    def naming(self) -> dict[str, Any]:
        """The arguments of the action that names."""
        data = self.cleaned_data
        return {"members": data["nis"], "name": data["name"], **self.forgetting}

    @property
    def forgetting(self) -> dict[str, Any]:
        return {"given": self.current, "seen": (self.cleaned_data["version"] or 0) if self.current else None}

    def show_conflict(self, current: Any) -> None:
        self.data = self.data.copy()
        self.data["given"], self.data["version"] = current.pk, version_of(current)
        said = _("%(who)s called it “%(name)s” meanwhile. Save again to replace that name.")
        self.add_error(None, said % {"who": last_writer(current), "name": current.name})
