"""What an argument does to another, which is chosen by typing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionForm
from kb.forms.choices import SuggestingInput
from kb.insight.arguments.links import BACKWARDS, DIRECTIONS
from kb.models import Argument


class ArgumentLinkForm(ActionForm, forms.Form):
    """A link from ``argument`` to another of its study, or the other way."""

    does = forms.ChoiceField(label=gettext_lazy("This argument"), choices=DIRECTIONS)
    other = forms.CharField(
        label=gettext_lazy("Other argument"),
        max_length=500,
        widget=SuggestingInput,
        help_text=gettext_lazy("Type a part of it and choose from the list."),
    )

    def __init__(self, *args: Any, argument: Argument, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="link-%s", **kwargs)
        self.argument = argument
        self.others = by_words(argument)
        self.fields["other"].widget.suggestions = list(self.others)  # type: ignore[attr-defined]

    def clean_other(self) -> Argument:
        words = self.cleaned_data["other"]
        if words not in self.others:
            raise forms.ValidationError(_("No argument of this text. Choose one from the list."))
        return self.others[words]

    @property
    def link(self) -> dict[str, Any]:
        """The arguments of the action."""
        does, other = self.cleaned_data["does"], self.cleaned_data["other"]
        if does.startswith(BACKWARDS):
            return {"source": other, "kind": does.removeprefix(BACKWARDS), "target": self.argument}
        return {"source": self.argument, "kind": does, "target": other}


def by_words(argument: Argument) -> dict[str, Argument]:
    """The others of its study by sign and text; a code tells those of the same words apart."""
    found: dict[str, Argument] = {}
    rows = Argument.objects.filter(study=argument.study_id).exclude(pk=argument.pk)
    for row in rows.select_related("study").order_by("order", "pk"):
        words = " ".join(f"{row.sign} {row.text}".split())
        found[f"{words} · {row.code}" if words in found else words] = row
    return found
