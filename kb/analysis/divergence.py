"""Where a merger would force a choice: themes in which the members of a study do not sit together."""

from collections.abc import Iterable

import pandas as pd

COLUMNS = ["theme", "theme_name", "domain", "domain_name", "agreements", "shared_by_all", "members", "kind"]
COUNTS = ["theme", "domain", "agreements", "shared_by_all", "members"]
DIVERGENT = ("split", "partial")


def divergence(
    memberships: pd.DataFrame, agreements: pd.DataFrame, municipalities: Iterable[int]
) -> pd.DataFrame:
    """Each theme of `agreements` with how these municipalities sit in it, ordered by domain and theme.

    `agreements` counts those with a member among the municipalities, `shared_by_all` those with all of
    them, `members` the municipalities with at least one. `kind` is

    * aligned: every municipality has exactly the same set of agreements;
    * split: every one has something, but not the same set;
    * partial: some have something, some nothing;
    * empty: nobody has a membership in this reading.

    Split and partial are divergent. Agreements without a theme (-1) are left out: see :func:`unthemed`.
    A theme is a row as soon as `agreements` names it, so without municipalities every theme is empty.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1, 2], "agreement": [6, 6, 7, 8]})
    >>> agreements = pd.DataFrame(
    ...     {"id": [6, 7, 8], "theme": [20, 21, 21], "theme_name": ["Afval", "Water", "Water"],
    ...      "domain": 1, "domain_name": "Ruimte"})
    >>> divergence(memberships, agreements, [1, 2])[["theme_name", "kind"]].values.tolist()
    [['Afval', 'aligned'], ['Water', 'split']]
    """
    wanted = sorted(set(municipalities))
    inside = memberships[memberships["municipality"].isin(wanted)]
    themed = agreements[agreements["theme"] != -1].sort_values(["domain", "theme", "id"])
    heads = ["theme", "theme_name", "domain", "domain_name"]
    rows = [
        (*head, *_position(inside[inside["agreement"].isin(part["id"])], wanted))
        for head, part in themed.groupby(heads, sort=False)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(COUNTS, "int64"))


def divergent(themes: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`divergence` in which the municipalities are split or only partly present.

    >>> divergent(pd.DataFrame({"kind": ["aligned", "split", "empty", "partial"]}))["kind"].tolist()
    ['split', 'partial']
    """
    return themes[themes["kind"].isin(DIVERGENT)].reset_index(drop=True)


def unthemed(memberships: pd.DataFrame, agreements: pd.DataFrame, municipalities: Iterable[int]) -> int:
    """How many agreements of these municipalities have no known theme and so escape :func:`divergence`.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1], "agreement": [6, 6, 7]})
    >>> unthemed(memberships, pd.DataFrame({"id": [6, 7], "theme": [-1, 20]}), [1, 2])
    1
    """
    inside = memberships[memberships["municipality"].isin(list(municipalities))]
    unknown = agreements.loc[agreements["theme"] == -1, "id"]
    return inside.loc[inside["agreement"].isin(unknown), "agreement"].nunique()


def _position(inside: pd.DataFrame, wanted: list[int]) -> tuple[int, int, int, str]:
    sets = inside.groupby("municipality")["agreement"].agg(frozenset)
    common = frozenset.intersection(*sets) if len(sets) == len(wanted) and len(sets) else frozenset()
    return inside["agreement"].nunique(), len(common), len(sets), _kind(set(sets), len(sets), len(wanted))


def _kind(distinct: set[frozenset[int]], members: int, wanted: int) -> str:
    if members == 0:
        return "empty"
    if members < wanted:
        return "partial"
    return "aligned" if len(distinct) == 1 else "split"
