"""Where the real partner came: by hand, and chance against trying every order."""

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.backtest import PLACES, chance, positions, summary


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(PLACES))
def test_chance_is_what_every_order_gives(neighbours, partners, places):
    partners = min(partners, neighbours)
    orders = list(permutations(range(neighbours)))
    hits = sum(any(one < partners for one in order[:places]) for order in orders)
    assert chance(neighbours, partners, places) == pytest.approx(hits / len(orders))


def test_the_best_of_two_partners_counts_and_a_tie_counts_against():
    scores = pd.DataFrame(
        {
            "municipality": [1, 1, 1, 1, 2, 2, 3],
            "neighbour": [2, 3, 4, 5, 1, 6, 9],
            "score": [0.4, 0.8, 0.8, 0.1, None, 0.2, 0.3],
        }
    )
    partners = pd.DataFrame({"municipality": [1, 1, 2, 3], "partner": [2, 3, 1, 1]})
    found = positions(scores, partners)
    assert found[["municipality", "neighbours", "partners"]].values.tolist() == [
        [1, 4, 2],
        [2, 2, 1],
        [3, 1, 0],
    ]
    assert found["place"].fillna(0).tolist() == [2, 2, 0]
    assert found["chance_1"].tolist() == [0.5, 0.5, 0.0]


def test_the_summary_by_hand():
    found = pd.DataFrame({"place": [1, 1, 2, None], "chance_1": 0.25, "chance_2": 0.5, "chance_3": 0.75})
    first = summary(found).iloc[0]
    assert (first["hits"], first["n"], first["share"], first["expected"]) == (2, 4, 0.5, 1.0)
    assert first["p"] == pytest.approx(1 - 0.75**4 - 4 * 0.25 * 0.75**3)
    assert (round(first["low"], 4), round(first["high"], 4)) == (0.0676, 0.9324)


def test_nobody_merged():
    found = positions(
        pd.DataFrame(columns=["municipality", "neighbour", "score"]),
        pd.DataFrame(columns=["municipality", "partner"]),
    )
    assert summary(found)["n"].tolist() == [0, 0, 0]
