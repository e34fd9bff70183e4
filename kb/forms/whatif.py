"""What somebody wants to try: a scenario, a step in it, a choice that it asks."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.titles import refuse_title
from kb.actions.versions import version_of
from kb.forms.acting import ActionForm, VersionedForm
from kb.forms.choices import Choices, RowsField, SuggestingInput
from kb.insight.plans.choices import Question
from kb.insight.scenes import in_scope
from kb.models import Agreement, Choice, Municipality, Scenario, ScenarioChange, Study

Kind = ScenarioChange.Kind
OPEN = "open"
KINDS = [
    (Kind.MERGE, gettext_lazy("They become one municipality")),
    (Kind.JOIN, gettext_lazy("They join an agreement")),
    (Kind.LEAVE, gettext_lazy("They leave an agreement")),
]


class StepForm(ActionForm, forms.Form):
    """One step; the agreement counts for joining and leaving, the name for a merger."""

    kind = forms.ChoiceField(label=gettext_lazy("What happens?"), choices=KINDS, widget=forms.RadioSelect)
    municipalities = RowsField(
        label=gettext_lazy("Which municipalities?"),
        queryset=Municipality.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one municipality.")},
    )
    agreement = forms.ModelChoiceField(
        label=gettext_lazy("Which agreement?"),
        queryset=Agreement.objects.none(),
        required=False,
        help_text=gettext_lazy("Only for joining or leaving."),
    )
    other = forms.CharField(
        label=gettext_lazy("Or an agreement outside the study"),
        max_length=400,
        required=False,
        widget=SuggestingInput,
        help_text=gettext_lazy("Type a part of its name and choose from the list."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new municipality"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Only for a merger. Without a name the old names are joined."),
    )

    def __init__(self, *args: Any, study: Study, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study, day = study, study.as_of or today
        self.fields["municipalities"].queryset = in_scope(study, "around").on(day).distinct()  # type: ignore[attr-defined]
        self.fields["municipalities"].choices = _around(study, day)  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = Agreement.objects.cooperation().current()  # type: ignore[attr-defined]
        self.fields["agreement"].choices, self.others = _agreements(study)  # type: ignore[attr-defined]
        self.fields["other"].widget.suggestions = list(self.others)  # type: ignore[attr-defined]

    def clean_other(self) -> Agreement | None:
        """The agreement that the words name."""
        words = self.cleaned_data["other"]
        if not words:
            return None
        if words not in self.others:
            raise forms.ValidationError(_("No agreement of this name. Choose one from the list."))
        return self.others[words]

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if data.get("other"):
            data["agreement"] = data["other"]
        merging, members = data.get("kind") == Kind.MERGE, data.get("municipalities")
        if merging and members is not None and len(members) < 2:
            self.add_error("municipalities", _("A merger needs two municipalities or more."))
        asked = data.get("kind") in {Kind.JOIN, Kind.LEAVE} and {"agreement", "other"} <= data.keys()
        if asked and not data["agreement"]:
            self.add_error("agreement", _("Choose the agreement."))
        return super().clean()

    @property
    def step(self) -> dict[str, Any]:
        data = self.cleaned_data
        merging = data["kind"] == Kind.MERGE
        known = {name: data[name] for name in ("kind", "municipalities")}
        return {
            **known,
            "agreement": None if merging else data["agreement"],
            "name": data["name"] if merging else "",
        }


class NewScenarioForm(StepForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    field_order = ("title", "kind", "municipalities", "agreement", "other", "name")

    def clean_title(self) -> str:
        refuse_title(self.study.scenarios, self.cleaned_data["title"])
        return str(self.cleaned_data["title"])


class ScenarioForm(VersionedForm):
    reason = None

    class Meta:
        model = Scenario
        fields = ("title", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def clean_title(self) -> str:
        refuse_title(self.instance.study.scenarios, self.cleaned_data["title"], but=self.instance)
        return str(self.cleaned_data["title"])


class MoveForm(ActionForm, forms.Form):
    places = forms.TypedChoiceField(choices=[("-1", ""), ("1", "")], coerce=int)


class ChoiceForm(ActionForm, forms.Form):
    """Which agreement stays in one theme; the value is its number, `all`, `none` or `open`."""

    outcome = forms.ChoiceField(label=gettext_lazy("What stays?"), widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, question: Question, version: int = 0, **kwargs: Any) -> None:
        self.place, made = question.place, question.choice
        kept = made and (made.keeps_id if made.outcome == "one" else made.outcome)
        initial = {"outcome": str(kept or OPEN), "note": made.note if made else "", "version": version}
        super().__init__(*args, initial=initial, auto_id=f"{question.place}-%s", **kwargs)
        self.fields["outcome"].choices = _outcomes(question)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data["outcome"]
        kept = int(given) if given.isdecimal() else None
        return {
            "outcome": Choice.Outcome.ONE if kept else given.replace(OPEN, ""),
            "keeps": Agreement.objects.get(pk=kept) if kept else None,
            "note": self.cleaned_data["note"],
        }

    def show_conflict(self, current: Any) -> None:
        self.data = self.data.copy()
        self.data["version"] = version_of(current)
        self.add_error(None, _("Somebody else chose meanwhile. Look again before you go on."))


def _outcomes(question: Question) -> Choices:
    rivals = [(str(rival.agreement.pk), rival.agreement.name) for rival in question.rivals]
    several = [("all", _("All of these stay"))] if len(rivals) > 1 else []
    return [(OPEN, _("Not decided yet")), *rivals, *several, ("none", _("None of these stays"))]


def _around(study: Study, day: date) -> Choices:
    """Those of the study first, then candidates and neighbours."""
    mine = set(in_scope(study, "study").on(day).values_list("pk", flat=True))
    rows = list(in_scope(study, "around").on(day).distinct().in_order())
    named = [(row.pk, row.name) for row in rows]
    around = [row for row in named if row[0] not in mine]
    groups = [(_("In the study"), [row for row in named if row[0] in mine])]
    return groups + ([(_("Candidates and neighbours"), around)] if around else [])


def _agreements(study: Study) -> tuple[Choices, dict[str, Agreement]]:
    """Those of the study by theme, and all others by what they are told apart by."""
    current = Agreement.objects.cooperation().current().select_related("theme", "legal_form")
    rows = list(current.order_by("name", "code"))
    known = set(Agreement.objects.known_in(study).order_by().values_list("pk", flat=True))
    mine = sorted((row for row in rows if row.pk in known), key=_theme)
    grouped = [(name, [(row.pk, _mine(row)) for row in part]) for name, part in groupby(mine, key=_theme)]
    others: dict[str, Agreement] = {}
    for row in rows:
        if row.pk not in known:
            told = _told(row)
            others[f"{told} · {row.code}" if told in others else told] = row
    return [("", _("none")), *grouped], others


def _mine(agreement: Agreement) -> str:
    """The group above it says the theme."""
    return agreement.name if agreement.theme else _told(agreement)


def _told(agreement: Agreement) -> str:
    apart = agreement.theme or agreement.legal_form
    return f"{agreement.name} ({apart})" if apart else agreement.name


def _theme(agreement: Agreement) -> str:
    return agreement.theme.name if agreement.theme else _("Theme not known")
