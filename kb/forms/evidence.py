"""What shows a step: an agreement of the municipalities concerned, or words with their source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.acting import ActionModelForm, VersionedForm
from kb.models import Agreement, Evidence, Region, Study
from kb.models.agreements import HELD

FIELDS = ("agreement", "note", "source")
LABELS = {"agreement": gettext_lazy("Agreement that shows it"), "note": gettext_lazy("What is said of it")}
HELP = {"agreement": gettext_lazy("Without an agreement the step is said, but it does not count.")}


def agreements_of(party: Study | Region) -> QuerySet[Agreement]:
    """Cooperation in which at least one municipality of the party sits, or may sit; also what has ended."""
    mine = party.municipalities.all() if isinstance(party, Study) else party.members.all()
    held = Q(memberships__municipality__in=mine) & HELD
    found = Agreement.objects.cooperation().filter(held).distinct()
    return found.select_related("theme").order_by("name", "code")


class NameAndTheme(forms.ModelChoiceField):
    """Names recur: the theme tells agreements apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.theme}" if obj.theme else str(obj.name)


class _OfParty(forms.BaseModelForm):
    """Fills the choices, and refuses what the party has on this step already."""

    def limit(self, party: Study | Region) -> None:
        self.party = party
        self.fields["agreement"].queryset = agreements_of(party)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        agreement = data.get("agreement")
        others = self.party.evidence.filter(step=self.instance.step, agreement=agreement)
        if "agreement" in data and others.exclude(pk=self.instance.pk).exists():
            said = (
                _("This agreement already shows this step.")
                if agreement
                else _("Something is already said of this step: change that, or name an agreement.")
            )
            self.add_error("agreement", said)
        return data


class NewEvidenceForm(_OfParty, ActionModelForm):
    class Meta:
        model = Evidence
        fields = FIELDS
        labels = LABELS
        help_texts = HELP
        field_classes = {"agreement": NameAndTheme}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, party: Study | Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(party)


class EvidenceForm(_OfParty, VersionedForm):
    class Meta(NewEvidenceForm.Meta):
        pass

    def __init__(self, *args: Any, party: Study | Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(party)
