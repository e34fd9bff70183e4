"""Writing an argument: in one line during a meeting, in its place on the board, or with all its links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.forms.acting import ActionForm, ActionModelForm, Difference, VersionedForm, version_seen
from kb.forms.choices import RowsField
from kb.forms.longtext import LongTextField
from kb.models import Agreement, Argument, Capacity, Option, Polarity, Stance, Study
from kb.models.framework.arguments import SIGNS
from kb.wording import NOTHING

SAYS = ("text", "polarity", "basis", "detail")
COUNTS_FOR = ("capacities", "municipalities", "services", "questions", "agreements")
SIGNED = [(polarity.value, format_lazy("{} {}", sign, polarity.label)) for polarity, sign in SIGNS.items()]
MARK = "stance-"


class Worded(forms.BaseModelForm):
    """What is too long is refused in words; a browser that knew the limit would cut it off without any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.fields["polarity"].choices = SIGNED  # type: ignore[attr-defined]


class QuickForm(Worded, ActionModelForm):
    """Text and sign: what a meeting has time for."""

    class Meta:
        model = Argument
        fields = ("text", "polarity")
        widgets = {"polarity": forms.RadioSelect}
        labels = {"text": _("New argument")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="quick-%s", initial={"polarity": Polarity.PRO}, **kwargs)
        self.fields["text"].widget.attrs |= {"autocomplete": "off", "enterkeyhint": "done"}


class InPlaceForm(Worded, VersionedForm):
    """What stands on the card; the links are left as they are."""

    reason = None

    class Meta:
        model = Argument
        fields = SAYS
        field_classes = {"detail": LongTextField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "detail": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, instance: Argument, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, auto_id=f"{instance.code}-%s", **kwargs)


class Linked(Worded):
    """With all that an argument counts for, and what it says of each option."""

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(study.options.all())
        known = {} if self.instance.pk is None else stances_of(self.instance)
        for option in self.options:
            self.fields[f"{MARK}{option.pk}"] = forms.ChoiceField(
                label=option.name,
                choices=[("", _("says nothing of it")), *SIGNED],
                required=False,
                initial=known.get(option.pk, ""),
            )
        for name, rows in choosable(study, self.instance).items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields as the page groups them; where there is nothing to choose there is no field."""
        many = [self[name] for name in COUNTS_FOR if self.fields[name].queryset.exists()]  # type: ignore[attr-defined]
        stances = [self[f"{MARK}{option.pk}"] for option in self.options]
        rest = [self["reason"]] if "reason" in self.fields else []
        named = [("", [self[name] for name in SAYS]), (_("What is it about?"), many)]
        return [group for group in [*named, (_("What does it say of each option?"), stances)] if group[1]] + (
            [("", rest)] if rest else []
        )

    @property
    def stances(self) -> dict[Option, str]:
        return {option: self.cleaned_data[f"{MARK}{option.pk}"] for option in self.options}


def choosable(study: Study, argument: Argument) -> dict[str, QuerySet[Any]]:
    """What belongs to the study, and what the argument names already."""
    return {
        "capacities": Capacity.objects.all(),
        "municipalities": _or_named(study.municipalities.order_by("name"), argument, "municipalities"),
        "services": study.services.all(),
        "questions": study.questions.all(),
        "agreements": _or_named(Agreement.objects.known_in(study), argument, "agreements").order_by("name"),
    }


def _or_named(rows: QuerySet[Any], argument: Argument, name: str) -> QuerySet[Any]:
    """A municipality that left the study stays where somebody named it."""
    named = getattr(argument, name).values("pk") if argument.pk else []
    keys = rows.order_by().values("pk")
    return rows.model.objects.filter(pk__in=keys) | rows.model.objects.filter(pk__in=named)


def stances_of(argument: Argument) -> dict[int, str]:
    return dict(argument.stances.values_list("option_id", "polarity"))


class AgreementsField(RowsField):
    """Names come back in several themes."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.theme})" if obj.theme else str(obj.name)


class Everything:
    model = Argument
    fields = (*SAYS, *COUNTS_FOR)
    field_classes = dict.fromkeys(COUNTS_FOR, RowsField) | {
        "agreements": AgreementsField,
        "detail": LongTextField,
    }
    widgets = dict.fromkeys(COUNTS_FOR, forms.CheckboxSelectMultiple) | {
        "text": forms.Textarea(attrs={"rows": 2}),
        "detail": forms.Textarea(attrs={"rows": 6}),
    }


class NewArgumentForm(Linked, ActionModelForm):
    class Meta(Everything):
        pass


class ArgumentForm(Linked, VersionedForm):
    class Meta(Everything):
        pass

    @property
    def writing(self) -> dict[str, Any]:
        return super().writing | {"stances": self.stances}

    def show_conflict(self, current: Any) -> None:
        super().show_conflict(current)
        seen = version_seen(current, self.cleaned_data["version"])
        before, theirs = stances_at(current, seen), stances_of(current)
        for option, mine in self.stances.items():
            sides = (mine, before.get(option.pk, ""), theirs.get(option.pk, ""))
            self._merge_stance(option, *sides)

    def _merge_stance(self, option: Option, mine: str, before: str, theirs: str) -> None:
        if mine == before:
            self.data[self.add_prefix(f"{MARK}{option.pk}")] = theirs
        elif mine != theirs:
            said = dict(Polarity.choices)
            yours, other = (str(said.get(side, NOTHING)) for side in (mine, theirs))
            self.differences.append(Difference(option.name, yours, other))


def stances_at(argument: Argument, version: Any) -> dict[int, str]:
    """As they stood at ``version`` of the argument; one without history stood there from the start."""
    now: Any = argument.stances
    kept = set(Stance.history.filter(argument_id=argument.pk).values_list("id", flat=True))  # type: ignore[attr-defined]
    found = {stance.option_id: stance.polarity for stance in now.all() if stance.pk not in kept}
    if version is None:
        return found
    past = Stance.history.as_of(version.history_date).filter(argument_id=argument.pk)  # type: ignore[attr-defined]
    return found | {stance.option_id: stance.polarity for stance in past}


class MoveForm(ActionForm, forms.Form):
    """Which argument goes directly before or after which other: ``3 before 7``, by their numbers."""

    move = forms.RegexField(r"^\d{1,18} (before|after) \d{1,18}$")

    @property
    def moving(self) -> tuple[int, bool, int]:
        one, side, other = self.cleaned_data["move"].split()
        return int(one), side == "after", int(other)
