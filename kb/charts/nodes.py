"""How a municipality looks in the map and in the network: size, colour, number, ring, label, tooltip."""

import pandas as pd

from kb.charts import theme
from kb.charts.labels import NetworkLabels
from kb.charts.ties import neighbours, partners

SMALLEST, LARGEST = 5.5, 13.0  # radius in pixels on a wide chart
CROWD = 60  # from this many nodes on they shrink


def group_name(cluster: int, label: str, none: str) -> str:
    """'2 · Haspengouw': clusters are told apart by number as well as by colour."""
    if cluster < 0:
        return none
    number = str(cluster + 1)
    if not label or number in label.split():
        return label or number
    return f"{number} · {label}"


def crowding(count: int) -> float:
    """By how much marks shrink so that a crowd keeps some air."""
    return max(min(1.0, (CROWD / max(count, 1)) ** 0.5), 0.5)


def radii(counts: pd.Series) -> pd.Series:
    """Area grows with the count, radius with its root."""
    share = (counts / max(counts.max(), 1)).pow(0.5) if len(counts) else counts.astype(float)
    return ((SMALLEST + (LARGEST - SMALLEST) * share) * crowding(len(counts))).round(2)


def dressed(
    nodes: pd.DataFrame, edges: pd.DataFrame, drawn: pd.DataFrame, labels: NetworkLabels
) -> pd.DataFrame:
    """The nodes with everything that is drawn of them; `edges` are all ties, `drawn` those on the picture."""
    near, names = neighbours(drawn), dict(zip(nodes["id"], nodes["name"], strict=True))
    best = partners(edges, names)
    rows = zip(nodes["cluster"], nodes["cluster_label"], strict=True)
    clusters = nodes["cluster"].astype(int)
    fill = clusters.map(theme.cluster_colour)
    return nodes.assign(
        cluster=clusters,
        group=[group_name(int(cluster), label, labels.no_evidence) for cluster, label in rows],
        fill=fill,
        tint=clusters.map(theme.cluster_tint),
        number=(clusters + 1).astype(str).where(clusters >= 0, ""),
        ink=fill.map(theme.text_on),
        ring=[
            ring(cluster, in_study=study) for cluster, study in zip(clusters, nodes["in_study"], strict=True)
        ],
        radius=radii(nodes["n"]),
        near=[sorted([int(node), *near.get(int(node), [])]) for node in nodes["id"]],
        partners=[best.get(int(node), "–") for node in nodes["id"]],
    )


def ring(cluster: int, *, in_study: bool) -> str:
    if in_study:
        return theme.INK
    return theme.NO_EVIDENCE if cluster < 0 else theme.PAPER


def groups(dress: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Names and colours of the legend, in the order of the cluster numbers, 'no evidence' last."""
    seen = dress.drop_duplicates("group").copy()
    seen["last"] = seen["cluster"] < 0
    seen = seen.sort_values(["last", "cluster"])
    return seen["group"].tolist(), seen["fill"].tolist()
