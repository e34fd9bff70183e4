"""How agreements lie over regions: the part of a region that takes part, the part of the members in it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis.graphs import Ids, Incidence

Codes = NDArray[np.intp]
ALIGNED = ["agreement", "region", "inside", "members", "region_size", "coverage", "purity"]


class _Regions(NamedTuple):
    """``of``: the number of each row's region, -1 where it is not known; ``codes`` in order."""

    of: Codes
    codes: pd.Index

    @property
    def sizes(self) -> Ids:
        return np.bincount(self.of[self.of >= 0], minlength=len(self.codes)).astype(np.int64)


def alignment(inc: Incidence, region_of: Sequence[Any] | pd.Series | NDArray[Any]) -> pd.DataFrame:
    """Every agreement k with every region R in which it has a member.

    `region_of` names the region of each row of `inc`: a code, or -1, '' or None where it is not known.
    inside |k∩R|; members |k|, also those whose region is not known; region_size |R|, the rows of `inc`
    in R; coverage |k∩R|/|R|; purity |k∩R|/|k|. Both shares lie above 0 and at most at 1. Agreements
    come in the order of `inc`, their regions by code. Without memberships or known regions the frame is
    empty. Raises ValueError unless there is one region a row. Our own definition.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3], "agreement": [7, 7, 7]})
    >>> found = alignment(incidence(frame, [1, 2, 3, 4]), ["L", "L", "B", "B"])
    >>> found[["region", "inside", "coverage", "purity"]].round(2).values.tolist()
    [['B', 1, 0.5, 0.33], ['L', 2, 1.0, 0.67]]
    """
    regions = _regions(inc, region_of)
    count = max(len(regions.codes), 1)
    of = np.repeat(regions.of, np.diff(inc.matrix.indptr))
    cells = np.sort((inc.matrix.indices.astype(np.int64) * count + of)[of >= 0])
    first = np.flatnonzero(np.diff(cells, prepend=-1))  # equal cells stand together: each run is one count
    at, region = np.divmod(cells[first], count)
    inside, members = np.diff(first, append=len(cells)), inc.member_counts[at]
    size, named = regions.sizes[region], regions.codes.take(region)
    shares = (inside / size, inside / members)
    values = (inc.agreements[at], named, inside, members, size, *shares)
    return pd.DataFrame(dict(zip(ALIGNED, values, strict=True)), copy=False)


def crossing(inc: Incidence, region_of: Sequence[Any] | pd.Series | NDArray[Any]) -> pd.DataFrame:
    """The agreements with members in more than one known region: rows of :func:`homes`.

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]})
    >>> crossing(incidence(frame), ["L", "B"])["agreement"].tolist()
    [7]
    """
    found = homes(inc, region_of)
    return found[found["regions"] > 1].reset_index(drop=True)


def homes(inc: Incidence, region_of: Sequence[Any] | pd.Series | NDArray[Any]) -> pd.DataFrame:
    """A row an agreement: its home, the region of highest purity (of equals the first code), and the rest.

    Columns agreement; home (None where the region of no member is known); regions, how many are known;
    members = inside (in the home) + outside (in another known region) + unknown; purity and coverage of
    the home (NaN without one).

    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 4], "agreement": [7, 7, 7, 7]})
    >>> found = homes(incidence(frame), ["L", "L", "B", ""])
    >>> found[["home", "regions", "inside", "outside", "unknown"]].values.tolist()
    [['L', 2, 2, 1, 1]]
    """
    found = alignment(inc, region_of)
    ranked = found.sort_values(["agreement", "inside"], ascending=[True, False], kind="stable")
    best = ranked.drop_duplicates("agreement").set_index("agreement").reindex(inc.agreements)
    grouped = found.groupby("agreement")["inside"].agg(regions="size", known="sum")
    grouped = grouped.reindex(inc.agreements, fill_value=0).astype("int64")
    inside = best["inside"].fillna(0).astype("int64")
    columns = {
        "home": best["region"].astype(object).where(best["region"].notna(), None),
        "regions": grouped["regions"],
        "members": inc.member_counts,
        "inside": inside,
        "outside": grouped["known"] - inside,
        "unknown": inc.member_counts - grouped["known"],
        "purity": best["purity"],
        "coverage": best["coverage"],
    }
    return pd.DataFrame(columns).rename_axis("agreement").reset_index()


def _regions(inc: Incidence, region_of: Sequence[Any] | pd.Series | NDArray[Any]) -> _Regions:
    if len(region_of) != len(inc.municipalities):
        raise ValueError("alignment needs one region for each row of the incidence")
    given = np.asarray(region_of)
    of, codes = pd.factorize(given if given.dtype.kind in "iu" else given.astype(object), sort=True)
    unknown = [number for number, code in enumerate(codes) if code in ("", -1)]
    if unknown:  # "" and -1 come first in their order, so that the others only move up
        of = np.where(np.isin(of, unknown), -1, of - len(unknown))
    return _Regions(of, pd.Index(codes[len(unknown) :]))
