"""What people write in the vision: answers, the shared text, points to talk out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionModelForm, VersionedForm
from kb.forms.longtext import long_text
from kb.models import VisionAnswer, VisionPoint, VisionPrompt, VisionText

WORDS = 10_000


class VisionTextForm(VersionedForm):
    reason = None
    text = long_text(gettext_lazy("Text"), 20_000, rows=18, required=False)

    class Meta:
        model = VisionText
        fields = ("text",)


class AnswerForm(VersionedForm):
    reason = None
    text = long_text(gettext_lazy("Answer"), WORDS)

    class Meta:
        model = VisionAnswer
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_answer_%s", **kwargs)
        self.fields["text"].widget.attrs["autofocus"] = True


class _AboutSection(forms.BaseModelForm):
    def limit(self, section: str) -> None:
        asked = VisionPrompt.objects.filter(section=section, tip=False)
        self.fields["prompt"].queryset = asked  # type: ignore[attr-defined]
        self.fields["prompt"].empty_label = gettext_lazy("The section as a whole")  # type: ignore[attr-defined]


class NewPointForm(_AboutSection, ActionModelForm):
    class Meta:
        model = VisionPoint
        fields = ("text", "prompt")
        labels = {"text": gettext_lazy("Point to talk out"), "prompt": gettext_lazy("About which question?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_point_%s", **kwargs)
        self.limit(self.instance.section)


class PointForm(_AboutSection, VersionedForm):
    reason = None

    class Meta(NewPointForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(self.instance.section)


class OutcomeForm(VersionedForm):
    reason = None
    outcome = long_text(gettext_lazy("What was agreed?"), WORDS)

    class Meta:
        model = VisionPoint
        fields = ("outcome",)
