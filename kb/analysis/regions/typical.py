"""How much each municipality by itself resembles the typical member of a region."""

import numpy as np
import pandas as pd

from kb.analysis.graphs import Floats, Ids, Incidence
from kb.analysis.overlap import square

DESCRIPTORS = ("population", "agreements", "mix", "neighbours")


def describe_each(
    municipalities: pd.DataFrame,
    inc: Incidence,
    classes: "pd.Series[str]",
    borders: pd.DataFrame,
    target: Ids,
) -> pd.DataFrame:
    """The DESCRIPTORS of each municipality of `inc`, by id.

    population: ln of the inhabitants; agreements: how many; mix: cosine of one's agreements by class with
    those of all of `target` together (`classes`: the class of each agreement id, '' unknown); neighbours:
    mean Jaccard with the municipalities it borders (`borders`: columns a, b). `municipalities` has id and
    population. What is not known is NaN; so is every figure on agreements of a municipality without any.

    >>> from kb.analysis.graphs import incidence
    >>> ties = incidence(pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]}))
    >>> places = pd.DataFrame({"id": [1, 2], "population": [1.0, 1.0]})
    >>> classes, borders = pd.Series({7: "police", 8: "waste"}), pd.DataFrame({"a": [1], "b": [2]})
    >>> describe_each(places, ties, classes, borders, np.array([2])).round(2).loc[1].tolist()
    [0.0, 1.0, 0.71, 0.5]
    """
    population = municipalities.set_index("id")["population"].reindex(inc.municipalities).to_numpy(float)
    sizes = inc.portfolio_sizes.astype(float)
    columns = {
        "population": np.log(np.where(population > 0, population, np.nan)),
        "agreements": np.where(sizes > 0, sizes, np.nan),
        "mix": _mix(inc, classes, target),
        "neighbours": _with_neighbours(inc, borders),
    }
    return pd.DataFrame(columns, index=inc.municipalities)


def typical(described: pd.DataFrame, target: Ids) -> "pd.Series[float]":
    """The median of each descriptor over the members of `target` of which it is known; NaN without any.

    >>> typical(pd.DataFrame({"mix": [0.2, 0.4, 0.9]}, index=[1, 2, 3]), np.array([1, 2])).round(2).to_dict()
    {'mix': 0.3}
    """
    middle: pd.Series[float] = described.loc[described.index.isin(target)].median()
    return middle


def _mix(inc: Incidence, classes: "pd.Series[str]", target: Ids) -> Floats:
    of = classes.reindex(inc.agreements).fillna("").to_numpy(str)
    by_class = (of[:, None] == np.unique(of[of != ""])[None]).astype(float)
    mine = np.asarray(inc.matrix @ by_class)
    held = inc.matrix[np.flatnonzero(np.isin(inc.municipalities, target))].sum(axis=0) > 0
    theirs = by_class[held].sum(axis=0)
    length = np.sqrt((mine**2).sum(axis=1) * (theirs**2).sum())
    return np.minimum(1.0, _ratio(mine @ theirs, length))


def _with_neighbours(inc: Incidence, borders: pd.DataFrame) -> Floats:
    inside = borders[borders["a"].isin(inc.municipalities) & borders["b"].isin(inc.municipalities)]
    a, b = (np.searchsorted(inc.municipalities, inside[side].to_numpy(np.int64)) for side in ("a", "b"))
    jaccard = square(inc, "jaccard").to_numpy(float)[a, b]
    known = ~np.isnan(jaccard)
    ends = np.concatenate([a[known], b[known]])
    count = len(inc.municipalities)
    total = np.bincount(ends, np.tile(jaccard[known], 2), count).astype(float)
    found = _ratio(total, np.bincount(ends, minlength=count).astype(float))
    found[inc.portfolio_sizes == 0] = np.nan
    return found


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.true_divide(part, whole)
    return found
