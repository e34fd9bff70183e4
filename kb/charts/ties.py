"""Which ties are drawn, who is whose neighbour, and who the strongest partners are."""

import pandas as pd


def within(edges: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return edges[edges["a"].isin(ids) & edges["b"].isin(ids)]


def both_ways(edges: pd.DataFrame) -> pd.DataFrame:
    """Every tie seen from each end, strongest first; ties without a shared cooperation are left out."""
    shared = edges[edges["shared"] > 0]
    turned = shared.rename(columns={"a": "b", "b": "a"})
    seen = pd.concat([shared, turned], ignore_index=True)
    return seen.sort_values(["a", "weight", "shared", "b"], ascending=[True, False, False, True])


def strongest(edges: pd.DataFrame, k: int) -> pd.DataFrame:
    """The ties that are among the `k` of largest collaboration weight for at least one of their two ends."""
    kept = both_ways(edges).groupby("a", sort=False).head(k)
    ends = pd.DataFrame({"a": kept[["a", "b"]].min(axis=1), "b": kept[["a", "b"]].max(axis=1)})
    return edges.merge(ends.drop_duplicates(), on=["a", "b"]).sort_values(
        ["weight", "a", "b"], ignore_index=True
    )


def neighbours(edges: pd.DataFrame) -> dict[int, list[int]]:
    near = both_ways(edges).groupby("a")["b"].agg(sorted)
    return {int(node): [int(other) for other in others] for node, others in near.items()}


def partners(edges: pd.DataFrame, names: dict[int, str], most: int = 5) -> dict[int, str]:
    """'Halen (24), Lummen (21)': the partners with most weight and the number of shared cooperations."""
    top = both_ways(edges).groupby("a", sort=False).head(most)
    said: dict[int, list[str]] = {}
    for node, other, shared in zip(top["a"], top["b"], top["shared"], strict=True):
        said.setdefault(int(node), []).append(f"{names[other]} ({shared})")
    return {node: ", ".join(parts) for node, parts in said.items()}
