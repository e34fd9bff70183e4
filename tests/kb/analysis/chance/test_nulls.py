import os
import subprocess
import sys
from collections import Counter
from itertools import product
from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.chance.nulls import curveball, standing
from kb.analysis.graphs import incidence
from tests.kb.analysis.strategies import EMPTY, SINGLE, frame, memberships

MIXED = frame({(1, 50), (1, 51), (1, 52), (2, 50), (2, 53), (3, 51), (4, 53), (4, 54)})
IN_A_FRESH_PROCESS = """
from kb.analysis.chance.nulls import curveball
from kb.analysis.graphs import incidence
from tests.kb.analysis.chance.test_nulls import MIXED
print([null.matrix.indices.tolist() for null in curveball(incidence(MIXED), 5, seed=3)])
"""


@settings(deadline=None)
@given(memberships, st.integers(0, 1000))
def test_everybody_keeps_their_number_of_memberships(of: pd.DataFrame, seed: int) -> None:
    inc = incidence(of)
    drawn = list(curveball(inc, 4, seed))
    assert len(drawn) == 4
    for null in drawn:
        assert null.portfolio_sizes.tolist() == inc.portfolio_sizes.tolist()
        assert null.member_counts.tolist() == inc.member_counts.tolist()
        assert null.matrix.toarray().max(initial=0) <= 1


def possible(rows: list[int], columns: list[int]) -> set[bytes]:
    """Every 0/1 matrix with these margins."""
    cells = product((0, 1), repeat=len(rows) * len(columns))
    matrices = (np.array(cell, np.int32).reshape(len(rows), len(columns)) for cell in cells)
    return {
        matrix.tobytes()
        for matrix in matrices
        if matrix.sum(axis=1).tolist() == rows and matrix.sum(axis=0).tolist() == columns
    }


def test_every_possible_network_is_as_likely() -> None:
    inc = incidence(frame({(1, 50), (1, 51), (2, 50), (3, 51), (4, 52)}))
    every = possible(inc.portfolio_sizes.tolist(), inc.member_counts.tolist())
    drawn = Counter(null.matrix.toarray().tobytes() for null in curveball(inc, 6000, seed=5))
    assert set(drawn) == every
    mean = 6000 / len(every)
    chi = sum((count - mean) ** 2 / mean for count in drawn.values())
    assert chi < 2.5 * len(every)


def test_another_seed_draws_other_networks() -> None:
    inc = incidence(MIXED)
    one, other = ([null.matrix.indices.tolist() for null in curveball(inc, 5, seed)] for seed in (3, 4))
    assert one != other
    assert len({tuple(indices) for indices in one}) > 1


@pytest.mark.parametrize(("of", "n"), [(EMPTY, 3), (SINGLE, 3), (MIXED, 0)])
def test_small_input(of: pd.DataFrame, n: int) -> None:
    inc = incidence(of)
    drawn = list(curveball(inc, n, seed=1))
    assert [null.matrix.toarray().tolist() for null in drawn] == [inc.matrix.toarray().tolist()] * n


def test_the_same_seed_gives_the_same_networks_in_another_process() -> None:
    here = [null.matrix.indices.tolist() for null in curveball(incidence(MIXED), 5, seed=3)]
    there = subprocess.run(
        [sys.executable, "-c", IN_A_FRESH_PROCESS],
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == str(here)


def test_a_figure_outside_all_nulls() -> None:
    found = standing(10.0, [1.0, 2.0, 3.0] * 33)
    assert (found.mean, round(found.sd, 4), round(found.z, 2), found.p, found.n) == (
        2.0,
        0.8207,
        9.75,
        0.02,
        99,
    )


@pytest.mark.parametrize(
    ("observed", "nulls", "z", "p"),
    [
        (0.3, [0.1 + 0.2] * 9, nan, 1.0),  # the same figure but for its rounding
        (0.5, [0.3] * 9, nan, 0.2),
        (0.5, [], nan, nan),
        (0.5, [0.3], nan, 1.0),
        (nan, [0.3, 0.4], nan, nan),
        (0.5, [0.3, nan], nan, nan),
    ],
)
def test_nothing_to_compare_with(observed: float, nulls: list[float], z: float, p: float) -> None:
    found = standing(observed, nulls)
    assert isnan(found.z) == isnan(z)
    assert found.p == pytest.approx(p, nan_ok=True)
