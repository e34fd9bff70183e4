"""Who comes first and what turns it over: against a linear programme, and against trying every weight."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kb.analysis.withwhom.weighing import filled, flips, ranking

NAMES = ("a", "b", "c", "d")
steps = st.integers(0, 10).map(lambda number: number / 10)
utilities = st.lists(st.tuples(*[steps] * 4), min_size=2, max_size=6).map(
    lambda rows: pd.DataFrame(rows, columns=list(NAMES))
)
weights = st.tuples(*[st.integers(0, 10)] * 4).map(lambda row: dict(zip(NAMES, row, strict=True)))


def least_shift(found):
    """The linear programme of methods.md 5 for every rival: w′ = w + up − down."""
    w, u = found.weights.to_numpy(), found.utilities.to_numpy()
    first = found.utilities.index.get_loc(found.winner)
    answers = []
    for rival in range(len(u)):
        ahead = u[first] - u[rival]
        if rival == first or ahead.min() > -1e-9:
            continue
        answer = linprog(
            np.ones(8),
            A_ub=[[*ahead, *-ahead]],
            b_ub=[-float(ahead @ w)],
            A_eq=[[1] * 4 + [-1] * 4],
            b_eq=[0],
            bounds=[(0, None)] * 4 + [(0, each) for each in w],
        )
        assert answer.success
        answers.append(answer.fun)
    return min(answers, default=None)


@given(utilities, weights)
@settings(deadline=None)
def test_the_least_total_change_is_that_of_the_linear_programme(frame, given_weights):
    assume(sum(given_weights.values()))
    found = ranking(frame, given_weights)
    shift, oracle = flips(found).shift, least_shift(found)
    assert (shift is None) == (oracle is None)
    if shift is not None:
        assert shift.change == pytest.approx(oracle, abs=1e-7)
        assert np.abs(shift.weights - found.weights).sum() == pytest.approx(shift.change)
        assert shift.weights.sum() == pytest.approx(found.weights.sum())
        assert shift.weights.min() >= -1e-9
        scores = found.utilities @ shift.weights
        assert scores[shift.winner] == pytest.approx(scores.max())


@given(utilities, weights)
@settings(deadline=None)
def test_just_past_a_turning_point_another_wins_and_before_it_nobody(frame, given_weights):
    assume(sum(given_weights.values()))
    found = ranking(frame, given_weights)
    for flip in flips(found).flips:
        change = flip.after - flip.before
        step = 1e-7 * (1 if change > 0 or (change == 0 and _gains(found, flip)) else -1)
        before = _scores(found, flip.criterion, flip.before + change * 0.999)
        past = _scores(found, flip.criterion, flip.after + step)
        assert before[found.winner] >= before.max() - 1e-9
        assert past[flip.winner] > past[found.winner]


@given(utilities, weights, st.sampled_from(NAMES), st.floats(0, 10))
@settings(deadline=None)
def test_a_weight_closer_than_its_turning_point_changes_nothing(frame, given_weights, name, other):
    assume(sum(given_weights.values()))
    found = ranking(frame, given_weights)
    turning = {flip.criterion: abs(flip.after - flip.before) for flip in flips(found).flips}
    assume(abs(other - given_weights[name]) < turning.get(name, np.inf))
    scores = _scores(found, name, other)
    assert scores[found.winner] >= scores.max() - 1e-9


def _gains(found, flip):
    return found.utilities.at[flip.winner, flip.criterion] > found.utilities.at[found.winner, flip.criterion]


def _scores(found, criterion, weight):
    return found.utilities @ found.weights.where(found.weights.index != criterion, weight)


@given(utilities, weights, st.randoms())
def test_the_order_of_rows_does_not_matter(frame, given_weights, random):
    mixed = frame.loc[random.sample(list(frame.index), len(frame))]
    one, other = ranking(frame, given_weights).table, ranking(mixed, given_weights).table
    pd.testing.assert_frame_equal(one.sort_index(), other.sort_index())


def test_the_unknown_is_neither_good_nor_bad_and_shown():
    frame = pd.DataFrame({"a": [0.2, np.nan, 0.6], "b": [0.5, 0.5, 0.5], "c": np.nan})
    found = ranking(frame, {"a": 1, "b": 1, "c": 4})
    assert found.left_out == ("c",)
    assert found.table["score"].round(3).to_dict() == {2: 0.55, 1: 0.45, 0: 0.35}
    assert found.table.loc[1, ["low", "high", "unknown"]].tolist() == [0.25, 0.75, 1]
    assert found.table.loc[0, ["low", "high", "unknown"]].tolist() == [0.35, 0.35, 0]


def test_parts_add_up_to_the_score():
    found = ranking(pd.DataFrame({"a": [0.2, 0.9], "b": [1.0, 0.1]}), {"a": 3, "b": 7})
    pd.testing.assert_series_equal(
        found.parts.sum(axis=1), found.table["score"].sort_index(), check_names=False
    )


def test_one_better_on_everything_is_turned_over_by_nothing():
    found = flips(ranking(pd.DataFrame({"a": [0.9, 0.2], "b": [0.8, 0.8]}), {"a": 5, "b": 5}))
    assert (found.flips, found.shift, found.tied) == ((), None, ())


def test_equal_ones_are_named():
    found = ranking(pd.DataFrame({"a": [0.9, 0.1, 0.5], "b": [0.1, 0.9, 0.2]}), {"a": 5, "b": 5})
    assert found.table["rank"].to_dict() == {0: 1, 1: 1, 2: 3}
    turned = flips(found)
    assert turned.tied == (1,)
    assert turned.shift.change == 0
    assert {flip.after for flip in turned.flips} == {5.0}


@pytest.mark.parametrize("rows", [0, 1])
def test_nothing_to_compare(rows):
    found = ranking(pd.DataFrame({"a": [0.5] * rows, "b": [0.5] * rows}, dtype=float), {"a": 1})
    assert len(found.table) == rows
    assert flips(found).flips == ()


def test_without_weights_everybody_is_equal():
    found = ranking(pd.DataFrame({"a": [0.2, 0.8]}), {"a": 0})
    assert found.table["score"].tolist() == [0, 0]
    assert found.table["rank"].tolist() == [1, 1]


def test_a_negative_weight_is_an_error():
    with pytest.raises(ValueError, match="0 or more"):
        ranking(pd.DataFrame({"a": [0.2]}), {"a": -1})


def test_filled_keeps_what_is_known():
    assert filled(pd.DataFrame({"a": [1.0, 0.0]})).to_dict("list") == {"a": [1.0, 0.0]}


def test_the_least_change_among_what_counts_leaves_the_rest_at_nothing():
    """Criterion c alone would turn it over cheaply, but it counts for nothing."""
    utilities = pd.DataFrame({"a": [0.6, 0.5], "b": [0.4, 0.45], "c": [0.0, 1.0]})
    found = flips(ranking(utilities, {"a": 1, "b": 1, "c": 0}))
    assert set(found.among.weights.index) == {"a", "b"}
    assert found.shift.change < found.among.change
    assert found.among.weights.sum() == pytest.approx(2)
