"""When services run: their own dates, else those of their phase, else none. No date is ever guessed."""

from typing import NamedTuple

import pandas as pd

OWN, OF_PHASE, NONE = "own", "phase", ""
DATES = ["starts_on", "ends_on"]


class Bars(NamedTuple):
    """`dated`: a row a service with a date; `undated`: the ids of the others, in the order they came."""

    dated: pd.DataFrame
    undated: list[int]


def dated(phases: pd.DataFrame, services: pd.DataFrame) -> pd.DataFrame:
    """Every service with start and end (datetime64, NaT not known) and `dates`, whose they are.

    phases: id, starts_on, ends_on. services: id, phase (-1 none), starts_on, ends_on and more, kept as it is.
    A service with one date of its own keeps to its own: its phase does not fill in the other. Source: our own
    definition.

    >>> phases = pd.DataFrame({"id": [1], "starts_on": ["2027-01-01"], "ends_on": ["2027-12-31"]})
    >>> services = pd.DataFrame({"id": [7, 8, 9], "phase": [1, 1, -1], "ends_on": [None, None, None],
    ...                          "starts_on": [None, "2027-06-01", None]})
    >>> dated(phases, services)["dates"].tolist()
    ['phase', 'own', '']
    """
    own = services[DATES].apply(pd.to_datetime)
    of_phase = phases.set_index("id")[DATES].apply(pd.to_datetime).reindex(services["phase"])
    of_phase.index = own.index
    has_own, has_phase = own.notna().any(axis=1), of_phase.notna().any(axis=1)
    found = own.where(has_own, of_phase)
    whose = pd.Series(NONE, index=own.index, dtype=object).mask(has_phase, OF_PHASE).mask(has_own, OWN)
    return services.assign(start=found["starts_on"], end=found["ends_on"], dates=whose)


def bars(phases: pd.DataFrame, services: pd.DataFrame) -> Bars:
    """The bars of a timeline, by phase in the order of `phases`, then by start; undated ones stay undated.

    Services without a phase come last. Within a phase those whose start is not known come after the others;
    what is equal keeps its order. The shapes are those of `dated`.
    """
    rows = dated(phases, services)
    place = rows["phase"].map({pk: at for at, pk in enumerate(phases["id"])})
    has_date = rows["dates"] != NONE
    ordered = rows.assign(place=place)[has_date].sort_values(
        ["place", "start", "end"], kind="stable", ignore_index=True
    )
    return Bars(ordered.drop(columns="place"), rows.loc[~has_date, "id"].tolist())


def late(rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Which rows of `dated` should have run by now and do not: end < today and done_on not known.

    >>> rows = pd.DataFrame({"end": pd.to_datetime(["2026-01-31", "2026-01-31", None]),
    ...                      "done_on": pd.to_datetime([None, "2026-02-10", None])})
    >>> late(rows, pd.Timestamp("2026-03-01")).tolist()
    [True, False, False]
    """
    return (rows["end"] < today) & rows["done_on"].isna()
