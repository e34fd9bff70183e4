"""Homework: who prepares what, by when; and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionModelForm, VersionedForm
from kb.forms.choices import day_input
from kb.forms.longtext import long_text
from kb.insight.parties import called
from kb.models import Homework, Study, VisionPrompt


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class _Given(forms.BaseModelForm):
    """For a party, a person or both."""

    def limit(self, study: Study) -> None:
        linked = Q(study_access__study=study) | Q(pk=self.instance.person_id)
        people = get_user_model().objects.filter(linked).distinct()
        self.fields["person"].queryset = people.order_by("first_name", "username")  # type: ignore[attr-defined]
        self.fields["party"].queryset = study.parties.all()  # type: ignore[attr-defined]
        self.fields["prompt"].queryset = VisionPrompt.objects.filter(tip=False)  # type: ignore[attr-defined]
        for name, said in (("person", _("nobody in particular")), ("party", _("no party in particular"))):
            self.fields[name].empty_label = said  # type: ignore[attr-defined]
        self.fields["prompt"].empty_label = _("none")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if {"party", "person"} <= data.keys() and not (data["party"] or data["person"]):
            self.add_error("party", _("Choose a party, a person or both."))
        return data


class NewHomeworkForm(_Given, ActionModelForm):
    class Meta:
        model = Homework
        fields = ("text", "party", "person", "due_on", "prompt")
        labels = {
            "text": gettext_lazy("What is prepared?"),
            "party": gettext_lazy("By which party?"),
            "person": gettext_lazy("By whom?"),
            "due_on": gettext_lazy("Ready by"),
            "prompt": gettext_lazy("For which question of the vision?"),
        }
        field_classes = {"person": PersonField}
        widgets = {"due_on": day_input()}

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(study)


class HomeworkForm(_Given, VersionedForm):
    reason = None

    class Meta(NewHomeworkForm.Meta):
        pass

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(study)


class ResultForm(VersionedForm):
    reason = None
    result = long_text(gettext_lazy("What came of it?"), 10_000, required=False)

    class Meta:
        model = Homework
        fields = ("result",)
