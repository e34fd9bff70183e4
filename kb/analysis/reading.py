"""What part of the knowledge base a figure reads: the filter bar as a value, and the filters on frames."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

import pandas as pd


@dataclass(frozen=True)
class Reading:
    """One way of reading the memberships; every figure is computed on one and says which.

    Strings are codes, and an empty string means "all". `max_members` keeps agreements with at most
    that many members anywhere; `on` reads the state of that day; `scope` says whose municipalities
    are read; `resolution` is the γ of the clusters. `include_incomplete` reads, in a view wider than the
    study, also agreements of which only members within the study are known.

    >>> Reading(obligation="voluntary", max_members=30).as_query()
    {'obligation': 'voluntary', 'max_members': '30'}
    """

    domain: str = ""
    form: str = ""
    obligation: str = ""
    max_members: int | None = None
    include_to_check: bool = False
    include_ended: bool = False
    include_incomplete: bool = False
    on: date | None = None
    source: str = ""
    scope: str = "region"
    resolution: float = 1.0

    def as_query(self) -> dict[str, str]:
        """Only what differs from the default, as text for a link; booleans become "1" or "0"."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        defaults = {field.name: field.default for field in fields(self)}
        return {name: _text(value) for name, value in values.items() if value != defaults[name]}

    def key(self) -> str:
        """A stable name for caches: equal readings have equal keys, in every process.

        >>> Reading().key(), Reading(max_members=30, domain="wonen").key()
        ('all', 'domain=wonen&max_members=30')
        """
        return urlencode(self.as_query()) or "all"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def at_most(memberships: pd.DataFrame, agreements: pd.DataFrame, members: int | None) -> pd.DataFrame:
    """Memberships of agreements that have at most `members` members anywhere.

    The limit looks at the column `size` of `agreements` (members known anywhere), not at the members
    in view: a province-wide body stays province-wide when three municipalities look at it. None keeps all.

    >>> memberships = pd.DataFrame({"municipality": [1, 2, 1], "agreement": [7, 7, 8]})
    >>> agreements = pd.DataFrame({"id": [7, 8], "size": [2, 300]})
    >>> at_most(memberships, agreements, 30).values.tolist()
    [[1, 7], [2, 7]]
    """
    if members is None:
        return memberships
    small = agreements.loc[agreements["size"] <= members, "id"]
    return _only(memberships, "agreement", small)


def within(memberships: pd.DataFrame, municipalities: Iterable[int]) -> pd.DataFrame:
    """Memberships of these municipalities only.

    >>> within(pd.DataFrame({"municipality": [1, 2], "agreement": [7, 7]}), [2]).values.tolist()
    [[2, 7]]
    """
    return _only(memberships, "municipality", list(municipalities))


def _only(memberships: pd.DataFrame, column: str, ids: Iterable[int]) -> pd.DataFrame:
    return memberships[memberships[column].isin(ids)].reset_index(drop=True)
