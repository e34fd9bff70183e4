import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.weighing.values import interval

counts = st.integers(0, 8)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((0, 0, 0), (0, 100)),
        ((1, 0, 0), (100, 100)),
        ((0, 0, 1), (0, 0)),
        ((0, 1, 0), (0, 100)),
        ((2, 1, 1), (50, 75)),
        ((3, 0, 1), (75, 75)),
        ((1, 2, 3), (100 / 6, 50)),
    ],
)
def test_by_hand(arguments, expected):
    found = interval(*arguments)
    assert (float(found.low), float(found.high)) == pytest.approx(expected)


@given(counts, counts, counts)
def test_it_is_the_share_of_pros_with_every_ambiguous_one_against_and_for(p, a, r):
    found = interval(p, a, r)
    expected = (100 * p / (p + a + r), 100 * (p + a) / (p + a + r)) if p + a + r else (0, 100)
    assert (float(found.low), float(found.high)) == pytest.approx(expected)
    assert float(found.middle) == pytest.approx(sum(expected) / 2)


@given(counts, counts.filter(bool), counts)
def test_settling_a_sign_takes_its_step_from_the_interval(p, a, r):
    before, plus, minus = interval(p, a, r), interval(p + 1, a - 1, r), interval(p, a - 1, r + 1)
    step = 100 / (p + a + r)
    assert (float(plus.low), float(plus.high)) == pytest.approx(
        (float(before.low) + step, float(before.high))
    )
    assert (float(minus.low), float(minus.high)) == pytest.approx(
        (float(before.low), float(before.high) - step)
    )


def test_no_cells_and_negative_counts():
    assert interval(np.zeros((0, 3)), 0, 0).low.shape == (0, 3)
    with pytest.raises(ValueError, match="0 or more"):
        interval([1], [-1], [0])
