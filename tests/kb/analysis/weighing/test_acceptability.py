"""How often each option takes each place: by hand, by a plain loop, and what must hold of any table."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.weighing.acceptability import confidence, rank_acceptability
from kb.analysis.weighing.draws import drawn, table
from tests.kb.analysis.weighing.tables import HALEN, LUMMEN, VALUES, intervals, tables

FEW = 400
IN_A_FRESH_PROCESS = """
from kb.analysis.weighing.acceptability import rank_acceptability
low, high = [[0, 20, 50], [10, 0, 50], [30, 30, 0]], [[90, 60, 50], [80, 70, 60], [40, 50, 100]]
for weights in (None, [[3, 1, 1], [0, 1, 4]]):
    found = rank_acceptability(low, high, weights, seed=7)
    print(found.shares.tolist(), found.central.tolist())
"""


def test_parties_alone_decide_where_every_value_is_sure():
    found = rank_acceptability(VALUES, VALUES, [HALEN, LUMMEN])
    assert found.shares.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert (found.draws, found.error.max()) == (0, 0)
    assert found.central[0] == pytest.approx([0.6, 0.2, 0.2])
    assert np.isnan(found.central[2]).all()


def test_the_part_of_the_weights_with_which_an_option_is_first():
    """80 w + 20 (1 − w) against 40 w + 60 (1 − w): the first leads for w > ½, with ¾ in the middle of it."""
    values = [[80, 20], [40, 60]]
    found = rank_acceptability(values, values, seed=1)
    assert found.first == pytest.approx([0.5, 0.5], abs=0.02)
    assert found.error[0, 0] == pytest.approx(0.005, abs=1e-5)
    assert found.central == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]), abs=0.01)


def test_the_part_of_the_values_with_which_an_option_is_first():
    """Uniform on 0–100 against 75 sure: P = ¼. Two alike: ½. Uniform on 0–50 against 25–75: P = 1/8."""
    assert rank_acceptability([[0], [75]], [[100], [75]], [[1]]).first == pytest.approx(
        [0.25, 0.75], abs=0.02
    )
    assert rank_acceptability([[0], [0]], [[100], [100]], [[1]]).first == pytest.approx([0.5, 0.5], abs=0.02)
    assert rank_acceptability([[0], [25]], [[50], [75]], [[1]]).first == pytest.approx(
        [1 / 8, 7 / 8], abs=0.02
    )


def test_equal_options_share_their_places():
    values = [[50, 50], [50, 50], [10, 10]]
    found = rank_acceptability(values, values, seed=3)
    assert found.shares == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]))


@given(intervals(), st.booleans())
@settings(deadline=None, max_examples=40)
def test_a_plain_loop_over_the_same_draws_counts_the_same(given_, by_parties):
    low, high = given_
    weights = np.eye(low.shape[1]) if by_parties else None
    found = rank_acceptability(low, high, weights, draws=50, seed=2)
    counted, n = np.zeros((len(low), len(low))), 0
    for piece in drawn(table(low, high), weights, 50, seed=2):
        for scores in piece.scores.T.round(9).tolist():
            n += 1
            for option, own in enumerate(scores):
                better, equal = sum(s > own for s in scores), sum(s == own for s in scores)
                counted[option, better : better + equal] += 1 / equal
    assert found.shares == pytest.approx(counted / n)


@given(intervals())
@settings(deadline=None, max_examples=40)
def test_a_draw_is_the_weighted_sum_of_what_was_drawn(given_):
    low, high = given_
    criteria = range(low.shape[1])
    for weights in (None, np.eye(low.shape[1])):
        for piece in drawn(table(low, high), weights, 20, seed=4):
            for option in range(len(low)):
                places = np.tile(
                    piece.places(option, criteria), piece.weights.shape[1] // piece.steps.shape[2]
                )
                values = low[option][:, None] + (high - low)[option][:, None] * places
                assert ((places > 0) & (places < 1)).all()
                assert piece.scores[option] == pytest.approx((values * piece.weights).sum(axis=0), abs=1e-4)


@given(intervals(), st.booleans())
@settings(deadline=None, max_examples=40)
def test_rows_and_columns_add_up_to_one(given_, by_parties):
    low, high = given_
    weights = np.eye(low.shape[1]) if by_parties else None
    shares = rank_acceptability(low, high, weights, FEW, seed=1).shares
    assert shares.sum(axis=0) == pytest.approx(np.ones(len(low)))
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(low)))


@given(intervals(), st.data())
@settings(deadline=None, max_examples=40)
def test_an_option_that_worsens_never_rises(given_, data):
    """Of every place and all better ones together its part does not grow, on the same draws."""
    low, high = given_
    option = data.draw(st.integers(0, len(low) - 1))
    loss = data.draw(st.integers(0, 40))
    worse_low, worse_high = low.copy(), high.copy()
    worse_low[option] -= loss
    worse_high[option] -= loss
    before, after = (
        rank_acceptability(*ends, None, FEW, seed=5).shares[option].cumsum()
        for ends in ((low, high), (worse_low, worse_high))
    )
    assert (after <= before + 1e-9).all()


@given(tables(), st.data())
@settings(deadline=None, max_examples=40)
def test_a_clone_keeps_the_order_of_the_others(table_, data):
    values, weights = table_
    option = data.draw(st.integers(0, len(values) - 1))
    with_clone = np.vstack([values, values[option]])
    before, after = (
        rank_acceptability(each, each, [weights]).shares @ np.arange(len(each))
        for each in (values, with_clone)
    )
    assert (_order(before) == _order(after[:-1])).all()
    assert after[-1] == pytest.approx(after[option])


def _order(places):
    return np.sign((places[:, None] - places[None, :]).round(9))


@given(intervals(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=20)
def test_the_order_of_options_criteria_and_parties_does_not_matter(given_, random):
    """Other draws go to other places, so up to the error of the draws."""
    low, high = given_
    rows, columns = (random.sample(range(n), n) for n in low.shape)
    mixed = np.ix_(rows, columns)
    for weights in (None, np.eye(low.shape[1]) + 0.5):
        one = rank_acceptability(low, high, weights, 2000, seed=1)
        party = weights if weights is None else weights[::-1][:, columns]
        other = rank_acceptability(low[mixed], high[mixed], party, 2000, seed=2)
        error = np.hypot(one.error[rows], other.error)
        assert (np.abs(one.shares[rows] - other.shares) <= 5 * error + 5 / 2000).all()


def test_the_order_of_parties_does_not_matter_at_all():
    low, high = VALUES - 10, VALUES + 10
    one, other = (rank_acceptability(low, high, sides) for sides in ([HALEN, LUMMEN], [LUMMEN, HALEN]))
    assert one.shares.tolist() == pytest.approx(np.array(other.shares.tolist()))


def test_scaling_the_weights_changes_nothing():
    low, high = VALUES - 10, VALUES + 10
    one, other = (rank_acceptability(low, high, [weights]).shares for weights in (HALEN, [6, 2, 2]))
    assert one.tolist() == other.tolist()


def test_the_pieces_make_no_difference_to_how_much_is_drawn():
    wide = np.zeros((40, 40))
    pieces = list(drawn(table(wide, wide + 100), None, 200, seed=1))
    assert len(pieces) > 1
    assert sum(piece.scores.shape[1] for piece in pieces) == 200


def test_every_process_draws_the_same():
    assert len({_run(hash_seed) for hash_seed in ("0", "424242")}) == 1


def _run(hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", IN_A_FRESH_PROCESS]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_another_seed_draws_another_sample():
    low, high = VALUES - 40, VALUES + 40
    one, other = (rank_acceptability(low, high, None, FEW, seed).shares for seed in (1, 2))
    assert one.tolist() != other.tolist()


def test_the_central_weights_of_a_sure_table_are_enough_to_be_first():
    found = rank_acceptability(VALUES, VALUES)
    sure = confidence(VALUES, VALUES, found.central)
    assert sure[:2].tolist() == [1, 1]
    assert np.isnan(sure[2])


def test_at_the_edge():
    none = rank_acceptability(np.zeros((0, 3)), np.zeros((0, 3)))
    assert (none.shares.shape, none.first.shape) == ((0, 0), (0,))
    assert rank_acceptability([[10.0]], [[90.0]]).shares.tolist() == [[1]]
    bare = rank_acceptability(np.zeros((2, 0)), np.zeros((2, 0)), draws=10)
    assert bare.shares.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    unknown = rank_acceptability(np.zeros((3, 2)), np.full((3, 2), 100))
    assert unknown.shares == pytest.approx(np.full((3, 3), 1 / 3), abs=0.02)
    assert rank_acceptability([[10, 90], [20, 20]], [[10, 90], [20, 20]], [[0, 0]]).first.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("low", "high", "draws"),
    [([[2.0]], [[1.0]], 10), ([[np.nan]], [[1.0]], 10), ([1.0], [1.0], 10), ([[1.0]], [[2.0]], 0)],
)
def test_what_cannot_be_drawn_is_refused(low, high, draws):
    with pytest.raises(ValueError, match=r"low to high|one draw"):
        rank_acceptability(low, high, None, draws)


def test_without_parties_there_are_no_weights_to_draw_with():
    with pytest.raises(ValueError, match="one party"):
        rank_acceptability([[1.0]], [[2.0]], np.zeros((0, 1)))
