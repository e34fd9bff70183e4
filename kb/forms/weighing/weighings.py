"""What a team fills in to weigh options: the weighing itself, its criteria, a score by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.titles import refuse_title
from kb.actions.versions import version_of
from kb.actions.weighing.weighings import FEWEST
from kb.forms.acting import ActionForm, Difference, VersionedForm, last_writer
from kb.forms.choices import RowsField
from kb.models import Capacity, Criterion, Option, Score, Study, Weighing
from kb.wording import decimals

SCORED = ("low", "high", "note")


def options_field() -> RowsField:
    return RowsField(
        label=gettext_lazy("Which options?"),
        queryset=Option.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least two options to weigh.")},
    )


def refuse_few(options: Any) -> Any:
    if len(options) < FEWEST:
        raise forms.ValidationError(_("Choose at least two options to weigh."))
    return options


class NewWeighingForm(ActionForm, forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    options = options_field()

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        self.fields["options"].queryset = study.options.all()  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        refuse_title(self.study.weighings, self.cleaned_data["title"])
        return str(self.cleaned_data["title"])

    def clean_options(self) -> Any:
        return refuse_few(self.cleaned_data["options"])


class WeighingForm(VersionedForm):
    reason = None
    options = options_field()

    class Meta:
        model = Weighing
        fields = ("title", "options", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].queryset = self.instance.study.options.all()  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        refuse_title(self.instance.study.weighings, self.cleaned_data["title"], but=self.instance)
        return str(self.cleaned_data["title"])

    def clean_options(self) -> Any:
        return refuse_few(self.cleaned_data["options"])


class CriterionForm(VersionedForm):
    """A new criterion or another name for one; what follows a capacity is scored by its arguments."""

    reason = None

    class Meta:
        model = Criterion
        fields = ("name", "meaning", "capacity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].queryset = Capacity.objects.all()  # type: ignore[attr-defined]
        self.fields["capacity"].empty_label = _("none: scored by hand")  # type: ignore[attr-defined]
        self.fields["capacity"].label = _("Scored by the arguments of")


class NewCriterionForm(ActionForm, forms.ModelForm):
    class Meta(CriterionForm.Meta):
        pass

    def __init__(self, *args: Any, weighing: Weighing, **kwargs: Any) -> None:
        super().__init__(*args, instance=Criterion(weighing=weighing), **kwargs)
        self.fields["capacity"].empty_label = _("none: scored by hand")  # type: ignore[attr-defined]
        self.fields["capacity"].label = _("Scored by the arguments of")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ScoreForm(ActionForm, forms.Form):
    """A score by hand: one number where the team is sure, two where it is not."""

    low = forms.DecimalField(label=gettext_lazy("At least"), min_value=0, max_value=100, decimal_places=1)
    high = forms.DecimalField(
        label=gettext_lazy("At most"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        required=False,
        help_text=gettext_lazy("Leave empty where you are sure: then both are the same."),
    )
    note = forms.CharField(label=gettext_lazy("Why?"), max_length=400)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, score: Score | None, **kwargs: Any) -> None:
        standing = {name: getattr(score, name) for name in SCORED} if score else {}
        version = {"version": version_of(score) if score else 0}
        super().__init__(*args, initial=standing | kwargs.pop("initial", {}) | version, **kwargs)
        self.differences: list[Difference] = []

    def clean(self) -> dict[str, Any] | None:
        low, high = self.cleaned_data.get("low"), self.cleaned_data.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The highest score is below the lowest."))
        if low is not None and high is None and "high" not in self.errors:
            self.cleaned_data["high"] = low
        return super().clean()

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in SCORED} | {"seen": data["version"] or 0}

    def show_conflict(self, current: Any) -> None:
        self.data = self.data.copy()
        self.data["version"] = version_of(current)
        for name in SCORED:
            value = self.cleaned_data[name]
            theirs = getattr(current, name)
            if value != theirs:
                label = str(self.fields[name].label)
                self.differences.append(Difference(label, _spoken(value), _spoken(theirs)))
        said = _("%(who)s saved changes while you were writing.")
        self.add_error(None, said % {"who": last_writer(current)})


def _spoken(value: Any) -> str:
    return decimals(value, 1) if isinstance(value, Decimal) else str(value)
