"""Where the parts of a service are best organised: govern centrally, organise locally.

The rule is a table, not code: a guideline for a part of each group of services. Source of the rule: the
guideline on governing centrally and organising locally of the analysis of 2022 (a possible guide, no law).
"""

from typing import Literal

import pandas as pd

Comparison = Literal["same", "differs", "undecided", "no advice"]
PARTS = ("contact", "expertise", "maintenance", "whole")  # from the citizen to the back office


def advice(group: str, guidelines: pd.DataFrame) -> pd.DataFrame:
    """The guidelines for one group of services, a row a part, from the citizen to the back office.

    guidelines: group, part and where ('central', 'both', 'local'), and whatever else it holds, such as reason
    and source. A group that no guideline speaks of gives no row. A part that is not known comes last.

    >>> rules = pd.DataFrame({"group": ["person", "person"], "part": ["expertise", "contact"],
    ...                       "where": ["central", "local"]})
    >>> advice("person", rules)[["part", "where"]].values.tolist()
    [['contact', 'local'], ['expertise', 'central']]
    """
    mine = guidelines[guidelines["group"] == group]
    place = mine["part"].map({part: at for at, part in enumerate(PARTS)})
    return mine.assign(place=place).sort_values(["place", "part"], ignore_index=True).drop(columns="place")


def overall(parts: pd.DataFrame) -> str:
    """What the advice on the parts comes to for the whole service.

    All parts alike: that; else 'both': some of it central, some local. No advice at all is '', not known.

    >>> overall(pd.DataFrame({"where": ["local", "central"]}))
    'both'
    >>> overall(pd.DataFrame({"where": ["central"]}))
    'central'
    >>> overall(pd.DataFrame({"where": []}))
    ''
    """
    said = set(parts["where"])
    return "both" if len(said) > 1 else next(iter(said), "")


def compare(chosen: str, advised: str) -> Comparison:
    """The team's own choice beside the advice; '' is not chosen, or no advice.

    >>> compare("central", "both"), compare("", "central"), compare("local", "")
    ('differs', 'undecided', 'no advice')
    """
    if not advised:
        return "no advice"
    if not chosen:
        return "undecided"
    return "same" if chosen == advised else "differs"
