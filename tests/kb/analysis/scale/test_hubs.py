import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.scale.hubs import hubs
from tests.kb.analysis.strategies import EDGELESS, EMPTY, memberships


@given(memberships, st.integers(1, 5), st.integers(1, 6))
def test_kinds_say_of_every_pair_how_many_hubs_it_shares(frame, fewest: int, kinds: int) -> None:
    matrix = incidence(frame).matrix
    found = hubs(matrix.T.tocsr(), fewest, kinds)
    sits = matrix.toarray()[:, found.agreements]
    assert (found.common[np.ix_(found.kind, found.kind)] == sits @ sits.T).all()
    assert len(found.sizes) <= kinds
    assert found.sizes.sum() == len(sits)
    assert (found.sizes > 0).all()


@given(memberships, st.integers(1, 5))
def test_hubs_are_the_largest(frame, fewest: int) -> None:
    inc = incidence(frame)
    found = hubs(inc.matrix.T.tocsr(), fewest)
    assert sorted(found.agreements.tolist()) == np.flatnonzero(inc.member_counts >= fewest).tolist()
    fewer = hubs(inc.matrix.T.tocsr(), fewest, kinds=3)
    rest = np.delete(inc.member_counts, fewer.agreements)
    assert len(fewer.agreements) == 0 or inc.member_counts[fewer.agreements].min() >= rest.max(initial=0)


@pytest.mark.parametrize(("frame", "common"), [(EMPTY, []), (EDGELESS, [[0]])])
def test_without_hubs_nothing_is_common(frame, common) -> None:
    found = hubs(incidence(frame).matrix.T.tocsr(), fewest=2)
    assert found.agreements.tolist() == []
    assert found.common.tolist() == common
