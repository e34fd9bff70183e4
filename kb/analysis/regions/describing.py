"""What can be said of the network of one group of municipalities, so that two groups can stand side by side.

Two groups have other municipalities, so no statistic over the same items applies; descriptors do. None of
them is better when it is higher.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kb.analysis.chance.nulls import Standing, curveball, standing
from kb.analysis.graphs import Incidence, informing
from kb.analysis.overlap import pairs, shared_by_all
from kb.analysis.structure.communities import communities
from kb.analysis.structure.nestedness import nodf

LOOSE, AGREED, TERM, LASTING, TRANSFERRED = "loose", "agreed", "term", "lasting", "transferred"
LEVELS = (LOOSE, AGREED, TERM, LASTING, TRANSFERRED)
UNKNOWN = "unknown"
ENOUGH = 10  # municipalities: below it the random networks are so few and so alike that z says nothing
NULLS = 99


@dataclass(frozen=True)
class Description:
    """``n`` municipalities with their ``agreements`` and ``memberships``; Jaccard over ``pairs`` pairs.

    Ratios without a denominator are NaN, "no evidence".
    """

    n: int
    agreements: int
    memberships: int
    density: float
    shared_by_all: int
    share_by_all: float
    pairs: int
    jaccard_mean: float
    jaccard_median: float
    jaccard_min: float
    jaccard_max: float


def describe(inc: Incidence) -> Description:
    """The description of the municipalities of ``inc``.

    Density: memberships / (n · agreements), the part of all possible memberships that is known. Jaccard over
    the pairs of which at least one has an agreement. Empty input: zeros and NaN; a single municipality has
    no pairs. Source: density, Borgatti & Everett 1997, Social Networks 19; Jaccard 1901.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [7, 8, 7]})
    >>> found = describe(incidence(frame))
    >>> found.density, found.shared_by_all, found.jaccard_mean
    (0.75, 1, 0.5)
    """
    n, agreements = len(inc.municipalities), int((inc.member_counts > 0).sum())
    memberships = int(inc.matrix.nnz)
    common = len(shared_by_all(inc, inc.municipalities))
    jaccard = pairs(inc, keep_zero=True)["jaccard"].dropna()
    return Description(
        n,
        agreements,
        memberships,
        memberships / (n * agreements) if agreements else float("nan"),
        common,
        common / agreements if agreements else float("nan"),
        len(jaccard),
        *(float(getattr(jaccard, name)()) for name in ("mean", "median", "min", "max")),
    )


@dataclass(frozen=True)
class Structure:
    """Clusters (Q_B) and nestedness (NODF, 0–100), each among random networks with the same sums."""

    modularity: Standing
    nestedness: Standing


def structure(inc: Incidence, seed: int = 0) -> Structure | None:
    """Q_B of the best division and NODF of `inc`, with z against NULLS curveball networks.

    None, too small to say, for fewer than ENOUGH municipalities with a membership, or agreements that two
    of them share. Every random network is divided by the same search. The same seed gives the same
    figures. Sources: Barber 2007; Almeida-Neto et al. 2008; Strona et al. 2014.

    >>> from kb.analysis.graphs import incidence
    >>> structure(incidence(pd.DataFrame({"municipality": [1, 2], "agreement": [7, 7]}))) is None
    True
    """
    used = informing(inc)
    if min((used.portfolio_sizes > 0).sum(), len(used.agreements)) < ENOUGH:
        return None
    nulls = list(curveball(used, NULLS, seed))
    return Structure(
        standing(_clustered(used, seed), [_clustered(null, seed) for null in nulls]),
        standing(nodf(used).both, [nodf(null).both for null in nulls]),
    )


def _clustered(inc: Incidence, seed: int) -> float:
    return communities(inc, seeds=[seed]).q


def evenness(parts: "pd.Series[float]") -> float:
    """How evenly a whole is divided: Shannon entropy of the shares / ln n (Pielou 1966), 0 to 1.

    1: all parts alike; near 0: one holds nearly everything. NaN for fewer than two parts, an unknown part
    or nothing to divide.

    >>> evenness(pd.Series([100.0, 100.0])), round(evenness(pd.Series([99.0, 1.0])), 3)
    (1.0, 0.081)
    """
    if len(parts) < 2 or parts.isna().any() or not parts.sum():
        return float("nan")
    share = parts[parts > 0] / parts.sum()
    return float(-(share * np.log(share)).sum() / np.log(len(parts)))


def profile(agreements: pd.DataFrame, by: str) -> "pd.Series[Any]":
    """The coverage vector: how many of these agreements lie in each class of the column ``by``.

    The unknown class (-1 or '') is left out: it covers nothing. Sorted by class.

    >>> profile(pd.DataFrame({"domain": [3, -1, 3, 2]}), "domain").to_dict()
    {2: 1, 3: 2}
    """
    known = agreements.loc[~agreements[by].isin([-1, ""]), by]
    return known.value_counts().sort_index()


def cosine(one: "pd.Series[Any]", other: "pd.Series[Any]") -> float:
    """How alike two coverage vectors are, whatever their length: Σ x·y / (‖x‖ ‖y‖).

    1: the same mix, 0: nothing in common; a class that one lacks counts as 0. NaN where one is empty.
    Source: Salton & McGill 1983.

    >>> cosine(pd.Series({"a": 1, "b": 1}), pd.Series({"a": 2, "b": 2, "c": 0}))
    1.0
    """
    length = float(np.sqrt((one**2).sum() * (other**2).sum()))
    if not length:
        return float("nan")
    return min(1.0, float(one.mul(other, fill_value=0).sum()) / length)


def depth(agreements: pd.DataFrame, forms: pd.DataFrame) -> pd.DataFrame:
    """How binding the legal forms of these agreements are: columns level, years, n; the loosest first.

    `forms` has code, association (regulated as such by decree), legal_person and transfers (True, False or
    None: not known), max_years (NaN: no longest term known). Levels: loose (no legal person, not regulated),
    agreed (no legal person, by an agreement under the decree), term (a legal person for at most `years`
    years, a row for each), lasting (a legal person without a known longest term), transferred (members
    hand the management over). Unknown comes last: no form, or not known whether it is a legal person.
    Every level that a form of `forms` has is a row, also with n = 0. Our own operationalisation.

    >>> forms = pd.DataFrame({"code": ["interlokaal", "project"], "association": [True, True],
    ...     "legal_person": [False, True], "transfers": [False, False], "max_years": [np.nan, 6]})
    >>> depth(pd.DataFrame({"form": ["project", "project", ""]}), forms)[["level", "n"]].values.tolist()
    [['agreed', 0], ['term', 2], ['unknown', 1]]
    """
    levels = [_level(row) for row in forms.to_dict("records")]
    of = pd.DataFrame(levels, columns=["level", "years"], index=forms["code"])
    scale = [*LEVELS, UNKNOWN]
    rungs = pd.concat([of, pd.DataFrame({"level": [UNKNOWN], "years": [0]})]).drop_duplicates()
    rungs = rungs.sort_values(["level", "years"], key=lambda column: column.map(_place(scale, column)))
    known = of.reindex(agreements["form"])
    counts = known.fillna({"level": UNKNOWN, "years": 0}).value_counts(["level", "years"])
    n = [int(counts.get((level, years), 0)) for level, years in rungs.itertuples(index=False)]
    return rungs.assign(n=n).reset_index(drop=True).astype({"years": "int64"})


def _place(scale: list[str], column: "pd.Series[Any]") -> dict[Any, int]:
    values = scale if column.name == "level" else sorted(column.unique())
    return {value: place for place, value in enumerate(values)}


def _level(form: dict[Any, Any]) -> tuple[str, int]:
    """The level of one legal form, and its longest term where that makes the level."""
    if form["transfers"] is True:
        return TRANSFERRED, 0
    if form["legal_person"] is True:
        return (LASTING, 0) if pd.isna(form["max_years"]) else (TERM, int(form["max_years"]))
    if form["legal_person"] is False:
        return (AGREED if form["association"] else LOOSE), 0
    return UNKNOWN, 0
