"""Drawing in a map: what to add, and where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.framework.argument_links import shortened
from kb.analysis.arguments.graph import Node
from kb.forms.acting import ActionForm
from kb.insight.arguments.deliberation import Deliberation, text_of
from kb.insight.arguments.view import named
from kb.models import LinkKind, Option

OPTION = "option"
KINDS = [
    ("pro", gettext_lazy("+ for")),
    ("ambiguous", gettext_lazy("± not unambiguous")),
    ("risk", gettext_lazy("− against")),
    (OPTION, gettext_lazy("an option")),
]
LONGEST_NAME = Option._meta.get_field("name").max_length or 0


class DrawForm(ActionForm, forms.Form):
    """One thing that somebody just said."""

    what = forms.ChoiceField(
        label=gettext_lazy("Add"), choices=KINDS, widget=forms.RadioSelect, initial="pro"
    )
    at = forms.ChoiceField(label=gettext_lazy("To"))
    text = forms.CharField(label=gettext_lazy("What is said"), max_length=400)

    def __init__(self, *args: Any, found: Deliberation, at: Node, **kwargs: Any) -> None:
        initial = {"at": named(at), "what": OPTION if at == found.root else "pro"}
        super().__init__(*args, initial=initial, auto_id="draw-%s", **kwargs)
        self.rows = {named(node): row for node, row in found.rows.items()}
        self.fields["at"].choices = [(name, label(row)) for name, row in self.rows.items()]  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs |= {"autocomplete": "off"}

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if data.get("what") == OPTION and len(data.get("text", "")) > LONGEST_NAME:
            said = _("The name of an option has at most %(n)s characters; this has %(length)s.")
            self.add_error("text", said % {"n": LONGEST_NAME, "length": len(data["text"])})
        return super().clean()

    @property
    def under(self) -> Any:
        return self.rows[self.cleaned_data["at"]]


class TieForm(ActionForm, forms.Form):
    """A link between two arguments of the map."""

    one = forms.ChoiceField(label=gettext_lazy("This argument"))
    kind = forms.ChoiceField(label=gettext_lazy("does"), choices=LinkKind.choices)
    other = forms.ChoiceField(label=gettext_lazy("to this one"))

    def __init__(self, *args: Any, found: Deliberation, at: Node, **kwargs: Any) -> None:
        super().__init__(*args, initial={"one": named(at)}, auto_id="tie-%s", **kwargs)
        self.rows = {named(node): row for node, row in found.rows.items() if node[0] == "argument"}
        for field in ("one", "other"):
            self.fields[field].choices = [(name, label(row)) for name, row in self.rows.items()]  # type: ignore[attr-defined]

    @property
    def link(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"source": self.rows[data["one"]], "kind": data["kind"], "target": self.rows[data["other"]]}


def label(row: Any) -> str:
    """Recognisable in a list: its sign and the first words."""
    return f"{getattr(row, 'sign', '')} {shortened(text_of(row))}".strip()
