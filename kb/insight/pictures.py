"""From a scene to what is drawn and tabled: nodes with their cluster and place, ties with every measure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from django.urls import reverse

from kb.analysis import graphs, layout, overlap
from kb.analysis.structure import communities
from kb.analysis.structure.wide import telling
from kb.insight.scenes import Scene, kept
from kb.insight.structure.naming import Given, bearers, given_names

SEEDS = range(10)


@dataclass(frozen=True)
class Picture:
    """``nodes``: a row a municipality; ``ties``: a row a pair that shares something; ``found``: clusters.

    ``wide`` agreements, of nearly everybody in view, have no say in the clusters. ``given`` holds the
    clusters to which people gave a name; the others are called after the first of their ``centres``: the
    members whose ties with the other members weigh most, several where these weigh the same.
    """

    nodes: pd.DataFrame
    ties: pd.DataFrame
    found: communities.Communities
    wide: int
    given: dict[int, Given]
    centres: dict[int, list[str]]

    @property
    def tied(self) -> int:
        """Municipalities of which a cooperation is known in this view."""
        return int((self.nodes["n"] > 0).sum())

    @property
    def clusters(self) -> pd.DataFrame:
        """A row a cluster: number, label, members (names), n, and whether people named it."""
        inside = self.nodes[self.nodes["cluster"] >= 0].sort_values(["cluster", "name"])
        grouped = inside.groupby(["cluster", "cluster_label"])["name"]
        found = grouped.agg(members=", ".join, n="size").reset_index()
        return found.assign(named=found["cluster"].isin(list(self.given)))


def picture(scene: Scene) -> Picture:
    """The picture of ``scene``, computed once for each version of the data."""
    return kept("picture", scene.key, scene.version, lambda: _compute(scene))


def placed(scene: Scene, picture: Picture) -> pd.DataFrame:
    """The nodes with a place x, y in the unit square, by the strength of their ties."""
    graph = graphs.projection(scene.incidence, "collaboration")
    known = picture.nodes.dropna(subset=["lon", "lat"])
    start = {row.id: (row.lon, row.lat) for row in known.itertuples()}  # so that north stays up
    places = kept("layout", scene.key, scene.version, lambda: layout.force(graph, start=start))
    return picture.nodes.merge(places, on="id")


def _compute(scene: Scene) -> Picture:
    told = telling(scene.incidence)
    found = communities.communities(told, scene.reading.resolution, SEEDS)
    ties = overlap.pairs(scene.incidence)
    nodes = scene.municipalities.merge(found.municipalities, on="id")
    nodes = nodes.merge(overlap.portfolios(scene.incidence), on="id")
    nodes["in_study"] = nodes["id"].isin(scene.study)
    nodes["url"] = [reverse("kb:municipality", args=[nis]) for nis in nodes["nis"]]
    given = bearers(nodes, given_names(scene))
    centres = _centres(nodes, overlap.pairs(_known_widely(scene)))
    labels = {cluster: names[0] for cluster, names in centres.items()}
    labels |= {cluster: one.name for cluster, one in given.items()}
    nodes["cluster_label"] = [labels.get(cluster, "") for cluster in nodes["cluster"]]
    names = nodes.set_index("id")["name"]
    named = ties.assign(a_name=ties["a"].map(names), b_name=ties["b"].map(names))
    wide = len(scene.incidence.agreements) - len(told.agreements)
    return Picture(nodes, named, found, wide, given, centres)


def _known_widely(scene: Scene) -> graphs.Incidence:
    """Without agreements known only within the study: a list of one's own would make its makers central."""
    outside = scene.ties.loc[~scene.ties["municipality"].isin(scene.study), "agreement"].unique()
    wide = scene.ties[scene.ties["agreement"].isin(outside)]
    return graphs.incidence(wide if len(wide) else scene.ties, scene.municipalities["id"])


def _centres(nodes: pd.DataFrame, ties: pd.DataFrame) -> dict[int, list[str]]:
    """Of each cluster the members with the strongest ties inside it, equal ones by name."""
    of = nodes.set_index("id")["cluster"]
    inside = ties[ties["a"].map(of).to_numpy() == ties["b"].map(of).to_numpy()]
    strength = pd.concat([inside.set_index("a")["weight"], inside.set_index("b")["weight"]])
    total = strength.groupby(level=0).sum()
    inner = nodes[nodes["cluster"] >= 0]
    weight = inner["id"].map(total).fillna(0.0).round(9)
    first = inner[weight == weight.groupby(inner["cluster"]).transform("max")]
    return first.sort_values("name").groupby("cluster")["name"].agg(list).to_dict()


def heat_cells(picture: Picture, measure: str) -> pd.DataFrame:
    """Both halves of the square of one measure: columns row, col, value, shared, n_row, n_col."""
    upper = picture.ties.rename(columns={"a": "row", "b": "col", "n_a": "n_row", "n_b": "n_col"})
    lower = picture.ties.rename(columns={"b": "row", "a": "col", "n_b": "n_row", "n_a": "n_col"})
    upper, lower = upper.assign(share=upper["share_a"]), lower.assign(share=lower["share_b"])
    columns = ["row", "col", "value", "shared", "n_row", "n_col"]
    halves = [half.assign(value=half[measure].astype(float))[columns] for half in (upper, lower)]
    return pd.concat(halves, ignore_index=True)
