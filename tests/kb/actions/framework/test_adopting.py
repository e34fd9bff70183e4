from __future__ import annotations

import pytest

from kb.actions.framework.adopting import adopt_framework
from kb.models import Argument, Option, Question, Source, Stance, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(demo: Study) -> None:
    for model in (Argument, Option, Question):
        model.objects.all().delete()
    question = Question.objects.create(code="hoe", text="Hoe gaan we verder?", core=True)
    option = Option.objects.create(code="fusie", name="Fuseren", kind="merger")
    option.questions.add(question)
    argument = Argument.objects.create(code="een-stem", text="Eén stem", polarity="pro", basis="theory")
    argument.questions.add(question)
    argument.citations.create(source=Source.objects.first(), place="blz. 3")
    Stance.objects.create(argument=argument, option=option, polarity="pro")


def test_a_study_takes_over_what_it_does_not_have(standard, demo, people):
    assert adopt_framework(study=demo, by=people["owner"]) == 3
    argument = demo.arguments.get()
    assert (argument.text, argument.polarity, argument.basis) == ("Eén stem", "pro", "theory")
    assert argument.made_by == people["owner"]
    assert [str(cited) for cited in argument.citations.all()] == [f"{Source.objects.first()}, blz. 3"]
    assert [(row.option, row.polarity) for row in argument.stances.all()] == [(demo.options.get(), "pro")]
    assert (
        list(argument.questions.all()) == list(demo.options.get().questions.all()) == [demo.questions.get()]
    )
    assert Argument.objects.filter(study=None).count() == 1


def test_what_the_study_has_stays_as_it_is(standard, demo, people):
    own = Option.objects.create(study=demo, code="fusie", name="Samengaan", kind="merger")
    assert adopt_framework(study=demo, by=people["owner"]) == 2
    assert demo.options.get().name == "Samengaan"
    assert demo.arguments.get().stances.get().option == own
    assert adopt_framework(study=demo, by=people["owner"]) == 0
    assert demo.arguments.count() == 1
