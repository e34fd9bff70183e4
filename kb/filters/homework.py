"""Filters of the homework of a study."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from kb.insight.parties import called
from kb.models import Homework, Party, Study
from kb.models.framework.vision import HomeworkQuerySet

STATES = [("waiting", _("to do")), ("overdue", _("overdue")), ("done", _("done"))]
ALL = _("All")


class PersonFilter(filters.ModelChoiceFilter):
    """People by their full name, where they have one."""

    @property
    def field(self) -> Any:
        field = super().field
        field.label_from_instance = called
        return field


class HomeworkFilter(filters.FilterSet):
    state = filters.ChoiceFilter(method="in_state", label=_("State"), choices=STATES, empty_label=ALL)
    party = filters.ModelChoiceFilter(queryset=Party.objects.none(), label=_("Party"), empty_label=ALL)
    person = PersonFilter(queryset=get_user_model().objects.none(), label=_("Person"), empty_label=ALL)

    class Meta:
        model = Homework
        fields: list[str] = []

    def __init__(self, data: Any, *, study: Study, today: date) -> None:
        self.today = today
        rows = study.homework.select_related("party", "person", "prompt")
        super().__init__(data, queryset=rows)
        self.filters["party"].queryset = study.parties.all()
        people = get_user_model().objects.filter(study_access__study=study)
        self.filters["person"].queryset = people.order_by("first_name", "username")

    def in_state(self, rows: HomeworkQuerySet, _name: str, state: str) -> HomeworkQuerySet:
        if state == "overdue":
            return rows.overdue(self.today)
        return rows.waiting() if state == "waiting" else rows.exclude(done_on=None)
