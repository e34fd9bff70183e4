"""Where the real partner came: by hand, and chance against trying every order."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.withwhom.backtest import PLACES, chance, positions, summary
from kb.analysis.withwhom.partners import known_overlap
from tests.kb.analysis import register


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


@pytest.mark.skipif(not register.FOLDER.exists(), reason="the register is not beside this checkout")
def test_plain_jaccard_on_the_register_is_first_for_43_percent():
    """Straight from the files, without the database: 12 of the 28 municipalities that merged."""
    heirs = pd.read_csv(register.FOLDER / "municipalities.csv", dtype=str)["merged_from_2025"].dropna()
    groups = [[int(nis) for nis in merged.split("|")] for merged in heirs]
    real = pd.DataFrame(
        [(one, other) for group in groups for one in group for other in group if one != other],
        columns=["municipality", "partner"],
    )
    borders = np.array(register.neighbours())
    around = pd.DataFrame(np.concatenate([borders, borders[:, ::-1]]), columns=["municipality", "neighbour"])
    square = known_overlap(incidence(register.memberships(), register.municipalities()["id"]))
    at = [square.index.get_indexer(around[side]) for side in around.columns]
    found = positions(around.assign(score=square.to_numpy()[at[0], at[1]]), real)
    told = summary(found)
    assert (len(groups), told["n"].tolist()) == (13, [28, 28, 28])
    assert told["hits"].tolist() == [12, 20, 20]
    assert told["expected"].round(1).tolist() == [6.6, 12.4, 17.4]
