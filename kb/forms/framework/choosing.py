"""Choosing arguments: grouped by capacity, signs together, with a search; also for hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.forms.choices import RowsField
from kb.models import Argument, Capacity, Polarity, Study

SIGN_ORDER = {polarity.value: place for place, polarity in enumerate(Polarity)}
FEW = 12  # as many stand open at once


class ByCapacity(ModelChoiceIterator):
    """Each argument once, under the first of its capacities; + before ± before −."""

    def __iter__(self) -> Iterator[Any]:
        rows = sorted(self.queryset, key=_place)
        for capacity, members in groupby(rows, key=first_capacity):
            name = str(capacity) if capacity else _("Of no one capacity")
            yield name, [self.choice(argument) for argument in members]


def first_capacity(argument: Argument) -> Capacity | None:
    return next(iter(argument.capacities.all()), None)


def _place(argument: Argument) -> tuple[Any, ...]:
    capacity = first_capacity(argument)
    among = (0, capacity.order, capacity.pk) if capacity else (1, 0, 0)
    return (*among, SIGN_ORDER[argument.polarity], argument.order, argument.pk)


class ArgumentsInput(forms.CheckboxSelectMultiple):
    """What is chosen stands on top and open; the rest is folded when it is long."""

    template_name = "components/choosing.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = [(label, options) for label, options, _index in context["widget"]["optgroups"]]
        chosen = [option for _label, options in groups for option in options if option["selected"]]
        rest = [
            (label, [option for option in options if not option["selected"]]) for label, options in groups
        ]
        context["widget"] |= {
            "chosen": chosen,
            "rest": [group for group in rest if group[1]],
            "few": sum(len(options) for _label, options in groups) <= FEW,
        }
        return context


class ArgumentsField(RowsField):
    """Any number of the arguments of ``study``; those of another study are no choice."""

    widget = ArgumentsInput
    iterator = ByCapacity

    def __init__(self, study: Study, **options: Any) -> None:
        known = {"label": gettext_lazy("Arguments that it rests on"), "required": False}
        super().__init__(queryset=choosable(study), **(known | options))

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.sign} {obj.text}"


def choosable(study: Study) -> QuerySet[Argument]:
    """With ``n_sources``: who chooses sees which of them rest on no source."""
    rows: Any = Argument.objects.filter(study=study)
    return rows.annotate(n_sources=Count("citations")).prefetch_related("capacities").order_by("order", "pk")
