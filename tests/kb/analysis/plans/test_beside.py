from math import isnan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.plans.beside import changed, figures, pairs, spread
from kb.analysis.plans.whatif import Change, play
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, frame, memberships

TOWNS = pd.DataFrame({"id": list(MUNICIPALITIES), "name": [str(key) for key in MUNICIPALITIES]})
SAME = {key: key for key in MUNICIPALITIES}


def test_the_figures_of_the_seed() -> None:
    found = figures(seed.memberships(), seed.agreements(), seed.STUDY)
    assert (found.members, found.known, found.shared_by_all, found.divergent) == (3, 32, 20, 7)
    assert (found.portfolio.low, found.portfolio.high, found.portfolio.n) == (26, 27, 3)
    assert found.jaccard.mean == pytest.approx((0.7333 + 0.8276 + 0.65625) / 3, abs=1e-4)
    assert found.themes == 24  # nobody is confirmed in internal audit


def test_after_a_merger_of_all_no_pair_and_no_divergence_is_left() -> None:
    towns = pd.DataFrame({"id": list(seed.STUDY), "name": "x"})
    found = play(seed.memberships(), towns, [Change("merge", tuple(seed.STUDY))])
    after = figures(found.memberships, seed.agreements(), set(found.heirs.values()))
    assert (after.members, after.known, after.shared_by_all, after.divergent) == (1, 32, 32, 0)
    assert isnan(after.jaccard.mean)
    assert after.jaccard.n == 0


def test_nobody() -> None:
    found = figures(EMPTY, seed.agreements(), [])
    assert (found.members, found.known, found.shared_by_all, found.divergent) == (0, 0, 0, 0)
    assert isnan(spread([float("nan")]).mean)
    assert pairs(EMPTY, EMPTY, {}, []).empty
    assert changed(EMPTY, EMPTY, {}, []).empty


def test_pairs_of_what_has_become_one_municipality_have_no_figure() -> None:
    before = frame({(1, 50), (2, 51), (3, 50)})
    found = play(before, TOWNS, [Change("merge", (1, 2))])
    rows = pairs(before, found.memberships, found.heirs, [1, 2, 3])
    assert rows[["a", "b", "one"]].to_numpy().tolist() == [[1, 2, True], [1, 3, False], [2, 3, False]]
    assert rows["shared_after"].fillna(-1).tolist() == [-1, 1, 1]
    assert rows["jaccard_after"].fillna(-1).tolist() == [-1, 0.5, 0.5]


def test_a_merger_widens_the_ground_of_what_only_some_had() -> None:
    before = frame({(1, 50), (2, 50), (2, 51), (3, 52)})
    found = play(before, TOWNS, [Change("merge", (1, 2)), Change("leave", (3,), 52)])
    rows = changed(before, found.memberships, found.heirs, [1, 2, 3])
    assert rows.to_numpy().tolist() == [[51, 1, 2, (1,), ()], [52, 1, 0, (), (3,)]]


@given(memberships)
def test_nothing_changes_where_nothing_is_done(ties: pd.DataFrame) -> None:
    assert changed(ties, ties, SAME, MUNICIPALITIES).empty
    rows = pairs(ties, ties, SAME, MUNICIPALITIES)
    assert rows["shared"].tolist() == rows["shared_after"].tolist()
    assert not rows["one"].any()


@given(memberships, st.sampled_from(MUNICIPALITIES), st.sampled_from(AGREEMENTS))
def test_who_joins_is_who_comes(ties: pd.DataFrame, who: int, what: int) -> None:
    found = play(ties, TOWNS, [Change("join", (who,), what)])
    rows = changed(ties, found.memberships, found.heirs, MUNICIPALITIES)
    assert rows[["agreement", "coming"]].to_numpy().tolist() == ([] if found.idle else [[what, (who,)]])
