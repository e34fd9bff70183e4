from math import isnan, log

import pandas as pd
import pytest
from hypothesis import given
from scipy.stats import entropy

from kb.analysis.structure.breadth import breadth
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, memberships

DOMAINS = pd.DataFrame({"id": list(AGREEMENTS), "domain": [70, 70, 71, 72, -1] * 2})


def test_the_seed_covers_six_domains() -> None:
    found = breadth(seed.memberships(), seed.agreements(), seed.STUDY)
    assert found.municipalities["n"].tolist() == [26, 26, 27]
    assert found.municipalities["unknown"].tolist() == [0, 0, 0]
    assert found.municipalities["domains"].tolist() == [6, 6, 6]
    assert found.coverage.loc[seed.HALEN].tolist() == [4, 7, 6, 3, 5, 1]
    assert found.municipalities.at[0, "entropy"] == pytest.approx(entropy([4, 7, 6, 3, 5, 1]))


def test_alike_over_domains_is_as_broad_as_their_number() -> None:
    rows = pd.DataFrame({"municipality": [1, 1, 1, 1], "agreement": [50, 52, 53, 54]})
    found = breadth(rows, DOMAINS, [1, 2])
    one, nobody = found.municipalities.to_dict("records")
    assert (one["n"], one["unknown"], one["domains"]) == (4, 1, 3)
    assert (one["entropy"], one["even"]) == pytest.approx((log(3), 3))
    assert (nobody["n"], nobody["domains"]) == (0, 0)
    assert isnan(nobody["entropy"])
    assert isnan(nobody["even"])


def test_domains_that_nobody_covers_have_a_column() -> None:
    assert breadth(EMPTY, DOMAINS, [1], domains=[99]).coverage.to_dict("list") == {
        70: [0],
        71: [0],
        72: [0],
        99: [0],
    }
    nothing = breadth(EMPTY, DOMAINS.head(0), [])
    assert (nothing.municipalities.shape, nothing.coverage.shape) == ((0, 6), (0, 0))


@given(memberships)
def test_entropy_equals_scipy(membership: pd.DataFrame) -> None:
    found = breadth(membership, DOMAINS, MUNICIPALITIES)
    for row, counts in zip(found.municipalities.itertuples(), found.coverage.to_numpy(), strict=True):
        assert row.n == counts.sum() + row.unknown
        if counts.sum():
            assert row.entropy == pytest.approx(entropy(counts))
