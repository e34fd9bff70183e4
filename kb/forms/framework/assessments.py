"""Which assessments somebody wants to see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.deliberation.assessments import Judged, Judgement
from kb.models import Verdict

OPEN = "open"
GROUNDS = [
    ("none", gettext_lazy("rests on no argument")),
    ("loose", gettext_lazy("rests on an argument without a source")),
]


class AssessmentFilter(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    what = forms.ChoiceField(label=gettext_lazy("Capacity"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), required=False)
    ground = forms.ChoiceField(label=gettext_lazy("Grounds"), required=False)

    def __init__(self, *args: Any, whole: Judgement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        verdicts = [(verdict.value or OPEN, verdict.label) for verdict in Verdict]
        choices = {
            "who": [(row.places[0].who, row.name) for row in whole.rows],
            "what": [(place.what, place.capacity_name) for place in whole.rows[0].places],
            "verdict": verdicts,
            "ground": GROUNDS,
        }
        for name, known in choices.items():
            self.fields[name].choices = [every, *known]  # type: ignore[attr-defined]

    def keeps(self, place: Judged) -> bool:
        """Whether ``place`` is what somebody asked for; what cannot be understood asks for nothing."""
        asked = self.cleaned_data if self.is_valid() or self.errors else {}
        told = {"who": place.who, "what": place.what, "verdict": place.word or OPEN}
        if any(asked.get(name) not in {None, "", value} for name, value in told.items()):
            return False
        if asked.get("ground") == "none":
            return bool(place.word) and not place.arguments
        return bool(place.loose) if asked.get("ground") == "loose" else True
