"""A study beside a region: the same questions put to both, on the same rows where one source knows both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import nan
from typing import Any

import pandas as pd
from django.utils.functional import cached_property

from kb import frames
from kb.analysis import graphs
from kb.analysis.reading import Reading, within
from kb.analysis.regions import describing, partitions, perimeter
from kb.analysis.structure import congruence
from kb.analysis.structure.wide import telling
from kb.insight.scenes import Scene, kept, scene
from kb.models import LegalForm, Membership, Municipality, Participation, Region, Stakeholder, Study

MEASURES = {
    "ari": partitions.adjusted_rand,
    "ami": partitions.adjusted_mutual_information,
    "vi": partitions.variation_of_information,
}
ENOUGH_THEMES = 10  # below it a division of themes says too little to print large
ENOUGH_KNOWN = 0.5  # the share of agreements whose theme must be known, on both sides, to compare domains


@dataclass(frozen=True)
class Side:
    """One of the two groups. ``agreements``: a row an agreement, with who of the group sits in it.

    ``population`` is NaN where not everybody's is known; ``others``: a row a municipality outside, by n.
    ``profile`` counts agreements by class, ``unclassed`` those without one.
    """

    ids: tuple[int, ...]
    municipalities: pd.DataFrame
    description: describing.Description
    agreements: pd.DataFrame
    profile: pd.Series[Any]
    unclassed: int
    depth: pd.DataFrame
    perimeter: perimeter.Perimeter
    others: pd.DataFrame
    congruence: float
    structure: describing.Structure | None
    connected: bool | None
    to_check: int

    @property
    def population(self) -> float:
        known = self.municipalities["population"]
        return float(known.sum(skipna=False)) if len(known) else nan

    @property
    def evenness(self) -> float:
        return describing.evenness(self.municipalities["population"])

    @cached_property
    def themes(self) -> int:
        return self._known("theme")

    @cached_property
    def domains(self) -> int:
        return self._known("domain")

    def _known(self, column: str) -> int:
        values = self.agreements[column]
        return int(values[values != -1].nunique())

    def among(self, column: str) -> list[str]:
        """The known provinces or reference regions of the members, by name."""
        return sorted(set(self.municipalities[column]) - {""})


@dataclass(frozen=True)
class SharedThemes:
    """``n`` themes in which both take part, divided by partner set; no ``values`` where n is too small."""

    n: int
    values: dict[str, float]

    @property
    def few(self) -> bool:
        return self.n < ENOUGH_THEMES


@dataclass(frozen=True)
class Beside:
    """``by`` says by what the profiles are: domain, or form where too few themes are known."""

    study: Side
    region: Side
    by: str
    names: dict[Any, str]
    cosine: float
    themes: SharedThemes
    different: tuple[int, int] | None
    on: date

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.study, self.region

    @property
    def both(self) -> list[str]:
        """The names of those that belong to both groups."""
        shared = self.study.municipalities["id"].isin(self.region.ids)
        return list(self.study.municipalities.loc[shared, "name"])

    @cached_property
    def unclassed(self) -> int:
        """The agreements without a class, each once, also where both take part."""
        rows = pd.concat([self.study.agreements, self.region.agreements]).drop_duplicates("id")
        return len(rows) - int(describing.profile(rows, self.by).sum())

    @property
    def classes(self) -> pd.DataFrame:
        """A row a class: class, study, region (agreements) and their shares of what is classed."""
        both = pd.DataFrame({"study": self.study.profile, "region": self.region.profile}).fillna(0)
        shares = (both / both.sum().where(both.sum() > 0, 1)).add_suffix("_share")
        return both.astype(int).join(shares).rename_axis("class").reset_index()


def compared(study: Study, region: Region, how: Reading, today: date) -> Beside:
    """Both groups on the scene of all municipalities: who else sits at a table may live anywhere."""
    view = scene(study, how, today)
    key = f"{view.key}:{region.pk}"
    return kept("comparison", key, view.version, lambda: _compare(view, region))


def along(found: Beside) -> dict[str, list[Stakeholder]]:
    """Who takes part in an agreement of either group without being a municipality."""
    tables = {"study": set(found.study.agreements["id"]), "region": set(found.region.agreements["id"])}
    rows = Participation.objects.filter(agreement__in=set.union(*tables.values()))
    ones: dict[str, dict[int, Stakeholder]] = {name: {} for name in tables}
    for row in rows.select_related("stakeholder").order_by("stakeholder__name"):
        for name, held in tables.items():
            if row.agreement_id in held:
                ones[name][row.stakeholder_id] = row.stakeholder
    return {name: list(each.values()) for name, each in ones.items()}


def members_of(region: Region, view: Scene) -> tuple[int, ...]:
    """The members as they exist on the day of ``view``: those that merged are their heirs."""
    ground = region.members.values_list("pk", "successors__pk")
    there = set(view.municipalities["id"])
    return tuple(sorted({pk if pk in there else heir for pk, heir in ground} & there))


def class_column(view: Scene, *groups: tuple[int, ...]) -> str:
    """``domain`` where the domain of enough agreements of every group is known, else ``form``."""
    known = view.agreements.set_index("id")["domain"]
    shares = [(known.reindex(_held(view, group)) != -1).mean() for group in groups]
    return "domain" if all(share >= ENOUGH_KNOWN for share in shares) else "form"


def _held(view: Scene, group: tuple[int, ...]) -> Any:
    return within(view.ties, group)["agreement"].unique()


def _compare(view: Scene, region: Region) -> Beside:
    mine, theirs = view.study, members_of(region, view)
    by = class_column(view, mine, theirs)
    borders = frames.neighbours(Municipality.objects.on(view.reading.on))  # type: ignore[arg-type]
    forms = frames.legal_forms(LegalForm.objects.exclude(kind=LegalForm.Kind.TERRITORIAL))
    one, other = (_side(view, group, by, borders, forms) for group in (mine, theirs))
    domains = dict(zip(view.agreements["domain"], view.agreements["domain_name"], strict=True))
    return Beside(
        one,
        other,
        by,
        domains if by == "domain" else {},
        describing.cosine(one.profile, other.profile),
        _shared_themes(view, mine, theirs),
        _different(mine, theirs),
        view.reading.on,  # type: ignore[arg-type]
    )


def _side(view: Scene, group: tuple[int, ...], by: str, borders: pd.DataFrame, forms: pd.DataFrame) -> Side:
    inside = within(view.ties, group)
    around = perimeter.perimeter(view.ties, view.municipalities, group)
    rows = view.agreements.merge(around.tables, left_on="id", right_on="agreement").drop(columns="agreement")
    names = inside.assign(name=inside["municipality"].map(view.names)).groupby("agreement")["name"]
    rows["members"] = rows["id"].map(names.agg(lambda each: ", ".join(sorted(each))))
    profile = describing.profile(rows, by)
    named = view.municipalities.set_index("id")[["nis", "name"]]
    inc, met = graphs.incidence(inside, group), congruence.congruence(view.incidence)
    return Side(
        ids=group,
        municipalities=view.municipalities[view.municipalities["id"].isin(group)].sort_values("name"),
        description=describing.describe(inc),
        agreements=rows.sort_values(["inside", "name"], ascending=[False, True], ignore_index=True),
        profile=profile,
        unclassed=len(rows) - int(profile.sum()),
        depth=describing.depth(rows, forms),
        perimeter=around,
        others=around.others.join(named, on="municipality"),
        congruence=congruence.overall(met[met["id"].isin(group)]),
        structure=describing.structure(telling(inc)),
        connected=_connected(borders, group),
        to_check=_to_check(view, group),
    )


def _to_check(view: Scene, group: tuple[int, ...]) -> int:
    """Memberships that the reading leaves out because nobody confirmed them."""
    if view.reading.include_to_check:
        return 0
    doubted = Membership.objects.in_reading(replace(view.reading, include_to_check=True))
    counted = Membership.objects.in_reading(view.reading)  # a register counts what others leave to check
    mine = doubted.filter(municipality__in=group, status=Membership.Status.TO_CHECK)
    return mine.exclude(pk__in=counted).count()


def _connected(borders: pd.DataFrame, group: tuple[int, ...]) -> bool | None:
    """Whether one can go from each to each without leaving the group; None where no border is known."""
    touching = borders[borders["a"].isin(group) | borders["b"].isin(group)]
    if touching.empty:
        return None
    inside = touching[touching["a"].isin(group) & touching["b"].isin(group)]
    reached: set[int] = set()
    found = set(group[:1])
    while found - reached:
        reached |= found
        near = inside[inside["a"].isin(reached) | inside["b"].isin(reached)]
        found = reached | set(near["a"]) | set(near["b"])
    return len(reached) == len(group)


def _shared_themes(view: Scene, mine: tuple[int, ...], theirs: tuple[int, ...]) -> SharedThemes:
    one, other = (perimeter.partner_sets(view.ties, view.agreements, group) for group in (mine, theirs))
    both = one.index.intersection(other.index)
    try:
        values = {name: measure(one[both], other[both]) for name, measure in MEASURES.items()}
    except partitions.TooFewItems:
        values = {}
    return SharedThemes(len(both), values)


def _different(mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, int] | None:
    """How many municipalities only one of the two has: what refuses a statistic over the same items."""
    try:
        partitions.adjusted_rand(pd.Series(0, index=list(mine)), pd.Series(0, index=list(theirs)))
    except partitions.DifferentItems as refused:
        return refused.one, refused.other
    except partitions.TooFewItems:
        pass
    return None
