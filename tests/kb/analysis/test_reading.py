from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kb.analysis.reading import Reading, at_most, within
from tests.kb.analysis.strategies import EMPTY, frame

MEMBERSHIPS = frame({(1, 50), (2, 50), (1, 51), (3, 52)})
AGREEMENTS = pd.DataFrame({"id": [50, 51, 52], "size": [2, 300, 30]})


def test_the_default_reading_needs_no_query() -> None:
    assert Reading().as_query() == {}
    assert Reading().key() == "all"


def test_a_query_holds_every_value_that_differs_from_the_default() -> None:
    reading = Reading(
        domain="wonen",
        form="pv",
        obligation="voluntary",
        max_members=30,
        include_to_check=True,
        include_ended=True,
        on=date(2024, 12, 31),
        source="abb",
        scope="study",
        resolution=1.5,
    )
    assert reading.as_query() == {
        "domain": "wonen",
        "form": "pv",
        "obligation": "voluntary",
        "max_members": "30",
        "include_to_check": "1",
        "include_ended": "1",
        "on": "2024-12-31",
        "source": "abb",
        "scope": "study",
        "resolution": "1.5",
    }


@pytest.mark.parametrize(
    "change", [{"domain": "a&form=b"}, {"max_members": 0}, {"include_ended": True}, {"resolution": 0.5}]
)
def test_different_readings_have_different_keys(change: dict[str, object]) -> None:
    keys = {Reading().key(), Reading(domain="a", form="b").key(), replace(Reading(), **change).key()}
    assert len(keys) == 3


def test_at_most_looks_at_the_members_known_anywhere() -> None:
    assert at_most(MEMBERSHIPS, AGREEMENTS, 30)["agreement"].tolist() == [50, 50, 52]
    assert at_most(MEMBERSHIPS, AGREEMENTS, 29)["agreement"].tolist() == [50, 50]
    assert at_most(MEMBERSHIPS, AGREEMENTS, 1).empty


def test_at_most_without_a_limit_keeps_all() -> None:
    assert at_most(MEMBERSHIPS, AGREEMENTS, None).equals(MEMBERSHIPS)


def test_within_keeps_the_memberships_of_these_municipalities() -> None:
    assert within(MEMBERSHIPS, {1, 3}).values.tolist() == [[1, 50], [1, 51], [3, 52]]
    assert within(MEMBERSHIPS, []).empty


def test_filters_keep_the_columns_and_types_of_an_empty_frame() -> None:
    for filtered in (within(EMPTY, [1]), at_most(EMPTY, AGREEMENTS, 2)):
        assert filtered.dtypes.to_dict() == EMPTY.dtypes.to_dict()
