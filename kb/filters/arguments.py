"""Filters of arguments: on the board of a capacity, and of the list of all."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kb.filters.facts import Search
from kb.models import Basis, Capacity, Polarity, Study

Rows = QuerySet[Any]
BASES = [(Basis.THEORY, Basis.THEORY.label), (Basis.PRACTICE, Basis.PRACTICE.label)]


def one_of(path: str, label: Any, choices: Any = ()) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(field_name=path, label=label, choices=choices, empty_label=_("All"))


class BoardFilter(filters.FilterSet):
    """``study`` is what is filtered: its municipalities, services and options are the choices."""

    q = Search("text", "detail")
    municipality = one_of("municipalities__nis", _("Municipality"))
    service = one_of("services__code", _("Service"))
    option = one_of("stances__option__code", _("Option"))
    basis = one_of("basis", _("Basis"), BASES)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in self.choices(study).items():
            if choices:
                self.filters[name].extra["choices"] = choices
            else:
                del self.filters[name]  # nothing to choose

    def choices(self, study: Study) -> dict[str, list[tuple[str, str]]]:
        return {
            "municipality": list(study.municipalities.order_by("name").values_list("nis", "name")),
            "service": list(study.services.values_list("code", "name")),
            "option": list(study.options.values_list("code", "name")),
        }


class ArgumentFilter(BoardFilter):
    capacity = one_of("capacities__code", _("Capacity"))
    polarity = one_of("polarity", _("Speaks"), Polarity.choices)
    question = one_of("questions__code", _("Question"))
    source = filters.ChoiceFilter(
        method="resting",
        label=_("Source"),
        empty_label=_("All"),
        choices=[("none", _("without source")), ("some", _("with a source"))],
    )
    shared = filters.ChoiceFilter(
        method="shared_by",
        label=_("Support"),
        empty_label=_("All"),
        choices=[("not", _("not shared by all"))],
    )

    def choices(self, study: Study) -> dict[str, list[tuple[str, str]]]:
        capacities = [(row.code, str(row)) for row in Capacity.objects.all()]
        questions = list(study.questions.values_list("code", "text"))
        return super().choices(study) | {"capacity": capacities, "question": questions}

    def resting(self, rows: Rows, _name: str, wanted: str) -> Rows:
        return rows.without_source() if wanted == "none" else rows.exclude(citations=None)

    def shared_by(self, rows: Rows, _name: str, _wanted: str) -> Rows:
        return rows.not_shared_by_all()
