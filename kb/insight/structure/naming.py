"""The names that people gave to clusters, and which cluster of a picture bears each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kb import frames
from kb.analysis.structure.naming import matched
from kb.insight.scenes import Scene
from kb.models import ClusterName, Municipality


@dataclass(frozen=True)
class Given:
    """A name as people gave it; ``members`` are those that govern the ground of the members today."""

    pk: int
    name: str
    members: frozenset[int]


def given_names(scene: Scene) -> dict[int, Given]:
    """The names of the study by number, on the day that ``scene`` reads."""
    rows = ClusterName.objects.filter(study=scene.number).order_by("pk")
    named = list(rows.values_list("pk", "name", "members"))
    if not named:
        return {}
    heirs = frames.successors(Municipality.objects.on(scene.reading.on))
    table = pd.DataFrame(named, columns=["pk", "name", "member"]).dropna()
    table["member"] = table["member"].astype("int64").replace(heirs)
    grouped = table.groupby(["pk", "name"])["member"].agg(frozenset)
    return {pk: Given(pk, name, members) for (pk, name), members in grouped.items()}


def bearers(nodes: pd.DataFrame, given: dict[int, Given]) -> dict[int, Given]:
    """For each cluster of ``nodes`` (columns id, cluster) the name it bears, if any."""
    known = nodes[nodes["cluster"] >= 0].groupby("cluster")["id"].agg(list).to_dict()
    found = matched(known, {pk: one.members for pk, one in given.items()})
    return {cluster: given[pk] for cluster, pk in found.items()}
