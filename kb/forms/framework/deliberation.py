"""Questions, options, their answers and assessments, as somebody writes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.forms.choices import RowsField
from kb.forms.framework.choosing import ArgumentsField
from kb.forms.framework.linked import LinkedForm
from kb.forms.longtext import long_text
from kb.models import Assessment, Option, OptionAnswer, Question, Study

LONGEST = 10_000


class QuestionForm(LinkedForm):
    note = long_text(_("Explanation"), LONGEST, required=False)

    class Meta:
        model = Question
        fields = ("text", "core", "note", "source", "place")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"core": _("The answer of each option to a core question stands in the table.")}


class OptionForm(LinkedForm):
    description = long_text(_("Description"), LONGEST, required=False)

    class Meta:
        model = Option
        fields = ("name", "kind", "description", "forms", "questions", "source", "place")
        field_classes = {"forms": RowsField, "questions": RowsField}
        widgets = dict.fromkeys(("forms", "questions"), forms.CheckboxSelectMultiple)
        labels = {"forms": _("Legal forms that it may take"), "questions": _("Questions that it answers")}

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = study.questions.all()  # type: ignore[attr-defined]


class AnswerForm(LinkedForm):
    text = long_text(_("Answer"), LONGEST)

    class Meta:
        model = OptionAnswer
        fields = ("verdict", "text", "arguments", "source", "place")
        widgets = {"verdict": forms.RadioSelect}

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arguments"] = ArgumentsField(study)


class AssessmentForm(LinkedForm):
    reason = long_text(_("Reason"), LONGEST, required=False)

    class Meta:
        model = Assessment
        fields = ("verdict", "reason", "arguments", "source", "place")
        widgets = {"verdict": forms.RadioSelect}

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arguments"] = ArgumentsField(study)

    @property
    def writing(self) -> dict[str, Any]:
        """Its reason is a field of the row, not of the history."""
        return {"values": self.values(), "seen": self.cleaned_data["version"] or 0}
