from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.forms.merging import merge

rows = st.dictionaries(
    st.integers(1, 5), st.fixed_dictionaries({"remark": st.sampled_from(["", "a", "b"])}), max_size=5
)


@given(rows, rows)
def test_who_changed_nothing_takes_over_everything(base, theirs):
    merged = merge(base, base, theirs)
    assert (merged.rows, merged.clashes) == (theirs, [])


@given(rows, rows)
def test_where_the_other_changed_nothing_mine_stays(base, mine):
    merged = merge(base, mine, base)
    assert (merged.rows, merged.clashes, merged.added, merged.removed) == (mine, [], [], [])


@given(rows, rows, rows)
def test_nothing_that_one_of_them_added_is_lost(base, mine, theirs):
    assert ({*mine, *theirs} - {*base}) - {*merge(base, mine, theirs).rows} == set()


@given(rows, rows, rows)
def test_a_clash_keeps_mine_and_tells_theirs(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for key, name, yours, other in merged.clashes:
        assert (yours, other, merged.rows[key][name]) == (mine[key][name], theirs[key][name], yours)


def test_the_ends_of_lines_are_no_change():
    was, sent, other = {1: {"remark": "a\nb"}}, {1: {"remark": "a\r\nb"}}, {1: {"remark": "c"}}
    assert merge(was, sent, other).rows == other
