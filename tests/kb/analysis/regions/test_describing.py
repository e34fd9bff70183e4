"""Descriptors of one network: the inventory, networkx as oracle, and input without evidence."""

from math import isnan

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import bipartite, incidence
from kb.analysis.regions.describing import cosine, depth, describe, evenness, profile, structure
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import EDGELESS, EMPTY, SINGLE, SPLIT, memberships

FORMS = pd.DataFrame(
    [
        ("mission", True, True, True, 18.0),
        ("interlocal", True, False, False, np.nan),
        ("service", True, True, False, 18.0),
        ("project", True, True, False, 6.0),
        ("welfare", False, True, None, np.nan),
        ("informal", False, False, None, np.nan),
        ("police", False, None, None, np.nan),
    ],
    columns=["code", "association", "legal_person", "transfers", "max_years"],
)


def test_the_inventory():
    found = describe(incidence(seed.memberships(), seed.STUDY))
    assert (found.n, found.agreements, found.memberships, found.shared_by_all, found.pairs) == (
        3,
        32,
        79,
        20,
        3,
    )
    assert (found.density, found.share_by_all) == (79 / 96, 0.625)
    assert [round(value, 5) for value in (found.jaccard_min, found.jaccard_median, found.jaccard_max)] == [
        0.65625,
        0.73333,
        0.82759,
    ]
    assert found.jaccard_mean == pytest.approx((0.65625 + 22 / 30 + 24 / 29) / 3)


@given(memberships)
def test_density_is_that_of_networkx(frame):
    inc = incidence(frame)
    found = describe(inc)
    graph = bipartite(frame)
    nodes = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 0]
    if found.agreements:
        assert found.density == pytest.approx(nx.bipartite.density(graph, nodes))


@given(memberships, st.permutations(range(1, 9)))
def test_names_of_municipalities_do_not_matter(frame, order):
    renamed = frame.assign(municipality=frame["municipality"].map(dict(zip(range(1, 9), order, strict=True))))
    one, other = describe(incidence(frame)), describe(incidence(renamed))
    assert vars(one) == pytest.approx(vars(other), nan_ok=True)


@pytest.mark.parametrize(
    ("frame", "counts"),
    [(EMPTY, (0, 0, 0, 0)), (SINGLE, (1, 1, 1, 0)), (EDGELESS, (2, 2, 0, 1)), (SPLIT, (4, 2, 0, 6))],
)
def test_little_evidence(frame, counts):
    found = describe(incidence(frame))
    assert (found.n, found.agreements, found.shared_by_all, found.pairs) == counts
    assert isnan(found.jaccard_mean) == (found.pairs == 0)


@pytest.mark.parametrize("parts", [[], [5.0], [0.0, 0.0], [np.nan, 3.0]])
def test_evenness_without_two_known_parts(parts):
    assert isnan(evenness(pd.Series(parts, dtype=float)))


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=9))
def test_evenness_lies_between_0_and_1(parts):
    assert 0 < evenness(pd.Series(parts, dtype=float)) <= 1 + 1e-12


def test_profiles_and_their_likeness():
    frame = seed.agreements()
    whole = profile(frame, "domain")
    assert whole.sum() == 33
    assert cosine(whole, whole * 3) == pytest.approx(1)
    assert isnan(cosine(whole, pd.Series(dtype="int64")))
    assert cosine(pd.Series({"a": 2}), pd.Series({"b": 5})) == 0


def test_depth_goes_from_loose_to_transferred():
    of = pd.DataFrame({"form": ["mission", "mission", "project", "service", "welfare", "police", ""]})
    assert depth(of, FORMS).values.tolist() == [
        ["loose", 0, 0],
        ["agreed", 0, 0],
        ["term", 6, 1],
        ["term", 18, 1],
        ["lasting", 0, 1],
        ["transferred", 0, 2],
        ["unknown", 0, 2],
    ]


def test_depth_of_nothing_keeps_the_scale():
    found = depth(pd.DataFrame({"form": []}, dtype=object), FORMS)
    assert found["n"].tolist() == [0] * 7
    assert depth(pd.DataFrame({"form": ["x"]}), FORMS.head(0)).values.tolist() == [["unknown", 0, 1]]


def davis() -> pd.DataFrame:
    graph = nx.davis_southern_women_graph()
    number = {node: at for at, node in enumerate(sorted(graph.nodes))}
    women = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 0]
    edges = [(number[woman], number[event]) for woman in women for event in graph[woman]]
    return pd.DataFrame(sorted(edges), columns=["municipality", "agreement"])


def test_southern_women_are_more_clustered_than_chance():
    """Eighteen women, fourteen events; the best known Q_B is 0.345537."""
    found = structure(incidence(davis()))
    assert found is not None
    assert found.modularity.observed == pytest.approx(0.345537, abs=0.02)
    assert found.modularity.z > 3
    assert found.modularity.n == found.nestedness.n == 99


def test_a_small_network_has_no_structure_to_speak_of():
    assert structure(incidence(seed.memberships(), seed.STUDY)) is None
    assert structure(incidence(EMPTY)) is None
