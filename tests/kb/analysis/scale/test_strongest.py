"""Against `kb.analysis.overlap` on random graphs and on an invented Flanders, hubs and all."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import Incidence, incidence
from kb.analysis.overlap import pairs, square
from kb.analysis.scale.factored import factored
from kb.analysis.scale.ranking import largest
from kb.analysis.scale.strongest import By, partners
from tests.benchmarks.generator import draw
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, memberships

BOTH = ("shared", "jaccard")


def expected(inc: Incidence, k: int, by: By) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Totals and strongest partners from all pairs, one after the other."""
    found = pairs(inc)[["a", "b", "shared", "jaccard"]]
    turned = found.rename(columns={"a": "b", "b": "a"})
    both = pd.concat([found, turned]).rename(columns={"a": "id", "b": "partner"})
    both = both.sort_values(["id", by, "partner"], ascending=[True, False, True], ignore_index=True)
    of = both.groupby("id")["shared"].agg(["size", "sum"]).reindex(inc.municipalities, fill_value=0)
    totals = {
        "id": inc.municipalities,
        "n": inc.portfolio_sizes,
        "partners": of["size"],
        "strength": of["sum"],
    }
    both.insert(1, "rank", both.groupby("id").cumcount() + 1)
    first = both[both["rank"] <= k].reset_index(drop=True)
    return pd.DataFrame(totals).reset_index(drop=True), first[["id", "rank", "partner", "shared", "jaccard"]]


def assert_exact(
    inc: Incidence, places: pd.DataFrame | None, k: int, by: By, fewest: int, kinds: int
) -> None:
    answer = partners(factored(inc, places, fewest, kinds), k, by)
    totals, strongest = expected(inc, k, by)
    pd.testing.assert_frame_equal(answer.totals, totals, check_dtype=False)
    pd.testing.assert_frame_equal(answer.strongest, strongest, check_dtype=False, check_exact=True)


@given(
    memberships, st.integers(1, 4), st.sampled_from(BOTH), st.integers(2, 6), st.integers(1, 9), st.booleans()
)
def test_random_graphs(frame, k: int, by: By, fewest: int, kinds: int, located: bool) -> None:
    inc = incidence(frame, MUNICIPALITIES)
    angle = np.arange(len(inc.municipalities)) * 2.4
    places = pd.DataFrame({"lon": np.cos(angle), "lat": np.sin(angle)}) if located else None
    assert_exact(inc, places, k, by, fewest, kinds)


@pytest.mark.parametrize("by", BOTH)
@pytest.mark.parametrize(
    ("fewest", "kinds"),
    [(150, 2000), (41, 50), (9, 2000), (10_000, 1)],
    ids=["national", "few", "most", "none"],
)
def test_flanders(by: By, fewest: int, kinds: int) -> None:
    tables = draw(seed=3)
    inc = incidence(tables.memberships, tables.municipalities["id"])
    places = tables.municipalities.rename(columns={"x": "lon", "y": "lat"})
    assert_exact(inc, places, 10, by, fewest, kinds)


@pytest.mark.parametrize(
    "frame", [EMPTY, SINGLE, EDGELESS, SPLIT], ids=["empty", "single", "edgeless", "split"]
)
@pytest.mark.parametrize("fewest", [1, 2, 150])
def test_small_inputs(frame: pd.DataFrame, fewest: int) -> None:
    assert_exact(incidence(frame), None, 3, "shared", fewest, 2000)


@given(memberships, st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_numbers_of_rows_do_not_matter(frame, fewest: int, random) -> None:
    shuffled = frame.sample(frac=1, random_state=random.randrange(2**32))
    one, other = (partners(factored(incidence(rows), None, fewest)) for rows in (frame, shuffled))
    assert one.totals.equals(other.totals)
    assert one.strongest.equals(other.strongest)


@given(memberships, st.integers(1, 5), st.integers(1, 30))
def test_any_pair_and_any_block(frame, fewest: int, work: int) -> None:
    inc = incidence(frame)
    net, shared = factored(inc, None, fewest), square(inc)
    a, b = (grid.ravel() for grid in np.meshgrid(inc.municipalities, inc.municipalities))
    assert net.shared(a, b).tolist() == shared.to_numpy().ravel().tolist()
    left = shared.reindex(index=net.municipalities, columns=net.municipalities).to_numpy(copy=True)
    left -= net.hubs.common[np.ix_(net.hubs.kind, net.hubs.kind)]
    for block in net.blocks(work):
        assert set(block.row.tolist()) <= set(block.rows)
        left[block.row, block.other] = 0
    assert not left[~np.eye(len(left), dtype=bool)].any()


def test_strangers_are_refused() -> None:
    with pytest.raises(KeyError, match="not among the rows"):
        factored(incidence(SPLIT)).shared([1], [99])


def test_at_least_one_partner() -> None:
    with pytest.raises(ValueError, match="at least one"):
        partners(factored(incidence(SPLIT)), k=0)


@given(st.lists(st.lists(st.integers(0, 99), max_size=9)), st.integers(1, 5))
def test_the_largest_of_each_run(runs: list[list[int]], k: int) -> None:
    score = np.array([value for run in runs for value in run], np.int64)
    places = largest(score, np.array([len(run) for run in runs], np.int64), k)
    got = [[int(score[place]) for place in row if place >= 0] for row in places]
    assert got == [sorted(run, reverse=True)[:k] for run in runs]
