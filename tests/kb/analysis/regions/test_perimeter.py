"""Who else sits at the table, against plain Python on random memberships."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.regions.perimeter import perimeter
from tests.kb.analysis.strategies import EMPTY, MUNICIPALITIES, memberships

PLACES = pd.DataFrame(
    {
        "id": list(MUNICIPALITIES),
        "province": ["L", "L", "L", "A", "A", "A", "", "B"],
        "reference_region": ["k", "k", "l", "l", "", "m", "m", "n"],
    }
)


@given(memberships, st.sets(st.sampled_from(MUNICIPALITIES)))
def test_equal_to_counting_by_hand(frame, group):
    found = perimeter(frame, PLACES, tuple(group))
    tables = {key: set(part["municipality"]) for key, part in frame.groupby("agreement")}
    mine = {key: members for key, members in tables.items() if members & group}
    place = PLACES.set_index("id")
    expected = [
        [
            key,
            len(members & group),
            len(members - group),
            len({place["province"][m] for m in members} - {""}),
            len({place["reference_region"][m] for m in members} - {""}),
        ]
        for key, members in sorted(mine.items())
    ]
    assert found.tables.values.tolist() == expected
    outside = {m: sum(m in members for members in mine.values()) for m in MUNICIPALITIES if m not in group}
    together = sorted(((m, n) for m, n in outside.items() if n), key=lambda pair: (-pair[1], pair[0]))
    assert [tuple(row) for row in found.others.values.tolist()] == together
    assert found.own == sum(not members - group for members in mine.values())


def test_nobody_has_no_table():
    found = perimeter(EMPTY, PLACES, (1, 2))
    assert (len(found.tables), len(found.others), found.own, found.across_provinces) == (0, 0, 0, 0)
