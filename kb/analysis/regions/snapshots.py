"""Two pictures of the same municipalities: which agreements came, went, grew or shrank."""

from collections.abc import Iterable

import pandas as pd

from kb.analysis.graphs import incidence
from kb.analysis.overlap import pairs, portfolios

Members = dict[int, frozenset[int]]
KINDS = (
    "added",
    "widened",
    "moved",
    "narrowed",
    "dropped",
    "ended",
    "contradicted",
    "first_named",
    "not_named",
    "unclear",
    "same",
)
NOBODY: frozenset[int] = frozenset()


def compare(
    before: pd.DataFrame,
    after: pd.DataFrame,
    silent_before: pd.DataFrame | None = None,
    silent_after: pd.DataFrame | None = None,
    ended: Iterable[int] = (),
    disputed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each agreement of two membership frames (`municipality`, `agreement`) with what became of it.

    A tie that a picture lacks is a denial, unless it stands in its `silent` frame: then nobody says that
    it did not exist. Columns agreement (sorted); kind; n_before, n_after; stayed, joined, left: tuples of
    municipalities; unsure: those among joined and left of whom the other picture is silent. `kind` is

    * added, dropped: nobody of them was in it, or is any more;
    * widened (some joined), narrowed (some left), moved (both), same (neither);
    * first_named, not_named: the difference rests on silence alone; unclear: on silence in both directions;
    * contradicted: all that is denied stands in `disputed`, ties of which another source says the opposite;
    * ended: nobody is named any more, and the agreement is among `ended`.

    What is denied outweighs what is contradicted, and that what is merely not named. Every agreement of
    either frame has one row and one kind; exchanging the pictures exchanges added and dropped, widened and
    narrowed, first_named and not_named. Two empty frames give an empty one. Our own definition.

    >>> then = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [7, 8, 8]})
    >>> now = pd.DataFrame({"municipality": [1, 2, 1], "agreement": [7, 7, 9]})
    >>> compare(then, now)[["agreement", "kind"]].values.tolist()
    [[7, 'widened'], [8, 'dropped'], [9, 'added']]
    >>> compare(then, now, silent_after=then)["kind"].tolist()
    ['widened', 'not_named', 'added']
    """
    was, now = _members(before), _members(after)
    quiet_before, quiet_after = _members(silent_before), _members(silent_after)
    over, doubted = frozenset(ended), _members(disputed)
    rows = [
        _row(
            agreement,
            was.get(agreement, NOBODY),
            now.get(agreement, NOBODY),
            quiet_before.get(agreement, NOBODY),
            quiet_after.get(agreement, NOBODY),
            doubted.get(agreement, NOBODY),
            over,
        )
        for agreement in sorted(was.keys() | now.keys())
    ]
    columns = ["agreement", "kind", "n_before", "n_after", "stayed", "joined", "left", "unsure"]
    return pd.DataFrame(rows, columns=columns).astype({"agreement": "int64"})


def pair_counts(before: pd.DataFrame, after: pd.DataFrame, municipalities: Iterable[int]) -> pd.DataFrame:
    """What every pair of these municipalities shared and shares: a < b, then, now, change = now − then.

    Also n_a_then, n_b_then, n_a_now, n_b_now: the portfolios, by which a count becomes a share.

    >>> then = pd.DataFrame({"municipality": [1, 2, 2], "agreement": [7, 7, 8]})
    >>> now = pd.DataFrame({"municipality": [1], "agreement": [7]})
    >>> pair_counts(then, now, [1, 2])[["a", "b", "then", "now", "change", "n_b_then"]].values.tolist()
    [[1, 2, 1, 0, -1, 2]]
    """
    wanted = sorted(set(municipalities))
    columns = ["a", "b", "shared", "n_a", "n_b"]
    found = [pairs(incidence(frame, wanted), keep_zero=True)[columns] for frame in (before, after)]
    both = found[0].merge(found[1], on=["a", "b"], suffixes=("_then", "_now"))
    both = both.rename(columns={"shared_then": "then", "shared_now": "now"})
    return both.assign(change=both["now"] - both["then"])


def portfolio_counts(
    before: pd.DataFrame, after: pd.DataFrame, municipalities: Iterable[int]
) -> pd.DataFrame:
    """The agreements of each of these municipalities in both pictures: columns id, then, now.

    >>> then = pd.DataFrame({"municipality": [1, 1], "agreement": [7, 8]})
    >>> portfolio_counts(then, then.head(1), [1, 2]).values.tolist()
    [[1, 2, 1], [2, 0, 0]]
    """
    wanted = sorted(set(municipalities))
    then, now = (portfolios(incidence(frame, wanted)) for frame in (before, after))
    return then.rename(columns={"n": "then"}).assign(now=now["n"])


def _members(ties: pd.DataFrame | None) -> Members:
    if ties is None or ties.empty:
        return {}
    sets = ties.groupby("agreement")["municipality"].agg(frozenset)
    return dict(zip(sets.index.tolist(), sets, strict=True))


def _row(
    agreement: int,
    was: frozenset[int],
    now: frozenset[int],
    quiet_before: frozenset[int],
    quiet_after: frozenset[int],
    disputed: frozenset[int],
    ended: frozenset[int],
) -> tuple[object, ...]:
    joined, left = now - was, was - now
    unsure = (joined & quiet_before) | (left & quiet_after)
    if not now and agreement in ended:
        kind = "ended"
    else:
        kind = _kind(was, now, joined - quiet_before, left - quiet_after, disputed)
    parts = (tuple(sorted(part)) for part in (was & now, joined, left, unsure))
    return (agreement, kind, len(was), len(now), *parts)


def _kind(
    was: frozenset[int],
    now: frozenset[int],
    joined: frozenset[int],
    left: frozenset[int],
    disputed: frozenset[int],
) -> str:
    """`joined` and `left` are those of whom the other picture says that they were not in it."""
    if joined - disputed or left - disputed:
        return _change(was, now, joined - disputed, left - disputed)
    if joined or left:
        return "contradicted"
    return _silence(was, now)


def _change(was: frozenset[int], now: frozenset[int], joined: frozenset[int], left: frozenset[int]) -> str:
    if not was or not now:
        return "dropped" if left else "added"
    if joined and left:
        return "moved"
    return "widened" if joined else "narrowed"


def _silence(was: frozenset[int], now: frozenset[int]) -> str:
    if was == now:
        return "same"
    if was < now:
        return "first_named"
    return "not_named" if now < was else "unclear"
