"""Names that outlive a computation: which cluster is the one that people once named."""

from collections.abc import Collection, Mapping

ENOUGH = 0.5


def matched(
    clusters: Mapping[int, Collection[int]], named: Mapping[int, Collection[int]], enough: float = ENOUGH
) -> dict[int, int]:
    """For each cluster (key of `clusters`) the name (key of `named`) whose members are most like its own.

    Likeness is |A∩B| / |A∪B| (Jaccard 1901) and at least `enough`. The most alike are matched first, equal
    ones by lowest key; no name and no cluster is used twice. Without any: an empty dict.

    >>> matched({0: [1, 2, 3], 1: [4, 5]}, {7: [1, 2, 3, 4], 8: [9]})
    {0: 7}
    """
    members = {cluster: set(ids) for cluster, ids in clusters.items()}
    likeness = sorted(
        (-_jaccard(ids, set(others)), cluster, name)
        for cluster, ids in members.items()
        for name, others in named.items()
    )
    found: dict[int, int] = {}
    for minus, cluster, name in likeness:
        if -minus >= enough and cluster not in found and name not in found.values():
            found[cluster] = name
    return found


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
