import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.weighing.weights import from_order, from_points, mean

places = st.lists(st.integers(1, 6), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([1], [1]),
        ([1, 2], [0.75, 0.25]),
        ([2, 1, 3, 4], [0.270833, 0.520833, 0.145833, 0.0625]),
        ([1, 1, 1], [1 / 3, 1 / 3, 1 / 3]),
        ([1, 1, 2], [4 / 9, 4 / 9, 1 / 9]),
        ([5, 9], [0.75, 0.25]),
        ([np.nan, 1, np.nan], [7 / 36, 11 / 18, 7 / 36]),
        ([np.nan, np.nan], [0.5, 0.5]),
        ([], []),
    ],
)
def test_the_centroid_of_an_order_by_hand(order, expected):
    """Four in order: (25, 13, 7, 3)/48, as in Edwards & Barron 1994."""
    assert from_order(order) == pytest.approx(expected, abs=1e-6)


@given(places)
def test_weights_of_an_order_keep_it_and_add_up(order):
    found = from_order(order)
    assert found.sum() == pytest.approx(1)
    pairs = [(a, b) for a in range(len(order)) for b in range(len(order))]
    assert all((order[a] < order[b]) == (found[a] > found[b] + 1e-12) for a, b in pairs)


@given(places, st.randoms(use_true_random=False))
def test_the_order_of_criteria_does_not_matter(order, random):
    mixed = random.sample(range(len(order)), len(order))
    assert from_order([order[at] for at in mixed]) == pytest.approx(from_order(order)[mixed])


def test_the_centroid_is_the_mean_of_all_weights_that_keep_the_order():
    drawn = np.sort(np.random.default_rng(1).dirichlet(np.ones(4), 20_000), axis=1)[:, ::-1]
    assert drawn.mean(axis=0) == pytest.approx(from_order([1, 2, 3, 4]), abs=0.005)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.floats(0.01, 1000))
def test_only_proportions_count(points, factor):
    assert from_points(np.array(points) * factor) == pytest.approx(from_points(points))
    assert from_points(points).sum() == pytest.approx(1)


def test_points_that_make_no_difference_weigh_alike():
    assert from_points([0, 0, 0, 0]).tolist() == [0.25] * 4
    assert from_points([]).tolist() == []
    assert from_points(np.zeros((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("points", [[1, -1], [1, np.nan], [np.inf, 1]])
def test_what_is_no_weight_is_refused(points):
    with pytest.raises(ValueError, match="from 0"):
        from_points(points)


def test_every_party_counts_alike():
    assert mean([[100, 0], [1, 3]]).tolist() == [0.625, 0.375]
    assert mean(np.zeros((0, 4))).tolist() == [0.25] * 4
