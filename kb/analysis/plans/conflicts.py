"""How often municipalities would have to choose if they merged: for every pair at once, and for one group."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kb.analysis.graphs import Ids

UNKNOWN = -1
BITS = 63  # of a whole number, without its sign
COMPETING = ["theme", "agreement", "members"]


def conflicts(
    memberships: pd.DataFrame, agreements: pd.DataFrame, municipalities: Iterable[int], by: str = "theme"
) -> pd.DataFrame:
    """The number of themes in which each pair diverges, as a square frame with ids on both axes.

    conflicts_ij = Σ_t [S_it ≠ S_jt], S_it the set of agreements of municipality i in theme t: a theme counts
    when only one of the two has something (partial), or both something different (split), exactly the
    divergent kinds of :func:`kb.analysis.divergence.divergence` for these two. `by` names the column of
    `agreements` that holds the theme; -1 is no known theme and counts nowhere. Equal sets get equal labels by
    writing them out agreement by agreement, so the comparison is exact and not a hash. Nobody: no rows.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1, 2], "agreement": [6, 6, 7, 8]})
    >>> agreements = pd.DataFrame({"id": [6, 7, 8, 9], "theme": [20, 21, 21, 22]})
    >>> conflicts(memberships, agreements, [1, 2, 3]).values.tolist()
    [[0, 1, 2], [1, 0, 2], [2, 2, 0]]
    """
    ids = np.unique(np.fromiter(municipalities, np.int64))
    labels = _labels(memberships, agreements, ids, by)
    found = np.zeros((len(ids), len(ids)), np.uint8 if len(labels) < 2**8 else np.int32)
    apart = np.empty(found.shape, bool)
    for label in labels:
        np.not_equal(label[:, None], label[None, :], out=apart)
        found += apart.view(np.uint8)  # as it is: a cast would cost as much as the comparison
    return pd.DataFrame(found.astype(np.int64), index=ids, columns=ids)


def competing(
    memberships: pd.DataFrame, agreements: pd.DataFrame, municipalities: Iterable[int]
) -> pd.DataFrame:
    """What a merger of these municipalities would bring together without all of them taking part.

    A row an agreement of every theme in which they diverge (split or partial): `theme`, `agreement` and
    `members`, the sorted tuple of those among them that are in it; an agreement of such a theme in which all
    take part is a row too, for it competes. Agreements without a theme (-1) follow at the end, one by one:
    only those in which some take part and some not. Sorted by theme and agreement, unknown themes last. One
    municipality or none: no rows.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1, 2, 1], "agreement": [6, 6, 7, 8, 9]})
    >>> agreements = pd.DataFrame({"id": [6, 7, 8, 9], "theme": [20, 21, 21, -1]})
    >>> competing(memberships, agreements, [1, 2]).values.tolist()
    [[21, 7, (1,)], [21, 8, (2,)], [-1, 9, (1,)]]
    """
    wanted = set(municipalities)
    inside = memberships[memberships["municipality"].isin(wanted)]
    known = inside.merge(agreements[["id", "theme"]], left_on="agreement", right_on="id")
    rows = known.sort_values("municipality").groupby(["theme", "agreement"])["municipality"]
    found = rows.agg(_members).reset_index(name="members")
    found = found.assign(apart=found["members"].map(len).lt(len(wanted)))
    open_themes = found.loc[found["apart"], "theme"].unique()
    shown = found["apart"] | (found["theme"].isin(open_themes) & (found["theme"] != UNKNOWN))
    last = found["theme"] == UNKNOWN
    ordered = found.assign(last=last)[shown].sort_values(["last", "theme", "agreement"], ignore_index=True)
    return ordered[COMPETING]


def _members(ids: "pd.Series[int]") -> Any:
    return tuple(dict.fromkeys(ids.tolist()))


def _labels(
    memberships: pd.DataFrame, agreements: pd.DataFrame, ids: Ids, by: str
) -> NDArray[np.signedinteger[Any]]:
    """A row a theme: the number of the set that each municipality has in it, 0 for the empty set."""
    row, theme, agreement = _coded(memberships, agreements, ids, by)
    themes = int(theme.max(initial=-1)) + 1
    cell = theme * len(ids) + row
    keys = np.sort(cell * len(agreements) + agreement)  # the agreements of a cell in order
    keys = keys[np.diff(keys, prepend=-1) > 0]  # each once; np.unique takes four times as long
    cell = keys // max(len(agreements), 1)
    labels = np.zeros(themes * len(ids), np.int64)
    for at, word in _words(cell, keys - cell * len(agreements), len(agreements)):
        longer = labels[at] * (int(word.max()) + 1) + word
        labels[at] = pd.factorize(longer)[0] + int(labels.max()) + 1
    narrow = np.int16 if labels.max(initial=0) < 2**15 else np.int32  # half as wide is compared twice as fast
    return labels.reshape(themes, len(ids)).astype(narrow)


def _words(cell: Ids, agreement: Ids, number: int) -> Iterator[tuple[Ids, Ids]]:
    """The cells with anything, and a number for as many agreements as 63 bits hold; then with more, the next.

    An agreement is a digit from 1: no two rows of agreements make the same words.
    """
    digit = max(number.bit_length(), 1)
    first = np.flatnonzero(np.append(True, cell[1:] != cell[:-1])[: len(cell)])
    place = np.arange(len(cell)) - np.repeat(first, np.diff(first, append=len(cell)))
    turn = place // (BITS // digit)
    place -= turn * (BITS // digit)
    begins = np.flatnonzero(place == 0)
    words = np.add.reduceat((agreement + 1) << (place * digit), begins) if len(begins) else begins
    codes, turn = pd.factorize(words)[0], turn[begins]
    for now in range(int(turn.max(initial=-1)) + 1):
        yield cell[begins[turn == now]], codes[turn == now]


def _coded(
    memberships: pd.DataFrame, agreements: pd.DataFrame, ids: Ids, by: str
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, theme and agreement of each membership as numbers from 0, without what is not asked for."""
    row = pd.Index(ids).get_indexer(pd.Index(memberships["municipality"]))
    agreement = pd.Index(agreements["id"]).get_indexer(pd.Index(memberships["agreement"]))
    codes = agreements[by].to_numpy()
    theme = pd.factorize(np.where(codes == UNKNOWN, np.nan, codes.astype(float)))[0][agreement]
    use = (row >= 0) & (agreement >= 0) & (theme >= 0)
    return row[use], theme[use], agreement[use]
