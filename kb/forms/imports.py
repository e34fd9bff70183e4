"""The files somebody brings, and what they say about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file that holds something; an empty one in a folder says nothing."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given if each]


class UploadForm(forms.Form):
    files = ManyFilesField(
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_("A spreadsheet (XLSX), CSV, GeoJSON, or a zip. Several may go together."),
    )
    folder = ManyFilesField(
        label=_("Or a whole folder"),
        required=False,
        allow_empty_file=True,
        widget=ManyFiles(attrs={"webkitdirectory": True}),
        help_text=_("For the register: the folder with all its files."),
    )
    source_title = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("Who says so, when the file does not: “Survey of the town clerks”."),
    )
    source_date = forms.DateField(
        label=_("State on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day the list speaks of; old names of municipalities are read on that day."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not self.uploads():
            raise forms.ValidationError(_("Choose a file or a folder."))
        return values

    def uploads(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("files", []), *self.cleaned_data.get("folder", [])]

    def contents(self) -> list[tuple[str, bytes]]:
        return [(upload.name or "", upload.read()) for upload in self.uploads()]
