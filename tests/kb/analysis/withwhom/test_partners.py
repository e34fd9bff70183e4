"""Criteria of sets: golden values by hand, and every set against plain Python."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.withwhom.partners import (
    CRITERIA,
    EQUAL,
    NOBODY,
    READINGS,
    Facts,
    criteria,
    groups,
    known_overlap,
)
from kb.analysis.withwhom.weighing import ranking

IDS = [10, 20, 30, 40, 50]
BORDERS = pd.DataFrame({"a": [10, 20, 30, 10, 40], "b": [20, 30, 40, 30, 50]})
HELD = {10: {1, 2, 3}, 20: {1, 2}, 30: {2, 3, 4}, 40: {1, 2, 3, 4, 5}, 50: set()}
PEOPLE = {10: 9_485.0, 20: 12_650.0, 30: 14_978.0, 40: 2_000.0, 50: np.nan}
PROVINCE = {10: "L", 20: "L", 30: "L", 40: "B", 50: ""}
REGION = {10: "L", 20: "L", 30: "M", 40: "B", 50: "B"}


@pytest.fixture
def facts():
    return made(HELD)


def made(held):
    rows = [(one, agreement) for one, all_of in held.items() for agreement in sorted(all_of)]
    inc = incidence(pd.DataFrame(rows, columns=["municipality", "agreement"], dtype="int64"), IDS)
    frame = pd.DataFrame(
        {
            "id": IDS,
            "population": [PEOPLE[one] for one in IDS],
            "province": [PROVINCE[one] for one in IDS],
            "reference_region": [REGION[one] for one in IDS],
        }
    )
    return Facts(frame, dict.fromkeys(READINGS, known_overlap(inc)), inc)


def jaccard(held, a, b):
    return len(held[a] & held[b]) / len(held[a] | held[b]) if held[a] and held[b] else np.nan


def test_three_by_hand(facts):
    found = criteria(np.array([[10, 20, 30, NOBODY]]), 2, facts)
    values = found.values.loc[0]
    assert values[["members", "joins", "population", "threshold"]].tolist() == [3, 1, 37_113, 35_000]
    assert values[["provinces", "regions", "common", "any"]].tolist() == [1, 2, 1, 4]
    assert values["min_all"] == pytest.approx(0.25)
    assert values["mean_all"] == pytest.approx((2 / 3 + 0.5 + 0.25) / 3)
    utility = found.utilities.loc[0]
    assert utility[["population", "province", "region", "few"]].tolist() == [0.8, 1.0, 0.5, 1.0]
    assert utility["diverse"] == pytest.approx((1 - 9_485 / 14_978 + 0.75) / 2)
    assert utility["alike"] + utility["diverse"] == pytest.approx(1)


@pytest.mark.parametrize(("people", "passed"), [(19_999, 0), (20_000, 0.2), (39_999, 0.8), (40_000, 1.0)])
def test_a_threshold_is_reached_by_its_own_number(facts, people, passed):
    facts.municipalities["population"] = [people - 1.0, 1.0, 1.0, 1.0, 1.0]
    found = criteria(np.array([[10, 20]]), 1, facts)
    assert found.utilities.at[0, "population"] == passed


def test_what_is_not_known_is_not_zero(facts):
    found = criteria(np.array([[40, 50]]), 1, facts)
    assert found.values.loc[0, ["population", "threshold", "smallest", "provinces", "apart"]].isna().all()
    assert found.values.at[0, "regions"] == 1
    assert found.utilities.loc[0, [*READINGS, "weakest", "population", "province", "diverse"]].isna().all()


def test_a_municipality_alone_has_no_overlap(facts):
    found = criteria(np.array([[10]]), 0, facts)
    assert np.isnan(found.values.at[0, "mean_all"])
    assert np.isnan(found.values.at[0, "min_all"])


def test_where_nobody_joins_yet_few_has_no_limit(facts):
    found = criteria(np.array([[10, 20]]), 2, facts)
    assert found.utilities.at[0, "few"] == np.inf


def test_without_sets_the_frames_are_empty(facts):
    found = criteria(np.empty((0, 3), np.int64), 2, facts)
    assert list(found.utilities.columns) == list(CRITERIA)
    assert len(found.values) == 0
    assert len(ranking(found.utilities, EQUAL).table) == 0


portfolios = st.fixed_dictionaries({one: st.sets(st.integers(1, 12)) for one in IDS})


@given(portfolios)
@settings(deadline=None)
def test_every_set_against_plain_python(held):
    made_facts = made(held)
    sets = groups(BORDERS, [10], 3, IDS, made_facts, EQUAL).sets
    found = criteria(sets, 1, made_facts).values
    for row, members in zip(found.itertuples(), sets.tolist(), strict=True):
        inside = [one for one in members if one != NOBODY]
        pairs = [jaccard(held, a, b) for a, b in combinations(inside, 2)]
        np.testing.assert_allclose([row.mean_all, row.min_all], [np.mean(pairs), np.min(pairs)])
        assert (row.common, row.any) == (
            len(set.intersection(*(held[one] for one in inside))),
            len(set.union(*(held[one] for one in inside))),
        )


def test_sets_of_every_size_from_one_to_the_most(facts):
    found = groups(BORDERS, [10], 2, [20, 30, 40], facts, EQUAL)
    assert found.exact
    assert {tuple(row) for row in found.sets.tolist()} == {
        (10, 20, NOBODY),
        (10, 30, NOBODY),
        (10, 20, 30),
        (10, 30, 40),
    }


def test_a_beam_says_that_it_skipped(facts):
    found = groups(BORDERS, [10], 3, IDS, facts, EQUAL, most=1)
    assert not found.exact
    assert len(found.sets) >= 1
