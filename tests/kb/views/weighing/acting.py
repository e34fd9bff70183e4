"""What a team does in a weighing, for its tests."""

from __future__ import annotations

from typing import Any

from kb.actions.weighing.ballots import cast_ballot
from kb.models import Argument, Ballot, DataVersion, Option, Party, Stance, Study, Weighing


def party(name: str) -> Party:
    return Party.objects.get(study__slug="halen-herk-lummen", name=name)


def weigh(weighing: Weighing, name: str, values: tuple[int, ...], by: Any, manner: str = "points") -> Ballot:
    weights = dict(zip(weighing.criteria.values_list("pk", flat=True), values, strict=True))
    return cast_ballot(weighing=weighing, party=party(name), manner=manner, weights=weights, by=by)


def ballot_url(weighing: Weighing, name: str) -> str:
    return f"{weighing.get_absolute_url()}weights/{party(name).pk}/"


def typed(weighing: Weighing, values: tuple[int, ...], manner: str = "points", **more: Any) -> dict[str, Any]:
    numbers = list(weighing.criteria.values_list("pk", flat=True))
    fields = {f"w_{pk}": value for pk, value in zip(numbers, values, strict=True)}
    return {"manner": manner, "shown": ",".join(map(str, numbers)), **fields, **more}


def stand(demo: Study, weighing: Weighing, options: list[Option]) -> Argument:
    argument = Argument.objects.create(
        study=demo, code="soms", text="Soms wel", polarity="ambiguous", order=999
    )
    argument.capacities.add(weighing.criteria.first().capacity)
    Stance.objects.create(argument=argument, option=options[0], polarity="ambiguous")
    DataVersion.raise_it()
    return argument
