"""A board of its own for tests: a capacity that no fixture speaks of."""

from __future__ import annotations

from typing import Any

from kb.actions.framework.arguments import add_argument
from kb.actions.vision.parties import seat_municipalities
from kb.models import Argument, Capacity, Study

CODE = "probe"
BOARD = f"/studies/halen-herk-lummen/board/{CODE}/"
ARGUMENTS = "/studies/halen-herk-lummen/arguments/"


def empty_board(study: Study) -> Capacity:
    seat_municipalities(study)
    return Capacity.objects.create(code=CODE, name="Proefcapaciteit")


def write(study: Study, by: Any, text: str, polarity: str = "pro", **more: Any) -> Argument:
    capacity = Capacity.objects.get(code=CODE)
    values = {"text": text, "polarity": polarity, "capacities": [capacity]} | more
    return add_argument(study=study, values=values, by=by)
