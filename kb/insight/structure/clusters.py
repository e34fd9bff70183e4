"""The clusters of a scene looked at closely: how firm, who holds them together, what each agreement adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kb.analysis.regions import describing
from kb.analysis.structure import breadth, brokerage, congruence, redundancy, stability
from kb.analysis.structure.wide import telling
from kb.insight.pictures import Picture, picture
from kb.insight.scenes import Scene, kept
from kb.insight.structure.naming import Given
from kb.models import Domain

SEEDS = range(20)
ENOUGH_MEMBERS = 3  # of two neither is the hub, and neither a bridge
AROUND = (0.8, 1.0, 1.2)  # of the fineness that is read


@dataclass(frozen=True)
class Card:
    """One cluster: ``members`` by name, ``stability`` NaN for one alone.

    ``hubs``: those at its centre; ``bridge`` is None where none is. Two have neither. ``here`` of the
    municipalities that a name was given to are members. ``near`` is the number of the other cluster that
    members of this one are oftenest with, in ``together`` of the runs; None where they never are.
    """

    number: int
    label: str
    given: Given | None
    members: list[dict[str, Any]]
    stability: float
    hubs: list[str]
    bridge: str | None
    near: int | None
    together: float

    @property
    def here(self) -> int:
        return sum(member["id"] in self.given.members for member in self.members) if self.given else 0

    @property
    def moved(self) -> bool:
        """Whether the name was given to other municipalities than stand here."""
        return bool(self.given) and not self.here == len(self.members) == len(self.given.members)

    @property
    def nis(self) -> str:
        return " ".join(member["nis"] for member in self.members)


@dataclass(frozen=True)
class Structure:
    """What is kept of a scene.

    ``towns``: a row a municipality with its cluster, stability, brokerage, congruence and breadth;
    ``agreements``: a row an agreement with what would be lost; ``coverage``: agreements a municipality
    (id) and domain (name); ``covered`` of all domains have an agreement in view.
    """

    stable: stability.Stability
    towns: pd.DataFrame
    agreements: pd.DataFrame
    coverage: pd.DataFrame
    covered: int

    @property
    def congruence(self) -> float:
        return congruence.overall(self.towns)

    @property
    def congruent(self) -> int:
        """How many municipalities have partners, and so a congruence."""
        return int(self.towns["congruence"].notna().sum())

    @property
    def without_domain(self) -> int:
        return int((self.agreements["domain"] == -1).sum())

    @property
    def homes(self) -> list[tuple[int, str]]:
        """The clusters of the studied municipalities: number and what each is called."""
        mine = self.towns[self.towns["in_study"] & (self.towns["cluster"] >= 0)]
        each = mine.drop_duplicates("cluster").sort_values("cluster")
        return list(zip(each["cluster"].tolist(), each["cluster_label"].tolist(), strict=True))

    @property
    def indispensable(self) -> pd.DataFrame:
        """The agreements without which the network would fall apart, most cut off first."""
        cutting = self.agreements[self.agreements["cut_off"] > 0]
        return cutting.sort_values(["cut_off", "lost_pairs"], ascending=False)


def structure(scene: Scene) -> Structure:
    """The structure of ``scene``, computed once for each version of the data."""
    return kept("clusters", scene.key, scene.version, lambda: _compute(scene, picture(scene)))


def against_chance(scene: Scene) -> describing.Structure | None:
    """Q_B and NODF among random networks: takes seconds. None where the view is too small to say."""
    return kept("clusters-chance", scene.key, scene.version, lambda: (_judged(scene),))[0]


def cards(found: Structure, drawn: Picture) -> list[Card]:
    """The clusters, largest first, with the names that people gave them."""
    inside = found.towns[found.towns["cluster"] >= 0].sort_values(["cluster", "name"])
    near = stability.nearest(found.stable).set_index("cluster")
    return [_card(int(number), rows, drawn, near.loc[number]) for number, rows in inside.groupby("cluster")]


def shares(found: Structure, drawn: Picture) -> pd.DataFrame:
    """Pairs that were ever in one cluster: a, b (ids), a_name, b_name, share, runs, same; firmest first."""
    co = found.stable.co
    pairs = co.rename_axis(index="a", columns="b").stack().rename("share").reset_index()
    pairs = pairs[(pairs["a"] < pairs["b"]) & (pairs["share"] > 0)]
    named, cluster = (drawn.nodes.set_index("id")[column] for column in ("name", "cluster"))
    pairs = pairs.assign(
        a_name=pairs["a"].map(named),
        b_name=pairs["b"].map(named),
        runs=(pairs["share"] * found.stable.n).round().astype("int64"),
        same=pairs["a"].map(cluster) == pairs["b"].map(cluster),
    )
    return pairs.sort_values(["share", "a_name", "b_name"], ascending=[False, True, True], ignore_index=True)


def _card(number: int, rows: pd.DataFrame, drawn: Picture, near: pd.Series) -> Card:
    several = len(rows) >= ENOUGH_MEMBERS
    by_between = rows.sort_values(["betweenness", "name"], ascending=[False, True]).iloc[0]
    return Card(
        number,
        rows["cluster_label"].iloc[0],
        drawn.given.get(number),
        rows[["id", "name", "nis", "stability"]].to_dict("records"),
        float(rows["stability"].mean()),
        drawn.centres[number] if several else [],
        by_between["name"] if several and by_between["betweenness"] > 0 else None,
        int(near["nearest"]) if near["together"] > 0 else None,
        float(near["together"]),
    )


def _compute(scene: Scene, drawn: Picture) -> Structure:
    told = telling(scene.incidence)
    resolutions = [round(share * scene.reading.resolution, 3) for share in AROUND]
    stable = stability.stability(told, SEEDS, resolutions, drawn.found.municipalities)
    ids = scene.municipalities["id"]
    domains = list(Domain.objects.values_list("pk", "name"))
    spread = breadth.breadth(scene.ties, scene.agreements, ids, [pk for pk, _name in domains])
    towns = drawn.nodes[["id", "nis", "name", "cluster", "cluster_label", "in_study", "url"]]
    for part in (
        stable.municipalities[["id", "stability"]],
        brokerage.brokerage(told),
        congruence.congruence(scene.incidence)[["id", "partners", "congruence"]],
        _known_breadth(spread.municipalities),
    ):
        towns = towns.merge(part, on="id")
    coverage = spread.coverage.rename(columns=dict(domains))
    covered = int((coverage.sum() > 0).sum())
    return Structure(stable, towns, _agreements(scene), coverage, covered)


def _known_breadth(towns: pd.DataFrame) -> pd.DataFrame:
    """Without a breadth where the domain of most agreements is unknown: it would say what was filled in."""
    known = towns["unknown"] * 2 <= towns["n"]
    return towns.assign(**{column: towns[column].where(known) for column in ("domains", "entropy", "even")})


def _agreements(scene: Scene) -> pd.DataFrame:
    """A row an agreement of two members or more; ``mine``: those of the study.

    ``wide`` ones, of nearly everybody, stand last: each ties the most pairs and tells nobody apart.
    """
    found = redundancy.redundancy(scene.incidence)
    of_study = scene.ties[scene.ties["municipality"].isin(scene.study)].groupby("agreement").size()
    facts = scene.agreements[["id", "name", "domain", "domain_name"]]
    named = found[found["pairs"] > 0].merge(facts, on="id")
    mine = named["id"].map(of_study).fillna(0).astype("int64")
    wide = ~named["id"].isin(telling(scene.incidence).agreements)
    ordered = named.assign(mine=mine, wide=wide.astype("int64"))
    order = {"wide": True, "lost_pairs": False, "name": True}
    return ordered.sort_values(list(order), ascending=list(order.values()), ignore_index=True)


def _judged(scene: Scene) -> describing.Structure | None:
    return describing.structure(telling(scene.incidence))
