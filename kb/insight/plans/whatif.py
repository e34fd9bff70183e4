"""What a scenario does to the network of a study, beside today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kb import frames
from kb.analysis import graphs, layout, overlap
from kb.analysis.plans import beside, whatif
from kb.analysis.plans.conflicts import competing, conflicts
from kb.analysis.structure.communities import communities
from kb.insight.scenes import Scene, kept
from kb.models import Municipality, Scenario, ScenarioChange

SEEDS = range(10)
OUTSIDE = "outside"


@dataclass(frozen=True)
class Merging:
    """One merger, at its ``place`` among the steps: ``parts`` and ``name`` as people say them.

    ``rivals`` are the agreements that it brings together.
    """

    place: int
    name: str
    parts: dict[int, str]
    rivals: pd.DataFrame


@dataclass(frozen=True)
class Plan:
    """``idle`` tells for the place of a step why it changes nothing: merged, none or outside."""

    after: whatif.After
    group: tuple[int, ...]
    today: beside.Figures
    then: beside.Figures
    pairs: pd.DataFrame
    changed: pd.DataFrame
    idle: dict[int, str]
    mergers: tuple[Merging, ...]

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(zip(self.after.municipalities["id"], self.after.municipalities["name"], strict=True))

    @property
    def divergent(self) -> set[int]:
        """The themes in which a merger of this scenario asks for a choice."""
        return {theme for merging in self.mergers for theme in merging.rivals["theme"] if theme >= 0}


@dataclass(frozen=True)
class Clustered:
    """The clusters of one situation: ``nodes`` (with a place x, y) and ``ties`` as the pictures want them."""

    nodes: pd.DataFrame
    ties: pd.DataFrame
    n: int
    q: float


def plan(scene: Scene, scenario: Scenario) -> Plan:
    """Today's scene and the scenario played on it, computed once for each version of the data."""
    return kept("whatif", _key(scene, scenario), scene.version, lambda: _plan(scene, scenario))


def clusters_then(scene: Scene, scenario: Scenario) -> Clustered:
    found = plan(scene, scenario)
    return kept(
        "whatif-clusters",
        _key(scene, scenario),
        scene.version,
        lambda: _clustered(found.after.memberships, found.after.municipalities, found.group),
    )


def clusters_today(scene: Scene) -> Clustered:
    return kept(
        "today-clusters",
        scene.key,
        scene.version,
        lambda: _clustered(scene.ties, scene.municipalities, scene.study),
    )


def _key(scene: Scene, scenario: Scenario) -> str:
    return f"{scene.key}:{scenario.pk}"


def _plan(scene: Scene, scenario: Scenario) -> Plan:
    changes, outside = steps(scene, scenario)
    after = whatif.play(scene.ties, scene.municipalities, changes)
    group = tuple(sorted({after.heirs[pk] for pk in scene.study if pk in after.heirs}))
    today = tuple(pk for pk in scene.study if pk in after.heirs)
    idle = whatif.idle_reasons(changes, after) | dict.fromkeys(outside, OUTSIDE)
    return Plan(
        after=after,
        group=group,
        today=beside.figures(scene.ties, scene.agreements, today),
        then=beside.figures(after.memberships, scene.agreements, group),
        pairs=_pairs(scene, after, today),
        changed=beside.changed(scene.ties, after.memberships, after.heirs, today),
        idle={place: idle[place] for place in sorted(idle)},
        mergers=tuple(_merging(merger, scene.agreements) for merger in after.mergers),
    )


def _pairs(scene: Scene, after: whatif.After, today: tuple[int, ...]) -> pd.DataFrame:
    """With ``differ`` and ``differ_after``: themes in which a merger of those two would ask a choice."""
    found = beside.pairs(scene.ties, after.memberships, after.heirs, today)
    was = conflicts(scene.ties, scene.agreements, today)
    now = conflicts(after.memberships, scene.agreements, {after.heirs[pk] for pk in today})
    ends = list(zip(found["a"], found["b"], strict=True))
    differ = [was.at[a, b] for a, b in ends]
    later = pd.Series([now.at[after.heirs[a], after.heirs[b]] for a, b in ends], dtype=float)
    return found.assign(differ=differ, differ_after=later.where(~found["one"]))


def steps(scene: Scene, scenario: Scenario) -> tuple[list[whatif.Change], list[int]]:
    """The steps in ids of the scene, and the places of those about an agreement that it does not read."""
    heirs = frames.successors(Municipality.objects.on(scene.reading.on))
    rows = list(scenario.changes.prefetch_related("municipalities"))
    read = _readable(scene)
    changes, outside = [], []
    for place, row in enumerate(rows):
        who = tuple(heirs.get(one.pk, one.pk) for one in row.municipalities.all())
        if row.agreement_id is not None and row.agreement_id not in read:
            outside.append(place)
            who = ()
        changes.append(whatif.Change(row.kind, who, row.agreement_id or whatif.NOBODY, row.name))
    return changes, outside


def _readable(scene: Scene) -> set[int]:
    """Agreements that the reading lets through; a size that it refuses is refused before and after."""
    known, most = scene.agreements, scene.reading.max_members
    return set((known if most is None else known[known["size"] <= most])["id"].tolist())


def _merging(merger: whatif.Merger, agreements: pd.DataFrame) -> Merging:
    names = dict(zip(merger.municipalities["id"], merger.municipalities["name"], strict=True))
    rivals = competing(merger.memberships, agreements, merger.parts)
    sizes = agreements.set_index("id")["size"]
    parts = {pk: names[pk] for pk in sorted(merger.parts, key=names.__getitem__)}
    return Merging(merger.place, merger.name, parts, rivals.assign(size=rivals["agreement"].map(sizes)))


def _clustered(ties: pd.DataFrame, municipalities: pd.DataFrame, group: tuple[int, ...]) -> Clustered:
    inc = graphs.incidence(ties, municipalities["id"])
    found = communities(inc, seeds=SEEDS)
    nodes = municipalities.merge(found.municipalities, on="id").merge(overlap.portfolios(inc), on="id")
    nodes = nodes.assign(cluster_label="", in_study=nodes["id"].isin(group))
    start = {row.id: (row.lon, row.lat) for row in nodes.dropna(subset=["lon", "lat"]).itertuples()}
    places = layout.force(graphs.projection(inc, "collaboration"), start=start)  # north stays up
    nodes = nodes.merge(places, on="id")
    return Clustered(nodes, overlap.pairs(inc), int(nodes["cluster"].max() + 1), found.q)


def steps_of(scenario: Scenario, plan: Plan) -> list[tuple[ScenarioChange, str]]:
    """The rows of the scenario in order, each with why it changes nothing, or ''."""
    rows = scenario.changes.select_related("agreement__theme").prefetch_related("municipalities")
    return [(row, plan.idle.get(place, "")) for place, row in enumerate(rows)]
