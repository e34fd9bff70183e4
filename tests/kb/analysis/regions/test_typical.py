"""One municipality beside the typical member: every descriptor against plain Python, and what is unknown."""

from itertools import pairwise
from math import isnan, log, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.graphs import incidence
from kb.analysis.regions.describing import cosine
from kb.analysis.regions.typical import DESCRIPTORS, describe_each, typical
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, memberships

PLACES = pd.DataFrame({"id": list(MUNICIPALITIES), "population": [5.0, 9.0, 20.0, 7.0, 0.0, 11.0, 8.0, nan]})
CLASSES = pd.Series({each: ("", "waste", "police")[each % 3] for each in AGREEMENTS})
RING = list(pairwise(MUNICIPALITIES))
BORDERS = pd.DataFrame([*RING, (MUNICIPALITIES[0], 999)], columns=["a", "b"])
TARGET = np.array(MUNICIPALITIES[:3])


def mixed(agreements: set[int]) -> pd.Series:
    known = [CLASSES[each] for each in agreements if CLASSES[each]]
    return pd.Series(known, dtype=object).value_counts().astype(float)


def by_hand(held: dict[int, set[int]], one: int) -> list[float]:
    people = float(PLACES.set_index("id").at[one, "population"])
    beside = [b if a == one else a for a, b in RING if one in (a, b)]
    unions = [(held[one] & held[other], held[one] | held[other]) for other in beside]
    jaccard = [len(both) / len(either) for both, either in unions if either]
    region = set().union(*(held[each] for each in TARGET))
    return [
        log(people) if people > 0 else nan,
        len(held[one]) or nan,
        cosine(mixed(held[one]), mixed(region)),
        sum(jaccard) / len(jaccard) if held[one] else nan,
    ]


@given(memberships)
def test_every_descriptor_is_what_plain_python_counts(frame):
    held = {m: set(frame.loc[frame["municipality"] == m, "agreement"]) for m in MUNICIPALITIES}
    found = describe_each(PLACES, incidence(frame, MUNICIPALITIES), CLASSES, BORDERS, TARGET)
    assert tuple(found.columns) == DESCRIPTORS
    for one in MUNICIPALITIES:
        assert found.loc[one].tolist() == pytest.approx(by_hand(held, one), nan_ok=True)


def test_without_agreements_only_the_inhabitants_are_known():
    found = describe_each(PLACES, incidence(EMPTY, MUNICIPALITIES), CLASSES, BORDERS, TARGET)
    assert found.drop(columns="population").isna().all(axis=None)


def test_the_median_passes_over_what_is_unknown():
    described = pd.DataFrame({"mix": [0.2, nan, 0.6], "agreements": [nan] * 3}, index=[1, 2, 3])
    middle = typical(described, np.array([1, 2, 3]))
    assert middle["mix"] == pytest.approx(0.4)
    assert isnan(middle["agreements"])
