"""What became of each agreement between two pictures."""

import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.regions.snapshots import KINDS, compare, pair_counts, portfolio_counts
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import EMPTY, MUNICIPALITIES, frame, memberships

MIRROR = {
    "added": "dropped",
    "dropped": "added",
    "first_named": "not_named",
    "not_named": "first_named",
    "widened": "narrowed",
    "narrowed": "widened",
    "moved": "moved",
    "unclear": "unclear",
    "same": "same",
}


def kinds(found: pd.DataFrame) -> dict[int, str]:
    return dict(zip(found["agreement"], found["kind"], strict=True))


def agreements(*frames: pd.DataFrame) -> set[int]:
    return {key for each in frames for key in each["agreement"].tolist()}


@given(memberships, memberships, memberships, memberships)
def test_every_agreement_has_one_row_and_one_kind(
    before: pd.DataFrame, after: pd.DataFrame, quiet: pd.DataFrame, hushed: pd.DataFrame
) -> None:
    found = compare(before, after, quiet, hushed)
    assert found["agreement"].tolist() == sorted(agreements(before, after))
    assert set(found["kind"]) <= set(KINDS)


@given(memberships, memberships, memberships, memberships)
def test_exchanging_the_pictures_mirrors_every_kind(
    before: pd.DataFrame, after: pd.DataFrame, quiet: pd.DataFrame, hushed: pd.DataFrame
) -> None:
    there, back = compare(before, after, quiet, hushed), compare(after, before, hushed, quiet)
    assert {key: MIRROR[kind] for key, kind in kinds(there).items()} == kinds(back)
    assert there["joined"].tolist() == back["left"].tolist()
    assert there["unsure"].tolist() == back["unsure"].tolist()


@given(memberships, memberships)
def test_two_complete_pictures_leave_nothing_unsure(before: pd.DataFrame, after: pd.DataFrame) -> None:
    found = compare(before, after)
    assert not set(found["kind"]) & {"first_named", "not_named", "unclear", "ended"}
    assert all(unsure == () for unsure in found["unsure"])
    for row in found.itertuples():
        assert (row.kind == "same") == (not row.joined and not row.left)
        assert row.n_after - row.n_before == len(row.joined) - len(row.left)


@given(memberships, memberships)
def test_silence_about_everything_denies_nothing(before: pd.DataFrame, after: pd.DataFrame) -> None:
    found = compare(before, after, after, before)
    assert set(found["kind"]) <= {"same", "first_named", "not_named", "unclear"}


@given(memberships)
def test_a_picture_beside_itself_is_the_same(ties: pd.DataFrame) -> None:
    assert set(compare(ties, ties)["kind"]) <= {"same"}


@pytest.mark.parametrize(
    ("before", "after", "quiet_before", "quiet_after", "kind"),
    [
        (set(), {1}, set(), set(), "added"),
        (set(), {1}, {1}, set(), "first_named"),
        (set(), {1, 2}, {1}, set(), "added"),
        ({1}, set(), set(), set(), "dropped"),
        ({1}, set(), set(), {1}, "not_named"),
        ({1}, {1, 2}, set(), set(), "widened"),
        ({1}, {1, 2}, {2}, set(), "first_named"),
        ({1, 2}, {1}, set(), set(), "narrowed"),
        ({1, 2}, {1}, set(), {2}, "not_named"),
        ({1, 2}, {1, 3}, set(), set(), "moved"),
        ({1, 2}, {1, 3}, set(), {2}, "widened"),
        ({1, 2}, {1, 3}, {3}, set(), "narrowed"),
        ({1, 2}, {1, 3}, {3}, {2}, "unclear"),
        ({1}, {2}, set(), set(), "moved"),
        ({1, 2}, {1, 2}, {3}, {3}, "same"),
    ],
)
def test_the_kinds(
    before: set[int], after: set[int], quiet_before: set[int], quiet_after: set[int], kind: str
) -> None:
    parts = ({(one, 50) for one in part} for part in (before, after, quiet_before, quiet_after))
    assert kinds(compare(*(frame(part) for part in parts))) == {50: kind}


@pytest.mark.parametrize(
    ("before", "after", "disputed", "kind"),
    [
        ({1, 2}, {1}, {2}, "contradicted"),
        ({1}, set(), {1}, "contradicted"),
        (set(), {1}, {1}, "contradicted"),
        ({1, 2, 3}, {1}, {2}, "narrowed"),
        ({1}, {1}, {1}, "same"),
    ],
)
def test_a_contradiction_is_no_departure(
    before: set[int], after: set[int], disputed: set[int], kind: str
) -> None:
    was, now, doubted = (frame({(one, 50) for one in part}) for part in (before, after, disputed))
    assert kinds(compare(was, now, disputed=doubted)) == {50: kind}
    assert kinds(compare(was, now, was, was, disputed=doubted))[50] in {"not_named", "first_named", kind}


@pytest.mark.parametrize("quiet", [None, frame({(1, 50)})])
def test_what_ended_is_neither_dropped_nor_unnamed(quiet: pd.DataFrame | None) -> None:
    found = compare(frame({(1, 50), (2, 51)}), frame({(2, 51)}), None, quiet, ended=[50, 51])
    assert kinds(found) == {50: "ended", 51: "same"}


def test_two_empty_pictures_have_no_rows() -> None:
    assert compare(EMPTY, EMPTY).empty
    assert pair_counts(EMPTY, EMPTY, []).empty
    assert portfolio_counts(EMPTY, EMPTY, []).empty


@given(memberships, memberships)
def test_pairs_then_and_now_are_the_overlap_of_each_picture(
    before: pd.DataFrame, after: pd.DataFrame
) -> None:
    found = pair_counts(before, after, MUNICIPALITIES)
    assert len(found) == len(MUNICIPALITIES) * (len(MUNICIPALITIES) - 1) // 2
    for name, ties in (("then", before), ("now", after)):
        sets = ties.groupby("municipality")["agreement"].agg(set).to_dict()
        expected = [
            len(sets.get(a, set()) & sets.get(b, set())) for a, b in found[["a", "b"]].values.tolist()
        ]
        assert found[name].tolist() == expected


def test_the_inventory_shares_what_the_reference_says() -> None:
    found = pair_counts(seed.memberships(), seed.memberships(to_check=True), seed.STUDY)
    assert found[["then", "now", "n_a_then", "n_b_then"]].values.tolist() == [
        [22, 22, 26, 26],
        [24, 24, 26, 27],
        [21, 21, 26, 27],
    ]
    counts = portfolio_counts(seed.memberships(), seed.memberships(to_check=True), seed.STUDY)
    assert counts[["then", "now"]].values.tolist() == [[26, 26], [26, 27], [27, 27]]
