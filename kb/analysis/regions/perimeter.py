"""Who else sits at the table: the agreements of a group, by the municipalities outside it that take part."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Perimeter:
    """``tables``: a row an agreement of the group; ``others``: a row a municipality outside that sits along.

    tables: agreement, inside and outside (members), provinces and regions (how many its known members span;
    0 where none is known). others: municipality, n (agreements together with the group).
    """

    tables: pd.DataFrame
    others: pd.DataFrame

    @property
    def own(self) -> int:
        """Agreements of which no member outside the group is known."""
        return int((self.tables["outside"] == 0).sum())

    @property
    def across_provinces(self) -> int:
        return int((self.tables["provinces"] > 1).sum())

    @property
    def across_regions(self) -> int:
        return int((self.tables["regions"] > 1).sum())


def perimeter(memberships: pd.DataFrame, municipalities: pd.DataFrame, group: tuple[int, ...]) -> Perimeter:
    """The perimeter of ``group``; ``memberships`` must hold all members of its agreements, wherever they lie.

    `municipalities` has id, province and reference_region ('' unknown). Nobody, or a group without
    agreements: no rows. Our own definition.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1, 3], "agreement": [7, 7, 8, 8]})
    >>> where = {"province": ["L", "L", "B"], "reference_region": ["x", "x", ""]}
    >>> places = pd.DataFrame({"id": [1, 2, 3], **where})
    >>> found = perimeter(memberships, places, (1, 2))
    >>> found.tables.values.tolist(), found.others.values.tolist()
    ([[7, 2, 0, 1, 1], [8, 1, 1, 2, 1]], [[3, 1]])
    """
    inside = memberships["municipality"].isin(group)
    mine = np.unique(memberships.loc[inside, "agreement"])
    at_table = memberships.assign(inside=inside)[memberships["agreement"].isin(mine)]
    places = municipalities.set_index("id")[["province", "reference_region"]].replace("", np.nan)
    placed = at_table.join(places, on="municipality").groupby("agreement")
    tables = pd.DataFrame(
        {
            "inside": placed["inside"].sum(),
            "outside": placed.size() - placed["inside"].sum(),
            "provinces": placed["province"].nunique(),
            "regions": placed["reference_region"].nunique(),
        }
    )
    others = at_table.loc[~at_table["inside"], "municipality"].value_counts().rename("n").reset_index()
    ranked = others.sort_values(["n", "municipality"], ascending=[False, True], ignore_index=True)
    return Perimeter(tables.reset_index().astype("int64"), ranked.astype("int64"))


def partner_sets(
    memberships: pd.DataFrame, agreements: pd.DataFrame, group: tuple[int, ...]
) -> "pd.Series[Any]":
    """For each theme in which ``group`` takes part: who sits at its tables, as a sorted tuple of ids.

    Two themes with the same tuple are worked on by the same partners: the tuples divide the themes into
    classes. `agreements` has id and theme; themes that are not known (-1) are left out. Sorted by theme.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1, 3], "agreement": [7, 7, 8, 8]})
    >>> partner_sets(memberships, pd.DataFrame({"id": [7, 8], "theme": [20, 21]}), (1,)).to_dict()
    {20: (1, 2), 21: (1, 3)}
    """
    theme = agreements.loc[agreements["theme"] != -1].set_index("id")["theme"]
    mine = memberships.loc[memberships["municipality"].isin(group), "agreement"].unique()
    at_table = memberships[memberships["agreement"].isin(np.intersect1d(mine, theme.index))]
    members = at_table.groupby(at_table["agreement"].map(theme))["municipality"]
    sets = {int(key): tuple(sorted(set(part.tolist()))) for key, part in members}
    return pd.Series(sets, dtype=object).rename_axis("theme")
