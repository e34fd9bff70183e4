"""What the partner page is asked: who looks for a partner, where, and what counts how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.analysis.reading import Reading
from kb.analysis.withwhom.partners import CRITERIA, EQUAL, THRESHOLDS
from kb.forms.acting import ActionForm
from kb.forms.comparison import EVERY_SOURCE
from kb.forms.reading import RangeInput
from kb.insight.overlap.readings import MOST
from kb.insight.withwhom.criteria import LABELS, MEANINGS
from kb.insight.withwhom.joining import Question
from kb.models import Source
from kb.wording import decimals

AREAS = [
    ("candidates", _("Candidates of the study")),
    ("neighbours", _("Neighbours")),
    ("region", _("Their reference region")),
    ("province", _("Their province")),
    ("all", _("All municipalities")),
]
HEAVIEST = 10


class PartnerForm(forms.Form):
    """A GET form: what is not sent stands as the study has it, so an address without a query works."""

    base = forms.TypedMultipleChoiceField(
        label=_("Who looks for a partner?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    thresholds = forms.TypedMultipleChoiceField(
        label=_("Inhabitants to reach"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(number, number) for number in THRESHOLDS],
    )
    joins = forms.TypedChoiceField(
        label=_("May join"), coerce=int, choices=[(n, n) for n in range(1, 6)], empty_value=1, required=False
    )
    area = forms.ChoiceField(label=_("From where?"), choices=AREAS, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    include_incomplete = forms.BooleanField(
        label=_("Include incomplete lists"),
        help_text=_("Cooperations of which only members within the study are known."),
        required=False,
    )
    on = forms.DateField(
        label=_("State on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    asked = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    most = forms.IntegerField(label=_("Small: at most n members"), min_value=2, max_value=500, required=False)

    def __init__(
        self, data: QueryDict, members: Mapping[int, str], weights: Mapping[str, int], common: str = ""
    ) -> None:
        data = data.copy()
        asked = "asked" in data  # the form was sent: a list without a tick is a choice
        data["asked"] = "1"
        weights, self.saved = EQUAL | dict(weights), bool(weights)
        self._members = members
        if not asked:
            self._put(data, "base", [str(pk) for pk in members])
            self._put(data, "thresholds", [str(number) for number in THRESHOLDS])
        self.common = common
        standing = {"joins": "1", "area": "candidates", "most": str(MOST)}
        for name, value in (standing | {weight_name(each): str(weights[each]) for each in CRITERIA}).items():
            data.setdefault(name, value)
        super().__init__(data)
        self.fields["base"].choices = list(members.items())  # type: ignore[attr-defined]
        self.fields["thresholds"].choices = [(n, decimals(n, 0)) for n in THRESHOLDS]  # type: ignore[attr-defined]
        self.fields["source"].choices = self._sources()  # type: ignore[attr-defined]
        self.fields |= weight_fields()

    def _sources(self) -> list[tuple[str, Any]]:
        known = list(Source.objects.exclude(kind="law").values_list("code", "title"))
        self.titles = dict(known)
        if not self.common:
            return [("", _("All")), *known]
        first = gettext("The one that knows all: %(source)s") % {"source": self.titles[self.common]}
        return [("", first), (EVERY_SOURCE, _("All sources together")), *known]

    @property
    def chosen_source(self) -> str:
        """The code of the source to read, '' for all together."""
        self.is_valid()
        asked = self.cleaned_data.get("source") or self.common
        return "" if asked == EVERY_SOURCE else str(asked)

    @property
    def nobody(self) -> bool:
        """Whether every municipality of the study was unticked."""
        self.is_valid()
        return "base" in self.cleaned_data and not self.cleaned_data["base"]

    @staticmethod
    def _put(data: QueryDict, name: str, values: list[str]) -> None:
        if name not in data:
            data.setlist(name, values)

    @property
    def asking(self) -> list[Any]:
        """The fields beside the weights."""
        return [
            self[name]
            for name in ("base", "thresholds", "joins", "area", "source", "on", "most", "include_incomplete")
        ]

    @property
    def sliders(self) -> list[Any]:
        return [self[weight_name(name)] for name in CRITERIA]

    @property
    def refused_weights(self) -> bool:
        return not set(names()).isdisjoint(self.errors)

    @property
    def weights(self) -> dict[str, int]:
        """What is refused counts as it does when nobody chose: equally."""
        self.is_valid()
        given = {name: self.cleaned_data.get(weight_name(name)) for name in CRITERIA}
        return {name: EQUAL[name] if value is None else value for name, value in given.items()}

    def reading(self) -> Reading:
        """Of all municipalities: a partner may come from anywhere."""
        self.is_valid()
        data = self.cleaned_data
        incomplete = bool(data.get("include_incomplete"))
        on = data.get("on")
        return Reading(scope="all", source=self.chosen_source, on=on, include_incomplete=incomplete)

    def question(self) -> Question:
        weights = self.weights
        data = self.cleaned_data
        thresholds = tuple(data.get("thresholds", THRESHOLDS))
        if not thresholds:
            weights["population"] = 0
        return Question(
            base=tuple(sorted(data.get("base", self._members))),
            joins=data.get("joins") or 1,
            area=data.get("area") or "candidates",
            thresholds=thresholds,
            most=data.get("most") or MOST,
            weights=tuple(weights.items()),
        )


class WeightsForm(ActionForm, forms.Form):
    """The weights as the team wants to keep them; hidden, because the sliders show them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="kept_%s", **kwargs)
        hidden = {
            name: forms.IntegerField(min_value=0, max_value=HEAVIEST, widget=forms.HiddenInput)
            for name in names()
        }
        self.fields |= hidden

    @property
    def saving(self) -> dict[str, Any]:
        data = self.cleaned_data
        weights = {name: data[weight_name(name)] for name in CRITERIA}
        return {"weights": weights, "seen": data["seen"] or 0}

    def show_conflict(self, current: Any) -> None:
        self.data = self.data.copy()
        self.data["seen"] = str(current.history_id)
        who = current.history_user or gettext("Somebody else")
        said = gettext("%(who)s saved other weights meanwhile. Save again to replace them.")
        self.add_error(None, said % {"who": who})


def day_of(data: QueryDict) -> date | None:
    """The day asked for: who belongs to the study depends on it."""
    try:
        return parse_date(data.get("on", ""))
    except ValueError:
        return None


def weight_name(criterion: str) -> str:
    return f"w_{criterion}"


def names() -> list[str]:
    return [weight_name(name) for name in CRITERIA]


def weight_fields() -> dict[str, forms.Field]:
    return {
        weight_name(name): forms.IntegerField(
            label=LABELS[name],
            help_text=MEANINGS[name],
            min_value=0,
            max_value=HEAVIEST,
            required=False,
            widget=RangeInput(attrs={"step": "1"}),
        )
        for name in CRITERIA
    }
