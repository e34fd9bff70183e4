import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.services.priority import priority, stages

SCORE = st.none() | st.integers(1, 5)
SERVICES = st.lists(st.tuples(SCORE, SCORE), max_size=12)
Scores = list[tuple[int | None, int | None]]


def columns(scores: Scores) -> tuple[pd.Series, pd.Series]:
    frame = pd.DataFrame(scores, columns=["neutrality", "potential"], dtype=float)
    return frame["neutrality"], frame["potential"]


def test_policy_neutral_first_then_potential_worked_by_hand() -> None:
    """Emergency planning 5/2, library 5/4, leisure 3/5, spatial planning 2/5, care of unknown neutrality."""
    assert priority(*columns([(5, 2), (5, 4), (3, 5), (2, 5), (None, 5)])).tolist() == [2, 1, 3, 4, pd.NA]


def test_an_unknown_potential_comes_last_among_the_equally_neutral() -> None:
    assert priority(*columns([(5, None), (5, 1), (5, None), (4, 5)])).tolist() == [2, 1, 2, 4]


def test_ties_share_a_place_and_the_next_is_skipped() -> None:
    assert priority(*columns([(4, 4), (4, 4), (1, 1)])).tolist() == [1, 1, 3]


@given(SERVICES)
def test_a_place_is_one_more_than_those_before_it(scores: Scores) -> None:
    known = [(n, p or 0) for n, p in scores if n is not None]
    expected = [pd.NA if n is None else 1 + sum(other > (n, p or 0) for other in known) for n, p in scores]
    assert priority(*columns(scores)).tolist() == expected


@given(SERVICES, st.randoms())
def test_the_order_of_the_services_does_not_matter(scores: Scores, random: object) -> None:
    order = list(range(len(scores)))
    random.shuffle(order)  # type: ignore[attr-defined]
    neutrality, potential = columns(scores)
    shuffled = priority(neutrality.iloc[order], potential.iloc[order])
    pd.testing.assert_series_equal(shuffled.sort_index(), priority(neutrality, potential))


@given(SERVICES)
def test_a_service_that_nobody_judged_changes_no_place(scores: Scores) -> None:
    more = priority(*columns([*scores, (None, 5)]))
    assert more.tolist() == [*priority(*columns(scores)).tolist(), pd.NA]


@given(SERVICES, st.integers(0, 11))
def test_more_neutral_never_comes_later(scores: Scores, at: int) -> None:
    if at >= len(scores) or scores[at][0] in {None, 5}:
        return
    better = [*scores]
    better[at] = (scores[at][0] + 1, scores[at][1])  # type: ignore[operator]
    assert priority(*columns(better))[at] <= priority(*columns(scores))[at]


@given(SERVICES)
def test_a_later_stage_never_comes_before_an_earlier_one(scores: Scores) -> None:
    ranks, stage = priority(*columns(scores)), stages(columns(scores)[0])
    assert stage.eq(0).tolist() == ranks.isna().tolist()
    first, later = ranks[stage == 1], ranks[stage == 2]
    assert first.empty or later.empty or first.max() < later.min()


def test_nothing_gives_nothing() -> None:
    assert priority(*columns([])).tolist() == stages(columns([])[0]).tolist() == []


def test_scores_of_different_services_are_refused() -> None:
    with pytest.raises(ValueError, match="different services"):
        priority(pd.Series([1, 2]), pd.Series([1]))
