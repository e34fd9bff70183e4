"""What an agreement adds: who would share nothing any more, or fall apart, without it."""

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kb.analysis.graphs import Ids, Incidence, shared_counts

COLUMNS = ["id", "members", "pairs", "redundancy", "lost_pairs", "parts", "cut_off"]


def redundancy(inc: Incidence) -> pd.DataFrame:
    """A row an agreement: what its `members` in view would lose without it.

    * `pairs`: d (d − 1) / 2 pairs of members;
    * `redundancy`: the share of these pairs that also share another agreement (NaN under two members);
    * `lost_pairs`: pairs that would share nothing any more;
    * `parts`: how many more parts, without any path between them, the network would have;
    * `cut_off`: municipalities that would lose every path to the largest part of those it holds together.

    Empty input: an empty frame with these columns. Source: Latapy, Magnien & Del Vecchio 2008, Social
    Networks 30, for redundancy; the rest is our own count.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> redundancy(incidence(frame)).round(3).values.tolist()
    [[7.0, 3.0, 3.0, 0.333, 2.0, 1.0, 1.0], [8.0, 2.0, 1.0, 1.0, 0.0, 0.0, 0.0]]
    """
    members = inc.member_counts
    pairs = members * (members - 1) // 2
    lost = _only_pairs(inc)
    with np.errstate(invalid="ignore"):
        share = np.where(pairs > 0, 1 - lost / pairs, np.nan)
    parts, cut_off = _falling_apart(inc, lost)
    columns = (inc.agreements, members, pairs, share, lost, parts, cut_off)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def _only_pairs(inc: Incidence) -> Ids:
    """Per agreement the pairs of members that share no other: ½ Σ_ij B_ik B_jk [shared_ij = 1]."""
    once = (shared_counts(inc) == 1).astype(np.int32)
    np.fill_diagonal(once, 0)  # who has one agreement shares it once with itself
    rows, columns = inc.matrix.nonzero()
    partners = np.asarray(inc.matrix.T @ once)  # per agreement and municipality
    found = np.bincount(columns, partners[columns, rows], len(inc.agreements)) / 2
    return np.rint(found).astype(np.int64)


def _falling_apart(inc: Incidence, lost: Ids) -> tuple[Ids, Ids]:
    """Only an agreement that alone joins two parts, a cut vertex of the network, can make it fall apart."""
    parts, cut_off = np.zeros((2, len(inc.agreements)), np.int64)
    before = _parts(inc.matrix)
    for column in sorted(_cut_vertices(inc)):
        if not lost[column]:
            continue
        others = np.arange(len(inc.agreements)) != column
        after = _parts(inc.matrix[:, others])
        mine = before == before[inc.matrix[:, [column]].nonzero()[0][0]]
        sizes = np.unique(after[mine], return_counts=True)[1]
        parts[column], cut_off[column] = len(sizes) - 1, sizes.sum() - sizes.max()
    return parts, cut_off


def _parts(matrix: sparse.csr_array) -> Ids:
    """The part of the network that each municipality is in; one without agreements is a part alone."""
    square = sparse.block_array([[None, matrix], [matrix.T, None]], format="csr")
    labels: Ids = connected_components(square, directed=False)[1].astype(np.int64)
    return labels[: matrix.shape[0]]


def _cut_vertices(inc: Incidence) -> set[int]:
    rows, columns = inc.matrix.nonzero()
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from(zip((columns + inc.matrix.shape[0]).tolist(), rows.tolist(), strict=True))
    places = (node - inc.matrix.shape[0] for node in nx.articulation_points(graph))
    return {place for place in places if place >= 0}
