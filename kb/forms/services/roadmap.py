"""Moves on the roadmap: a service to a phase, a phase among the phases, and what a proposal applies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.titles import refuse_title
from kb.forms.acting import ActionForm, VersionedForm, last_writer
from kb.forms.choices import RowsField, day_input
from kb.insight.services.proposal import Proposal, Targets
from kb.models import Phase, Service, Study

STEPS = [("-1", ""), ("1", "")]


class MoveForm(ActionForm, forms.Form):
    """To ``phase`` (0: not planned), in front of ``before``; or ``places`` up or down where it stands."""

    service = forms.ModelChoiceField(queryset=Service.objects.none())
    phase = forms.IntegerField(required=False)
    before = forms.ModelChoiceField(queryset=Service.objects.none(), required=False)
    seen = forms.IntegerField(required=False)
    places = forms.TypedChoiceField(choices=STEPS, coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        for name in ("service", "before"):
            self.fields[name].queryset = study.services.all()  # type: ignore[attr-defined]

    def clean_phase(self) -> Phase | None:
        number = self.cleaned_data["phase"]
        phase = self.study.phases.filter(pk=number).first() if number else None
        if number and phase is None:
            raise forms.ValidationError(_("Somebody removed this phase meanwhile."))
        return phase

    def show_conflict(self, current: Any) -> None:
        said = _("%(who)s moved “%(service)s” to “%(phase)s” meanwhile. Look again before you move it.")
        where = current.phase or _("Not planned yet")
        named = {"who": last_writer(current), "service": current, "phase": where}
        self.add_error(None, said % named)

    @property
    def said(self) -> str:
        """What was refused, in a sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class PhaseForm(VersionedForm):
    reason = None

    class Meta:
        model = Phase
        fields = ("title", "starts_on", "ends_on")
        widgets = {day: day_input() for day in ("starts_on", "ends_on")}
        help_texts = {"starts_on": gettext_lazy("May stay empty: what has no date is listed apart.")}

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        refuse_title(self.instance.study.phases, title, but=self.instance if self.instance.pk else None)
        return title

    def make(self, act: Any) -> Any:
        """Run an action that makes a phase."""
        return ActionForm.run(self, lambda: act(values=self.values()))


class ShiftForm(ActionForm, forms.Form):
    places = forms.TypedChoiceField(choices=STEPS, coerce=int)


class TargetsForm(forms.Form):
    """Which phase is for what is policy-neutral, and which for what has more potential."""

    first = forms.ModelChoiceField(
        queryset=Phase.objects.none(), label=gettext_lazy("Policy-neutral first, in"), empty_label=None
    )
    later = forms.ModelChoiceField(
        queryset=Phase.objects.none(),
        label=gettext_lazy("More potential then, in"),
        empty_label=gettext_lazy("a new phase"),
        required=False,
    )

    def __init__(self, data: Any = None, *, study: Study, usual: Targets) -> None:
        super().__init__(data, initial={"first": usual.first, "later": usual.later})
        for field in self.fields.values():
            field.queryset = study.phases.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        first, later = (self.cleaned_data.get(name) for name in ("first", "later"))
        if first and later:
            order = list(self.fields["later"].queryset)  # type: ignore[attr-defined]
            if order.index(later) <= order.index(first):
                self.add_error("later", _("Choose a phase that comes after the one for policy-neutral."))
        return super().clean()

    @property
    def targets(self) -> Targets:
        return Targets(self.cleaned_data["first"], self.cleaned_data["later"])


class ProposalForm(ActionForm, forms.Form):
    """Which of the proposed moves are made; all of them unless somebody unticks one."""

    services = RowsField(
        label=gettext_lazy("Services that move"),
        queryset=Service.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one service.")},
    )

    def __init__(self, *args: Any, proposed: Proposal, **kwargs: Any) -> None:
        moving = {row.service.pk: row for row in proposed.moving}
        super().__init__(*args, initial={"services": list(moving)}, **kwargs)
        self.proposed = proposed
        self.fields["services"].queryset = Service.objects.filter(pk__in=moving)  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[int]:
        return {int(key) for key in self["services"].value() or [] if str(key).isdecimal()}

    @property
    def stages(self) -> Sequence[tuple[Phase | str, Sequence[Service]]]:
        """The chosen services by phase, or by the title of the phase that is still to be made."""
        chosen = {row.pk for row in self.cleaned_data["services"]}
        found: dict[int, tuple[Phase | str, list[Service]]] = {}
        for row in self.proposed.rows:
            if row.service.pk in chosen or (row.at_target and not row.moves):
                found.setdefault(row.stage, (row.phase or row.title, []))[1].append(row.service)
        return list(found.values())
