"""A study: its question, its municipalities, and who might join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.choices import Choices, RowsField, can_be_a_number, day_input, municipalities, province_of
from kb.forms.together import TogetherForm
from kb.models import Candidate, Municipality, Source, Study
from kb.wording import with_years


@dataclass(frozen=True)
class Group:
    """The municipalities of a province in the list to choose from; ``is_open`` while somebody searches."""

    name: str
    members: list[Municipality]
    is_open: bool


class StudyForm(TogetherForm):
    reason = None
    municipalities = RowsField(
        label=gettext_lazy("Municipalities"),
        queryset=Municipality.objects.select_related("province"),
        error_messages={"required": gettext_lazy("Choose at least one municipality.")},
    )
    search = forms.CharField(label=gettext_lazy("Search a municipality"), required=False)

    class Meta:
        model = Study
        fields = ("title", "question", "as_of", "compared_with")
        widgets = {"as_of": day_input(), "question": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compared_with"].empty_label = _("none")  # type: ignore[attr-defined]
        if self.instance.pk and "municipalities" not in self.initial:
            self.initial["municipalities"] = list(self.instance.municipalities.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any] | None:
        """A municipality that is no more, or not yet, cannot be studied on the reference date."""
        data = self.cleaned_data
        day = data.get("as_of") or timezone.localdate()
        chosen = data.get("municipalities", Municipality.objects.none())
        for gone in chosen.exclude(pk__in=Municipality.objects.on(day)):
            said = _("%(name)s did not exist on the reference date.") % {"name": with_years(gone)}
            self.add_error("municipalities", said)
        return super().clean()

    @cached_property
    def chosen(self) -> list[Municipality]:
        """What is ticked now, saved or not, in the order of the alphabet."""
        given = self["municipalities"].value() or []
        keys = [key for key in given if str(key).isdecimal() and can_be_a_number(key)]
        return list(self.fields["municipalities"].queryset.filter(pk__in=keys).in_order())  # type: ignore[attr-defined]

    @property
    def offered(self) -> list[Group]:
        """Those of the reference date that are not chosen yet, narrowed by the words in the search field."""
        words = (self["search"].value() or "").replace("\0", "").strip()  # PostgreSQL refuses NUL
        rows = Municipality.objects.on(self._day()).exclude(pk__in=[row.pk for row in self.chosen])
        found = rows.filter(name__icontains=words).select_related("province")
        ordered = found.order_by("province__name", "name", "nis")
        return [Group(name, list(rows), bool(words)) for name, rows in groupby(ordered, key=province_of)]

    def _day(self) -> date:
        try:
            day = self.fields["as_of"].to_python(self["as_of"].value())
        except forms.ValidationError:
            day = None
        return day or timezone.localdate()


def typed(data: Any) -> dict[str, Any]:
    """What somebody typed so far, for a form that is shown again without judging it."""
    found = {name: data[name] for name in StudyForm.base_fields if name in data}
    return {**found, "municipalities": data.getlist("municipalities")}


class CandidateForm(forms.ModelForm):
    class Meta:
        model = Candidate
        fields = ("municipality", "remark", "check_note", "source")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("remark", "check_note")}


class BaseCandidates(BaseFormSet):
    """Rows of candidates; a row without a municipality is no row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipalities = municipalities(_("Choose a municipality"))
        self.sources = [("", _("none")), *Source.objects.values_list("pk", "title")]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["municipality"].choices = self._choices(form["municipality"].value())
        form.fields["source"].choices = self.sources
        form.fields["DELETE"].label = _("Remove this candidate")

    def _choices(self, chosen: Any) -> Choices:
        """A row stays with its municipality: who wants another removes it and adds one. Saves long lists."""
        named = [(key, label) for _group, rows in self.municipalities[1:] for key, label in rows]
        own = [(key, label) for key, label in named if str(key) == str(chosen)]
        return own or self.municipalities

    def clean(self) -> None:
        seen: set[int] = set()
        for values in self.values():
            one = values["municipality"]
            if one.pk in seen:
                raise forms.ValidationError(
                    _("%(name)s stands twice among the candidates."), params={"name": one}
                )
            seen.add(one.pk)

    def values(self) -> list[dict[str, Any]]:
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        names = CandidateForm.Meta.fields
        return [{name: data[name] for name in names} for data in kept if data.get("municipality")]


Candidates = formset_factory(CandidateForm, formset=BaseCandidates, extra=0, can_delete=True, max_num=60)


def candidate_rows(study: Study | None, data: Any = None, *, more: bool = False) -> BaseFormSet:
    """The rows as they are saved or as they were sent, with an empty one more where that was asked for."""
    if data is not None:
        data = data.copy()
        rows = data.get("candidates-TOTAL_FORMS") or "0"
        if more and rows.isdecimal() and can_be_a_number(rows):
            data["candidates-TOTAL_FORMS"] = str(int(rows) + 1)
        return Candidates(data, prefix="candidates")
    known = study.candidates.all() if study else []
    names = ("municipality_id", "remark", "check_note", "source_id")
    initial = [{name.removesuffix("_id"): getattr(row, name) for name in names} for row in known]
    return Candidates(initial=initial, prefix="candidates")
