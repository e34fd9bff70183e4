from itertools import combinations, product
from math import prod

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.chance.above import (
    COLUMNS,
    benjamini_hochberg,
    can_show,
    pairs_above_chance,
    poisson_binomial,
)
from kb.analysis.chance.bicm import probabilities
from kb.analysis.graphs import Incidence, incidence
from tests.kb.analysis import register, seed
from tests.kb.analysis.strategies import EDGELESS, EMPTY, SINGLE, frame, memberships

HALEN, HERK, LUMMEN = 71020, 71024, 71037
chances = st.lists(st.floats(0, 1), min_size=0, max_size=8)


def enumerated(chance: list[float]) -> list[float]:
    """P(X = 0 … n) by every outcome of every trial."""
    law = [0.0] * (len(chance) + 1)
    for outcome in product((0, 1), repeat=len(chance)):
        law[sum(outcome)] += prod(p if hit else 1 - p for p, hit in zip(chance, outcome, strict=True))
    return law


@given(chances)
def test_the_law_is_that_of_every_outcome(chance: list[float]) -> None:
    found = poisson_binomial(np.array([chance]).reshape(1, -1))
    assert np.allclose(found[0], enumerated(chance), rtol=0, atol=1e-12)


def by_hand(inc: Incidence, fixed: np.ndarray) -> pd.DataFrame:
    """The same frame, pair by pair, from the enumerated law."""
    expected, observed = probabilities(inc, fixed), inc.matrix.toarray()
    rows = []
    for i, j in combinations(range(len(inc.municipalities)), 2):
        common = expected[i] * expected[j]
        law, shared = enumerated(common.tolist()), int((observed[i] * observed[j]).sum())
        p = min(1.0, 2 * min(sum(law[shared:]), sum(law[: shared + 1])))
        rows.append((inc.municipalities[i], inc.municipalities[j], shared, common.sum(), p))
    return pd.DataFrame(rows, columns=COLUMNS[:5])


@given(memberships, st.integers(0, 2**10 - 1))
def test_pairs_are_judged_by_the_law_of_their_own(of: pd.DataFrame, bits: int) -> None:
    inc = incidence(of)
    fixed = np.array([bool(bits >> place & 1) for place in range(len(inc.agreements))], bool)
    found, oracle = pairs_above_chance(inc, fixed), by_hand(inc, fixed)
    assert found[["a", "b", "shared"]].to_numpy().tolist() == oracle[["a", "b", "shared"]].to_numpy().tolist()
    for column in ("expected", "p"):
        assert np.allclose(found[column], oracle[column].astype(float), rtol=0, atol=1e-7)
    assert (found["adjusted"] >= found["p"]).all()
    assert (found["least"] <= found["p"] + 1e-12).all()


@given(memberships, st.permutations(range(1, 9)))
def test_names_do_not_matter(of: pd.DataFrame, names: list[int]) -> None:
    renamed = of.assign(municipality=[names[m - 1] for m in of["municipality"]])
    numbers = []
    for part in (of, renamed):
        inc = incidence(part, range(1, 9))
        found = pairs_above_chance(inc, np.zeros(len(inc.agreements), bool))
        if part is of:
            a, b = (np.array(names)[found[side] - 1] for side in "ab")
            found = found.assign(a=np.minimum(a, b), b=np.maximum(a, b)).sort_values(["a", "b"])
        numbers.append(found[["a", "b", "shared", "expected", "p"]].to_numpy(float))
    assert np.allclose(*numbers, rtol=0, atol=1e-7)


@pytest.mark.parametrize(("of", "rows"), [(EMPTY, 0), (SINGLE, 0), (EDGELESS, 1)])
def test_small_input(of: pd.DataFrame, rows: int) -> None:
    inc = incidence(of)
    found = pairs_above_chance(inc, np.zeros(len(inc.agreements), bool))
    assert (list(found.columns), len(found)) == (COLUMNS, rows)
    assert set(found["evidence"]) <= {"none"}
    assert not can_show(found)


def two_camps(n: int, agreements: int) -> pd.DataFrame:
    """Two halves of `n` municipalities, each with `agreements` of its own."""
    half = n // 2
    return frame({(m, (m >= half) * agreements + a) for m in range(n) for a in range(agreements)})


def test_what_no_chance_explains_is_named() -> None:
    inc = incidence(two_camps(10, 12))
    found = pairs_above_chance(inc, np.zeros(24, bool))
    same = (found["a"] < 5) == (found["b"] < 5)
    assert found["expected"].round(6).unique().tolist() == [6.0]
    assert found["evidence"].tolist() == np.where(same, "above", "below").tolist()
    assert can_show(found)
    assert set(pairs_above_chance(inc, np.zeros(24, bool), alpha=1e-9)["evidence"]) == {"none"}


def test_what_is_fixed_is_no_evidence() -> None:
    inc = incidence(two_camps(10, 12))
    found = pairs_above_chance(inc, np.ones(24, bool))
    assert found["expected"].tolist() == found["shared"].tolist()
    assert set(found["evidence"]) == {"none"}
    assert found["least"].min() == 1


def test_three_municipalities_can_never_show_evidence() -> None:
    """The inventory of 2022: whatever the three had shared, chance could not be excluded."""
    inc = incidence(seed.memberships())
    found = pairs_above_chance(inc, np.zeros(len(inc.agreements), bool))
    assert found["shared"].tolist() == [22, 24, 21]
    assert found["expected"].round(3).tolist() == [23.326, 23.823, 23.823]
    assert found["least"].round(4).tolist() == [0.031, 0.1074, 0.1074]
    assert not can_show(found)


def test_what_the_counts_decide_leaves_nothing_to_show() -> None:
    """All share 50 to 57, and 3 has 58 besides: no other outcome fits these counts."""
    inc = incidence(frame({(m, a) for m in (1, 2, 3) for a in range(50, 58)} | {(3, 58)}))
    found = pairs_above_chance(inc, np.zeros(9, bool))
    assert found[["shared", "expected", "p", "least"]].to_numpy().tolist() == [[8, 8, 1, 1]] * 3
    assert not can_show(found)


@pytest.mark.parametrize(
    ("p", "adjusted"),
    [([], []), ([0.2], [0.2]), ([0.5, 0.01, 0.02, 1.0], [2 / 3, 0.04, 0.04, 1.0])],
)
def test_the_correction(p: list[float], adjusted: list[float]) -> None:
    assert benjamini_hochberg(np.array(p)).tolist() == pytest.approx(adjusted)


@pytest.mark.skipif(not register.FOLDER.is_dir(), reason="the register is not here")
def test_the_register_with_its_zones_fixed() -> None:
    """Limburg and four beside it: the pairs named share fewer, across the border of the province."""
    inc = incidence(register.memberships(), register.limburg_and_beside())
    form = register.agreements().set_index("id")["legal_form"]
    found = pairs_above_chance(inc, form.loc[inc.agreements].str.contains("zone"))
    assert (len(found), can_show(found)) == (1035, True)
    assert found["evidence"].value_counts().to_dict() == {"none": 995, "below": 40}
    beside = {24008, 24020, 24028, 24054}
    apart = found[found["evidence"] == "below"]
    assert (apart["a"].isin(beside) != apart["b"].isin(beside)).all()
