"""What a weighing reads through the door to frames: declared columns, also without rows."""

from __future__ import annotations

import numpy as np
import pytest

from kb import frames
from kb.models import Ballot, Score, Stance
from tests.kb.weighings import Made


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def test_a_stance_has_a_row_for_each_capacity_its_argument_names(made):
    both, none = made.argue("extend", "staff", "money", polarity="risk"), made.argue("merger")
    found = frames.stances(Stance.objects.all())
    staff, money = (made.capacities[code].pk for code in ("staff", "money"))
    extend, merger = (made.options[code].pk for code in ("extend", "merger"))
    assert found.to_dict("tight")["data"] == [
        [merger, -1, none.pk, "pro"],
        [extend, staff, both.pk, "risk"],
        [extend, money, both.pk, "risk"],
    ]


def test_a_ballot_has_a_row_for_each_weight(made):
    made.weigh("Lummen", "order", staff=2, nearby=1)
    Ballot.objects.create(weighing=made.weighing, party=made.parties["Halen"])
    found = frames.ballots(Ballot.objects.all()).replace({np.nan: None})
    halen, lummen = (made.parties[name].pk for name in ("Halen", "Lummen"))
    assert found.to_dict("tight")["data"] == [
        [halen, -1, "points", None],
        [lummen, made.criteria["staff"].pk, "order", 2],
        [lummen, made.criteria["nearby"].pk, "order", 1],
    ]


def test_scores_are_numbers(made):
    made.score("merger", "staff", 10, 30, note="Uit het verslag.")
    [row] = frames.scores(Score.objects.all()).to_dict("records")
    ids = {"option": made.options["merger"].pk, "criterion": made.criteria["staff"].pk}
    assert row == {**ids, "low": 10.0, "high": 30.0, "note": "Uit het verslag."}


@pytest.mark.django_db
def test_without_rows_the_columns_are_the_same():
    empty = (
        frames.stances(Stance.objects.none()),
        frames.ballots(Ballot.objects.none()),
        frames.scores(Score.objects.none()),
    )
    assert [{name: str(kind) for name, kind in frame.dtypes.items()} for frame in empty] == [
        {"option": "int64", "capacity": "int64", "argument": "int64", "polarity": "object"},
        {"party": "int64", "criterion": "int64", "manner": "object", "value": "float64"},
        {"option": "int64", "criterion": "int64", "low": "float64", "high": "float64", "note": "object"},
    ]
