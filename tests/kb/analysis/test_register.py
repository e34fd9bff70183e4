"""On the official register the clusters of Limburg are areas on the map, found without a map."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from kb.analysis.graphs import Incidence, incidence
from kb.analysis.overlap import portfolios
from kb.analysis.reading import at_most
from kb.analysis.structure.communities import communities
from tests.kb.analysis import register

pytestmark = pytest.mark.skipif(
    not register.FOLDER.is_dir(), reason="the register is not here: no ../shared/data/flanders"
)
VOEREN, HALEN, HERK, LUMMEN = 73109, 71020, 71024, 71037


@pytest.fixture(scope="module")
def borders() -> nx.Graph:
    return nx.Graph(register.neighbours())


def limburg(members: int | None = None) -> Incidence:
    kept = at_most(register.memberships(), register.agreements(), members)
    return incidence(kept, register.limburg_and_beside())


def test_voeren_alone_has_no_flemish_neighbour(borders: nx.Graph) -> None:
    assert set(register.municipalities()["id"]) - set(borders) == {VOEREN}


def test_the_neighbours_of_the_three(borders: nx.Graph) -> None:
    names = register.municipalities().set_index("id")["name"]
    beside = {nis: sorted(names[list(borders[nis])]) for nis in (HALEN, HERK, LUMMEN)}
    assert beside == {
        HALEN: ["Bekkevoort", "Diest", "Herk-de-Stad", "Kortenaken", "Lummen"],
        HERK: ["Geetbets", "Halen", "Hasselt", "Kortenaken", "Lummen", "Nieuwerkerken"],
        LUMMEN: ["Beringen", "Diest", "Halen", "Hasselt", "Herk-de-Stad", "Heusden-Zolder"],
    }


@pytest.mark.parametrize(
    ("members", "sizes"),
    [(None, [14, 9, 8, 6, 5, 4]), (45, [12, 9, 8, 7, 6, 4]), (30, [12, 12, 9, 7, 4, 2])],
)
def test_clusters_of_limburg_are_contiguous(borders: nx.Graph, members: int | None, sizes: list[int]) -> None:
    found = communities(limburg(members)).municipalities
    assert found.groupby("cluster").size().tolist() == sizes
    assert broken(found, borders) == []


@pytest.mark.parametrize("seed", range(5))
def test_clusters_are_contiguous_whatever_the_ids(borders: nx.Graph, seed: int) -> None:
    original = limburg()
    order = np.random.default_rng(seed).permutation(len(original.municipalities))
    shuffled = replace(original, matrix=original.matrix[order])
    found = communities(shuffled).municipalities
    assert broken(found.assign(id=original.municipalities[order]), borders) == []


def broken(found: pd.DataFrame, borders: nx.Graph) -> list[list[int]]:
    """Clusters that are not one area; Voeren, an exclave, cannot be asked to touch the others."""
    clusters = found[found["id"] != VOEREN].groupby("cluster")["id"].agg(list)
    return [ids for ids in clusters if not nx.is_connected(borders.subgraph(ids))]


def test_the_three_are_in_one_cluster_and_the_hageland_in_another() -> None:
    cluster = communities(limburg()).municipalities.set_index("id")["cluster"]
    assert cluster[[HALEN, HERK, LUMMEN]].nunique() == 1
    hageland = cluster[[24008, 24020, 24028, 24054]]
    assert hageland.nunique() == 1
    assert (cluster == hageland.iloc[0]).sum() == 4


def test_every_municipality_of_flanders_has_evidence() -> None:
    inc = incidence(register.memberships(), register.municipalities()["id"])
    assert len(portfolios(inc)) == 300
    assert (portfolios(inc)["n"] > 0).all()
