"""Groups that resemble one another: every descriptor against plain Python, and what a ranking may not do."""

from itertools import combinations
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.regions.alike import DESCRIPTORS, describe_sets, distances, diverse, parts, ranks_without
from kb.analysis.regions.describing import cosine, evenness
from kb.analysis.withwhom.sets import connected_sets
from tests.kb.analysis import register
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, memberships

PLACES = pd.DataFrame(
    {
        "id": list(MUNICIPALITIES),
        "population": [5.0, 9.0, 20.0, 7.0, 3.0, 11.0, 8.0, 40.0],
        "province": ["L", "L", "L", "A", "A", "A", "", "B"],
        "reference_region": ["k", "k", "l", "l", "", "m", "m", "n"],
    }
)
CLASSES = pd.Series({each: ("", "waste", "police")[each % 3] for each in AGREEMENTS})
THREES = np.array(list(combinations(MUNICIPALITIES, 3)))


def by_hand(held: dict[int, set[int]], members: tuple[int, ...], target: tuple[int, ...]) -> list[float]:
    place = PLACES.set_index("id")
    population = place["population"][list(members)]
    jaccards = [
        len(held[a] & held[b]) / len(held[a] | held[b]) if held[a] | held[b] else float("nan")
        for a, b in combinations(members, 2)
    ]
    union, common = set.union(*(held[m] for m in members)), set.intersection(*(held[m] for m in members))

    def classes(group):
        found = pd.Series([CLASSES[each] for m in group for each in held[m]], dtype=object)
        kept = {each: {a for m in group for a in held[m] if CLASSES[a] == each} for each in found.unique()}
        return pd.Series({each: len(found) for each, found in kept.items() if each}, dtype=float)

    return [
        log(population.sum()),
        evenness(population),
        sum(jaccards) / 3,
        len(common) / len(union) if union else float("nan"),
        cosine(classes(members), classes(target)),
        len(set(place["province"][list(members)]) - {""}),
        len(set(place["reference_region"][list(members)]) - {""}),
    ]


@given(memberships)
def test_every_descriptor_is_what_plain_python_counts(frame):
    inc = incidence(frame, MUNICIPALITIES)
    held = {m: set(frame.loc[frame["municipality"] == m, "agreement"]) for m in MUNICIPALITIES}
    found = describe_sets(THREES, PLACES, inc, CLASSES, THREES[0])
    assert tuple(found.columns) == DESCRIPTORS
    for at in (0, 7, 23, 55):
        expected = by_hand(held, tuple(THREES[at]), tuple(THREES[0]))
        assert found.iloc[at].tolist() == pytest.approx(expected, nan_ok=True)


def test_without_agreements_nothing_is_known_of_them():
    found = describe_sets(THREES, PLACES, incidence(EMPTY, MUNICIPALITIES), CLASSES, THREES[0])
    assert found[["jaccard", "shared", "coverage"]].isna().all(axis=None)
    assert np.isnan(distances(parts(found, found.iloc[0]))).all()


def test_a_set_is_nearest_to_itself_and_unknown_sets_have_no_distance():
    found = pd.DataFrame({"a": [1.0, 2.0, 4.0, np.nan], "b": [0.0, 1.0, 1.0, 1.0], "same": [3.0] * 4})
    squared = parts(found, found.loc[1])
    assert distances(squared)[1] == 0
    assert squared["same"].tolist() == [0.0] * 4
    sigma = np.std([1.0, 2.0, 4.0]), np.std([0.0, 1.0, 1.0])
    assert distances(squared)[0] == pytest.approx(sqrt((1 / sigma[0]) ** 2 + (1 / sigma[1]) ** 2))
    assert np.isnan(distances(squared)[3])


@given(st.lists(st.floats(0, 9) | st.just(float("nan")), min_size=56, max_size=56), st.integers(1, 6))
def test_the_sets_that_are_listed_differ_and_the_nearest_leads(values, count):
    distance = np.array(values)
    rows = diverse(THREES, distance, count)
    assert len(rows) <= count
    assert all(len(set(a) & set(b)) <= 1 for a, b in combinations(THREES[rows].tolist(), 2))
    assert list(distance[rows]) == sorted(distance[rows])
    if len(rows):
        assert distance[rows[0]] == np.nanmin(distance)


def test_a_place_that_hangs_on_one_descriptor_shows():
    squared = pd.DataFrame({"a": [0.0, 1.0, 2.0], "b": [9.0, 1.0, 2.0]})
    assert ranks_without(squared, np.array([0, 1])).values.tolist() == [[3, 1], [1, 2]]


@pytest.mark.skipif(not register.FOLDER.is_dir(), reason="the register is not beside this checkout")
def test_all_groups_of_five_of_flanders():
    """51,073 connected sets; Neteland, described as one of them, is at distance 0 of itself."""
    places = register.municipalities().assign(
        population=lambda frame: frame["population_2020"].astype(float),
        reference_region=lambda frame: frame["referentieregio"].fillna(""),
    )
    borders = pd.DataFrame(register.neighbours(), columns=["a", "b"])
    sets = connected_sets(borders, 5)
    agreements = register.agreements()
    classes = agreements.set_index("id")["legal_form"]
    inc = incidence(register.memberships(), places["id"])
    neteland = np.array([13010, 13011, 13012, 13029, 13044])
    found = describe_sets(sets, places, inc, classes, neteland)
    at = int(np.flatnonzero((sets == neteland).all(axis=1))[0])
    squared = parts(found, found.loc[at])
    assert len(sets) == 51_073
    assert diverse(sets, distances(squared), 1).tolist() == [at]
