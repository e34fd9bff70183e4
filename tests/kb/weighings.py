"""A weighing to try things on."""

from __future__ import annotations

from typing import Any

from kb.models import (
    Argument,
    Ballot,
    Capacity,
    DataVersion,
    Option,
    Party,
    Score,
    Stance,
    Study,
    Weighing,
    Weight,
)


class Made:
    """Three roads weighed on two capacities and money, at a table of two parties."""

    def __init__(self) -> None:
        self.study = Study.objects.create(slug="weging", title="Weging")
        self.capacities = {
            code: Capacity.objects.create(code=f"test-{code}", name=f"Test {code}", order=90 + order)
            for order, code in enumerate(("staff", "money"))
        }
        self.options = {
            code: Option.objects.create(study=self.study, code=code, name=code.capitalize(), order=order)
            for order, code in enumerate(("merger", "extend", "same"))
        }
        self.weighing = Weighing.objects.create(study=self.study, slug="eerste", title="Eerste")
        self.weighing.options.set(self.options.values())
        self.criteria = {
            code: self.weighing.criteria.create(
                capacity=self.capacities.get(code),
                name=code.capitalize(),
                order=order,
            )
            for order, code in enumerate(("staff", "money", "nearby"))
        }
        self.parties = {
            name: Party.objects.create(study=self.study, name=name, order=order)
            for order, name in enumerate(("Halen", "Lummen"))
        }

    def argue(self, option: str, *capacities: str, polarity: str = "pro") -> Argument:
        number = Argument.objects.filter(study=self.study).count()
        made = Argument.objects.create(
            study=self.study, code=f"a{number}", text=f"Argument {number}", polarity=polarity, order=number
        )
        made.capacities.set([self.capacities[code] for code in capacities])
        Stance.objects.create(argument=made, option=self.options[option], polarity=polarity)
        DataVersion.raise_it()
        return made

    def weigh(self, party: str, manner: str = "points", **weights: int) -> None:
        ballot = Ballot.objects.create(weighing=self.weighing, party=self.parties[party], manner=manner)
        for code, value in weights.items():
            Weight.objects.create(ballot=ballot, criterion=self.criteria[code], value=value)
        DataVersion.raise_it()

    def score(self, option: str, criterion: str, low: int, high: int, note: str = "Omdat.") -> None:
        given: dict[str, Any] = {"low": low, "high": high, "note": note}
        Score.objects.create(criterion=self.criteria[criterion], option=self.options[option], **given)
        DataVersion.raise_it()
