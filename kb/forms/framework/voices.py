"""Speaking about an argument: sharing it or not, a remark, a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.forms.acting import ActionForm
from kb.forms.longtext import long_text
from kb.models import Citation, Party, Source, Support

ANSWERS = [("yes", _("We share it")), ("no", _("We do not share it"))]


class ShareForm(ActionForm, forms.Form):
    """For one of the ``parties`` that somebody may speak for; with one there is nothing to choose."""

    party = forms.ModelChoiceField(
        label=_("For"),
        queryset=Party.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the party you speak for.")},
    )
    answer = forms.ChoiceField(label=_("Do you share this?"), choices=ANSWERS)

    def __init__(self, *args: Any, parties: Sequence[Party], said: Support | None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="share-%s", **kwargs)
        field: Any = self.fields["party"]
        field.queryset = Party.objects.filter(pk__in=[party.pk for party in parties])
        field.choices = [(party.pk, party.name) for party in parties]
        field.initial = said.party_id if said else next((party.pk for party in parties), None)

    def values(self) -> dict[str, Any]:
        return {"party": self.cleaned_data["party"], "shares": self.cleaned_data["answer"] == "yes"}


class RemarkForm(ActionForm, forms.Form):
    text = long_text(
        _("Your remark"), 2_000, rows=3, error_messages={"required": _("Write something first.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="remark-%s", **kwargs)


class CiteForm(ActionForm, forms.Form):
    source = forms.ModelChoiceField(
        label=_("Source"), queryset=Source.objects.order_by("title"), empty_label=_("Choose a source")
    )
    place = forms.CharField(
        label=_("Place in the source"),
        max_length=Citation._meta.get_field("place").max_length,
        required=False,
        help_text=_("For example a page or a chapter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="cite-%s", **kwargs)
