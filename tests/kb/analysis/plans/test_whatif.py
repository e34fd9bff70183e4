import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.plans.whatif import After, Change, apply, idle_reasons, play
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, frame, memberships

TOWNS = pd.DataFrame(
    {
        "id": list(MUNICIPALITIES),
        "name": [f"M{key}" for key in MUNICIPALITIES],
        "province": ["Limburg"] * 7 + ["Antwerpen"],
        "population": [10.0, 20.0, np.nan, 40.0, 50.0, 60.0, 70.0, 80.0],
        "lon": [5.0, 5.2, np.nan, 5.0, 5.0, 5.0, 5.0, 4.0],
        "lat": [51.0, 51.2, np.nan, 51.0, 51.0, 51.0, 51.0, 51.0],
    }
)
TWO = frame({(1, 50), (2, 50), (2, 51)})

changes = st.builds(
    Change,
    st.sampled_from(["join", "leave", "merge"]),
    st.lists(st.sampled_from(MUNICIPALITIES), max_size=4).map(tuple),
    st.sampled_from(AGREEMENTS),
)


def pairs(ties: pd.DataFrame) -> list[tuple[int, int]]:
    return list(ties.itertuples(index=False, name=None))


@given(memberships)
def test_no_change_leaves_both_frames_as_they_were(ties: pd.DataFrame) -> None:
    after, towns = apply(ties, TOWNS, [])
    pd.testing.assert_frame_equal(after, ties)
    pd.testing.assert_frame_equal(towns, TOWNS)


@given(memberships, st.sampled_from(MUNICIPALITIES), st.sampled_from(AGREEMENTS))
def test_joining_twice_is_joining_once(ties: pd.DataFrame, who: int, what: int) -> None:
    step = Change("join", (who,), what)
    once, twice = play(ties, TOWNS, [step]), play(ties, TOWNS, [step, step])
    assert pairs(once.memberships) == pairs(twice.memberships)
    assert 1 in twice.idle


@given(memberships, st.sampled_from(MUNICIPALITIES), st.sampled_from(AGREEMENTS))
def test_leaving_undoes_a_join_that_did_something(ties: pd.DataFrame, who: int, what: int) -> None:
    found = play(ties, TOWNS, [Change("join", (who,), what), Change("leave", (who,), what)])
    kept = {pair for pair in pairs(ties) if pair != (who, what)}
    assert set(pairs(found.memberships)) == kept


def test_leaving_where_nobody_is_a_member_is_reported() -> None:
    found = play(TWO, TOWNS, [Change("leave", (1,), 51)])
    assert (pairs(found.memberships), found.idle) == (pairs(TWO), (0,))


def test_several_municipalities_move_in_one_step() -> None:
    joined, _towns = apply(TWO, TOWNS, [Change("join", (1, 3), 51)])
    assert pairs(joined) == [(1, 50), (2, 50), (1, 51), (2, 51), (3, 51)]


class TestMerging:
    def test_the_new_node_has_the_union_of_the_portfolios(self) -> None:
        found = play(TWO, TOWNS, [Change("merge", (1, 2), name="Nieuw")])
        assert pairs(found.memberships) == [(-1, 50), (-1, 51)]
        row = found.municipalities.iloc[0]
        assert row[["id", "name", "province", "population"]].tolist() == [-1, "Nieuw", "Limburg", 30.0]
        assert row[["lon", "lat"]].tolist() == pytest.approx([5.1, 51.1])
        assert found.heirs == {1: -1, 2: -1} | {key: key for key in range(3, 9)}

    def test_an_unknown_population_makes_the_sum_unknown_and_old_names_are_joined(self) -> None:
        _ties, towns = apply(TWO, TOWNS, [Change("merge", (3, 8))])
        row = towns.iloc[0]
        assert np.isnan(row["population"])
        assert row[["name", "province", "lon"]].tolist() == ["M3 + M8", "", 4.0]

    def test_steps_after_a_merger_speak_of_the_new_municipality(self) -> None:
        leave = Change("leave", (1,), 50)
        merge = Change("merge", (1, 2))
        assert pairs(apply(TWO, TOWNS, [leave, merge])[0]) == [(-2, 50), (-2, 51)]
        assert pairs(apply(TWO, TOWNS, [merge, leave])[0]) == [(-1, 51)]

    def test_a_merged_municipality_can_merge_again(self) -> None:
        found = play(TWO, TOWNS, [Change("merge", (1, 2)), Change("merge", (2, 3))])
        assert [found.heirs[key] for key in (1, 2, 3)] == [-2, -2, -2]
        assert [merger.parts for merger in found.mergers] == [(1, 2), (-1, 3)]
        assert found.municipalities["id"].tolist() == [-2, 4, 5, 6, 7, 8]

    def test_what_the_merger_found_is_kept_for_the_choices(self) -> None:
        found = play(TWO, TOWNS, [Change("join", (1,), 51), Change("merge", (1, 2))])
        assert pairs(found.mergers[0].memberships) == [(1, 50), (2, 50), (1, 51), (2, 51)]

    @pytest.mark.parametrize("who", [(), (1,), (1, 1), (98, 99)])
    def test_fewer_than_two_municipalities_is_idle(self, who: tuple[int, ...]) -> None:
        found = play(TWO, TOWNS, [Change("merge", who)])
        assert (found.idle, pairs(found.memberships)) == ((0,), pairs(TWO))

    def test_why_a_step_did_nothing(self) -> None:
        steps = [Change("merge", (1, 2)), Change("join", (1,), 51), Change("leave", (3,), 50)]
        assert idle_reasons(steps, play(TWO, TOWNS, steps)) == {1: "merged", 2: "none"}


def test_nobody_and_nothing() -> None:
    found = play(EMPTY, TOWNS.iloc[:0], [Change("join", (1,), 50), Change("merge", (1, 2))])
    assert (len(found.memberships), found.idle) == (0, (0, 1))


@given(memberships, st.lists(changes, max_size=6))
def test_every_plan_leaves_unique_ordered_ties_of_known_nodes(
    ties: pd.DataFrame, steps: list[Change]
) -> None:
    found: After = play(ties, TOWNS, steps)
    rows = pairs(found.memberships[["agreement", "municipality"]])
    assert rows == sorted(set(rows))
    assert set(found.memberships["municipality"]) <= set(found.municipalities["id"])
    assert set(found.heirs.values()) == set(found.municipalities["id"])
    assert found.municipalities.dtypes.equals(TOWNS.dtypes)
