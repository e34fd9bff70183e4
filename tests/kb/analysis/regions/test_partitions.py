"""Comparing partitions: golden values, scikit-learn as oracle, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, mutual_info_score

from kb.analysis.regions.partitions import (
    DifferentItems,
    PartitionRefusal,
    TooFewItems,
    adjusted_mutual_information,
    adjusted_rand,
    variation_of_information,
)

ALL = (adjusted_rand, adjusted_mutual_information, variation_of_information)
GOLDEN = pd.Series([0, 0, 0, 1, 1, 1]), pd.Series([0, 0, 1, 1, 2, 2])
two_partitions = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n)] * 2)
)


def test_reference_values_of_the_methods():
    found = [round(measure(*GOLDEN), 6) for measure in ALL]
    assert found == [0.242424, 0.298792, 0.867563]


@given(two_partitions)
def test_equal_to_scikit_learn(labels):
    one, other = map(pd.Series, labels)
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(*labels), abs=1e-9)
    assert adjusted_mutual_information(one, other) == pytest.approx(
        adjusted_mutual_info_score(*labels), abs=1e-8
    )
    apart = mutual_info_score(labels[0], labels[0]) + mutual_info_score(labels[1], labels[1])
    expected = apart - 2 * mutual_info_score(*labels)
    assert variation_of_information(one, other) == pytest.approx(expected, abs=1e-9)


@given(two_partitions, st.randoms(use_true_random=False))
def test_order_and_names_of_classes_do_not_matter(labels, chance):
    one, other = map(pd.Series, labels)
    order = list(one.index)
    chance.shuffle(order)
    renamed = other.loc[order].map(lambda label: f"class {-label}")
    for measure in ALL:
        assert measure(one, other) == pytest.approx(measure(one, renamed), abs=1e-9)
        assert measure(one, other) == pytest.approx(measure(other, one), abs=1e-9)


@pytest.mark.parametrize("labels", [["a"] * 4, ["a", "b", "c", "d"], [("x", "y"), ("x",), ("x",), ("y",)]])
def test_a_partition_is_equal_to_itself(labels):
    same = pd.Series(labels, index=list("pqrs"))
    assert [measure(same, same) for measure in ALL] == pytest.approx([1.0, 1.0, 0.0])


def test_one_class_against_all_apart():
    one, apart = pd.Series([0] * 5), pd.Series(range(5))
    assert adjusted_rand(one, apart) == 0
    assert variation_of_information(one, apart) == pytest.approx(np.log(5))


@pytest.mark.parametrize("measure", ALL)
def test_other_items_are_refused_with_their_number(measure):
    here, there = (
        pd.Series([0, 1, 1], index=["Halen", "Lummen", "Diest"]),
        pd.Series([0, 1], index=["Olen", "Halen"]),
    )
    with pytest.raises(DifferentItems, match="different items") as refused:
        measure(here, there)
    assert (refused.value.one, refused.value.other) == (2, 1)


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_items_are_refused(measure, n):
    few = pd.Series([0] * n, index=range(n), dtype="int64")
    with pytest.raises(TooFewItems) as refused:
        measure(few, few)
    assert refused.value.n == n


def test_an_item_twice_is_refused():
    twice = pd.Series([0, 1], index=["x", "x"])
    with pytest.raises(PartitionRefusal, match="once"):
        adjusted_rand(twice, twice)
