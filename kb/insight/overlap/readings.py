"""Overlap read in four ways side by side: all, voluntary only, at most n members, above chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from kb.analysis import graphs, overlap
from kb.analysis.chance.above import can_show, pairs_above_chance
from kb.analysis.chance.bicm import probabilities
from kb.analysis.reading import Reading, at_most, within
from kb.insight.scenes import Scene, kept, scene
from kb.models import Study
from kb.models.subjects import Obligation

COUNTED = ("all", "voluntary", "small")
MOST = 30  # members of an agreement in the third reading, unless the reading says otherwise
ALPHA = 0.05


@dataclass(frozen=True)
class Figures:
    """What is kept: ``pairs`` as FourReadings has them, and what any of them could show."""

    pairs: pd.DataFrame
    can_show: bool
    least: float


@dataclass(frozen=True)
class FourReadings:
    """``pairs`` has a row a pair of municipalities in view (a < b), also those that share nothing.

    Its columns: a, b, a_name, b_name, a_nis, b_nis; studied (how many of the two belong to the study); for
    each of COUNTED shared_… and value_… (``measure``); and expected, p, adjusted and evidence ("above",
    "below", "none") of the fourth reading, in which mandatory agreements are fixed. ``incidences`` has an
    Incidence for each of COUNTED, all with the same rows. ``whole`` is the scene of the first reading.
    ``can_show``: whether any pair could differ from chance here; ``least``: the smallest p within reach.
    """

    whole: Scene
    incidences: dict[str, graphs.Incidence]
    pairs: pd.DataFrame
    can_show: bool
    least: float
    measure: str
    most: int
    alpha: float

    @property
    def key(self) -> str:
        """Names these readings in a cache, together with the version of the scene."""
        return f"{self.whole.key}:{self.most}:{self.measure}:{self.alpha}"

    @property
    def agreements(self) -> dict[str, int]:
        """How many agreements each reading counts; the fourth leaves those without a choice aside."""
        counted = {name: len(inc.agreements) for name, inc in self.incidences.items()}
        return counted | {"chance": counted["all"] - self.fixed}

    @property
    def fixed(self) -> int:
        return int((self.obligations == Obligation.MANDATORY).sum())

    @property
    def larger(self) -> int:
        """Agreements with more members than the third reading counts."""
        return len(self.incidences["all"].agreements) - len(self.incidences["small"].agreements)

    @property
    def unknown(self) -> int:
        """Agreements of which it is not known whether a law requires them."""
        return int((self.obligations == Obligation.UNKNOWN).sum())

    @property
    def obligations(self) -> pd.Series:
        return _obligations(self.whole, self.incidences["all"])


def four_readings(
    study: Study, how: Reading, today: date, *, measure: str = "jaccard", alpha: float = ALPHA
) -> FourReadings:
    """The four readings of what ``how`` looks at; its obligation is left aside, its max_members is the n."""
    most = how.max_members or MOST
    whole = scene(study, replace(how, obligation="", max_members=None), today)
    found = _incidences(whole, most)
    key = f"{whole.key}:{most}:{measure}:{alpha}"
    figures = kept("readings", key, whole.version, lambda: _figures(whole, found, measure, alpha))
    return FourReadings(whole, found, figures.pairs, figures.can_show, figures.least, measure, most, alpha)


def _incidences(whole: Scene, most: int) -> dict[str, graphs.Incidence]:
    """What a scene of each reading would hold, from the one that holds all."""
    chosen = whole.agreements.loc[whole.agreements["obligation"] == Obligation.VOLUNTARY, "id"]
    voluntary = whole.ties[whole.ties["agreement"].isin(chosen)]
    small = at_most(whole.ties, whole.agreements, most)
    rows = whole.municipalities["id"]
    counted = (whole.incidence, graphs.incidence(voluntary, rows), graphs.incidence(small, rows))
    return dict(zip(COUNTED, counted, strict=True))


def _obligations(whole: Scene, inc: graphs.Incidence) -> pd.Series:
    return whole.agreements.set_index("id")["obligation"].loc[inc.agreements]


def _figures(whole: Scene, incidences: dict[str, graphs.Incidence], measure: str, alpha: float) -> Figures:
    fixed = (_obligations(whole, whole.incidence) == Obligation.MANDATORY).to_numpy()
    judged = pairs_above_chance(whole.incidence, fixed, alpha)
    named = judged[["a", "b"]].assign(**_names(whole, judged))
    for name, inc in incidences.items():
        found = overlap.pairs(inc, keep_zero=True)
        named[f"shared_{name}"] = found["shared"]
        named[f"value_{name}"] = found[measure].astype(float)
    fourth = judged[["expected", "p", "adjusted", "evidence"]]
    return Figures(pd.concat([named, fourth], axis=1), can_show(judged, alpha), float(judged["least"].min()))


def _names(whole: Scene, pairs: pd.DataFrame) -> dict[str, pd.Series]:
    of = whole.municipalities.set_index("id")
    sides = {f"{side}_{field}": pairs[side].map(of[field]) for side in "ab" for field in ("name", "nis")}
    studied = pairs["a"].isin(whole.study).astype(int) + pairs["b"].isin(whole.study)
    return {**sides, "studied": studied}


def of_pair(found: FourReadings, a: int, b: int) -> pd.DataFrame:
    """The agreements of either municipality: columns of the scene's agreements, and

    in_a, in_b; in_voluntary, in_small (whether that reading counts it), fixed; and chance, the likelihood
    that both are in it given only how many each has (NaN where it is fixed). Shared ones first, the
    least likely on top.
    """
    inc = found.incidences["all"]
    rows = np.searchsorted(inc.municipalities, [a, b])
    fixed = (found.obligations == Obligation.MANDATORY).to_numpy()
    both = probabilities(inc, fixed)[rows].prod(axis=0)
    member = inc.matrix[rows].toarray().astype(bool)
    frame = found.whole.agreements.set_index("id").loc[inc.agreements].reset_index()
    frame = frame.assign(in_a=member[0], in_b=member[1], shared=member.all(axis=0), fixed=fixed)
    for name in ("voluntary", "small"):
        frame[f"in_{name}"] = frame["id"].isin(found.incidences[name].agreements)
    frame["chance"] = np.where(fixed, np.nan, both)
    held = frame[member.any(axis=0)]
    return held.sort_values(["shared", "chance", "name"], ascending=[False, True, True], ignore_index=True)


def by_domain(found: FourReadings, a: int, b: int) -> pd.DataFrame:
    """Where the two meet: domain_name ('' unknown), shared, n_a, n_b, jaccard; most shared first."""
    whole = found.whole
    pair = overlap.per_domain(within(whole.ties, [a, b]), whole.agreements)
    names = dict(zip(whole.agreements["domain"], whole.agreements["domain_name"], strict=True))
    pair["domain_name"] = pair["domain"].map(names)
    return pair.sort_values(["shared", "jaccard", "domain_name"], ascending=[False, False, True])
