from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.structure.naming import matched

groups = st.dictionaries(st.integers(0, 4), st.sets(st.integers(1, 8)), max_size=4)


def test_the_most_alike_is_matched_first_and_once() -> None:
    assert matched({0: [1, 2], 1: [1, 2, 3]}, {7: [1, 2, 3]}) == {1: 7}
    assert matched({0: [1, 2, 3]}, {7: [1, 2], 8: [1, 2, 3]}) == {0: 8}


def test_half_alike_is_enough_and_less_is_not() -> None:
    assert matched({0: [1, 2]}, {7: [1]}) == {0: 7}
    assert matched({0: [1, 2, 3]}, {7: [1]}) == {}


def test_equals_go_to_the_lowest_keys() -> None:
    assert matched({0: [1], 1: [2]}, {7: [1, 2]}) == {0: 7}
    assert matched({0: [1, 2]}, {8: [1, 2], 7: [1, 2]}) == {0: 7}


def test_nothing_is_like_nothing() -> None:
    assert matched({}, {7: [1]}) == matched({0: [1]}, {}) == matched({0: []}, {7: []}) == {}


@given(groups, groups)
def test_names_and_clusters_are_used_once(clusters: dict[int, set[int]], named: dict[int, set[int]]) -> None:
    found = matched(clusters, named)
    assert len(set(found.values())) == len(found)
    for cluster, name in found.items():
        assert 2 * len(clusters[cluster] & named[name]) >= len(clusters[cluster] | named[name])
