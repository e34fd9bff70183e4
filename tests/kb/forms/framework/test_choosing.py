from __future__ import annotations

import pytest
from django import forms
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kb.forms.framework.choosing import FEW, ArgumentsField
from kb.models import Argument, Capacity, Study
from tests.kb.deliberation import argued, open_study

pytestmark = pytest.mark.django_db


class ChoosingForm(forms.Form):
    def __init__(self, *args, study: Study, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arguments"] = ArgumentsField(study)


@pytest.fixture
def study(demo, cast) -> Study:
    return open_study(demo, cast)


def sent(*keys: object) -> QueryDict:
    return QueryDict("&".join(f"arguments={key}" for key in keys))


def test_each_stands_once_under_its_first_capacity_pros_before_risks(study, cast):
    risk = argued(study, cast["owner"], "Duurder", polarity="risk")
    pro = argued(study, cast["owner"], "Sterker", sourced=False)
    pro.capacities.add(Capacity.objects.get(code="financieel"))
    loose = argued(study, cast["owner"], "Zonder thuis", polarity="ambiguous")
    loose.capacities.clear()
    with override("en"):
        field = ChoosingForm(study=study).fields["arguments"]
        groups = [(name, [str(label) for _key, label in rows]) for name, rows in field.choices]
        first = str(Capacity.objects.get(code="ambtelijk"))
    assert [name for name, _rows in groups] == [first, "Of no one capacity"]
    assert [rows for _name, rows in groups] == [["+ Sterker", "− Duurder"], ["± Zonder thuis"]]
    assert risk in field.queryset


def test_what_is_chosen_stands_on_top_and_without_a_source_is_said(study, cast):
    for n in range(FEW + 1):
        argued(study, cast["owner"], f"Reden {n}", sourced=n > 0)
    chosen = study.arguments.first()
    with override("en"):
        html = ChoosingForm(sent(chosen.pk), study=study)["arguments"].as_widget()
    assert html.index(f'value="{chosen.pk}"') < html.index(f'value="{study.arguments.last().pk}"')
    assert (html.count(" checked"), html.count("(no source)")) == (1, 1)
    assert html.count("<details") == 2
    assert html.count('<details class="disclosure" open') == 1  # the long rest is folded


@pytest.mark.parametrize("key", ["999999", "9" * 30, "x"])
def test_nobody_elses_argument_is_a_choice(study, demo, cast, key):
    argued(demo, cast["owner"], "Van elders")
    assert not ChoosingForm(sent(key), study=study).is_valid()
    assert not ChoosingForm(sent(demo.arguments.last().pk), study=study).is_valid()


def test_nothing_chosen_is_fine_and_markup_is_text(study, cast):
    argued(study, cast["owner"], "<b>vet</b>")
    form = ChoosingForm(sent(), study=study)
    assert form.is_valid()
    assert "&lt;b&gt;vet&lt;/b&gt;" in form["arguments"].as_widget()


def test_five_hundred_are_listed_in_two_queries(study, cast):
    Argument.objects.bulk_create(
        Argument(study=study, code=f"reden-{n}", text=f"Reden {n}", polarity="pro") for n in range(500)
    )
    with CaptureQueriesContext(connection) as captured:
        html = ChoosingForm(study=study)["arguments"].as_widget()
    assert (len(captured), html.count('type="checkbox"')) == (2, 500)
