"""A service as somebody writes it, and those of the standard set that a study takes over."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.framework.making import refuse_twin
from kb.forms.acting import ActionForm
from kb.forms.choices import Choices, RowsField, day_input, themes
from kb.forms.framework.linked import LinkedForm
from kb.models import LegalForm, Obligation, Service, Study

NOT_JUDGED = ("", gettext_lazy("not judged yet"))
NEUTRALITY: Choices = [
    NOT_JUDGED,
    (1, gettext_lazy("1: touches policy choices most")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, gettext_lazy("5: touches none")),
]
POTENTIAL: Choices = [NOT_JUDGED, (1, gettext_lazy("1: little to gain")), (2, "2"), (3, "3"), (4, "4")]
POTENTIAL += [(5, gettext_lazy("5: most to gain"))]


def score(label: Any, choices: Choices, asked: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False, help_text=asked
    )


class ServiceForm(LinkedForm):
    neutrality = score(
        gettext_lazy("Policy neutrality"),
        NEUTRALITY,
        gettext_lazy("Can the partners share it without agreeing on policy first?"),
    )
    potential = score(
        gettext_lazy("Potential"), POTENTIAL, gettext_lazy("How much would sharing it bring to all partners?")
    )

    class Meta:
        model = Service
        fields = (
            "name", "group", "approach", "form", "where", "reason", "themes", "gains", "neutrality",
            "potential", "phase", "starts_on", "ends_on", "done_on", "source", "place",
        )  # fmt: skip
        field_classes = {"themes": RowsField, "gains": RowsField}
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(("themes", "gains"), forms.CheckboxSelectMultiple),
            **{day: day_input() for day in ("starts_on", "ends_on", "done_on")},
        }
        help_texts = {
            "reason": gettext_lazy("Why this approach, and why organised there?"),
            "themes": gettext_lazy("What exists in these themes is shown beside the service."),
            "done_on": gettext_lazy("From that day on it is no longer late."),
        }

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        self.fields["phase"].queryset = study.phases.all()  # type: ignore[attr-defined]
        self.fields["phase"].empty_label = _("Not planned yet")  # type: ignore[attr-defined]
        self.fields["themes"].choices = themes("")[1:]  # type: ignore[attr-defined]
        self.fields["form"].queryset = self._forms()  # type: ignore[attr-defined]
        for name in ("form", "source"):
            self.fields[name].empty_label = _("none")  # type: ignore[attr-defined]

    def _forms(self) -> QuerySet[LegalForm]:
        """Those that municipalities choose themselves, and the one that the service has already."""
        kinds = (LegalForm.Kind.ASSOCIATION, LegalForm.Kind.WELFARE, LegalForm.Kind.OTHER)
        free = Q(kind__in=kinds) & ~Q(obligation=Obligation.MANDATORY)
        return LegalForm.objects.filter(free | Q(pk=self.instance.form_id))

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        refuse_twin(self.study.services, "name", name, but=self.instance if self.instance.pk else None)
        return name

    @property
    def writing(self) -> dict[str, Any]:
        """Its reason is a field of the row, not of the history."""
        return {"values": self.values(), "seen": self.cleaned_data["version"] or 0}


class AdoptForm(ActionForm, forms.Form):
    """Which services of the standard set; those that the study has already are no choice."""

    services = RowsField(
        label=gettext_lazy("Services of the standard set"),
        queryset=Service.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one service.")},
    )

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name.casefold() for name in study.services.values_list("name", flat=True)}
        standard = Service.objects.filter(study=None).order_by("group", "order", "name")
        offered = [row for row in standard if row.name.casefold() not in known]
        field: Any = self.fields["services"]
        field.queryset = Service.objects.filter(pk__in=[row.pk for row in offered])
        field.choices = [
            (label, [(row.pk, row.name) for row in rows])
            for label, rows in groupby(offered, key=lambda row: row.get_group_display())
        ]
        self.n = len(offered)
