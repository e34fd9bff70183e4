"""What if: the network after municipalities join an agreement, leave one, or become one municipality.

The steps of a plan are carried out in their order, and each finds what the one before it left: a step about
a municipality that merged earlier in the plan is about the municipality that it became.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

Kind = Literal["join", "leave", "merge"]
NOBODY = -1


@dataclass(frozen=True)
class Change:
    """One step. `agreement` belongs to a join or a leave, `name` to a merger ('' joins the old names)."""

    kind: Kind
    municipalities: tuple[int, ...]
    agreement: int = NOBODY
    name: str = ""


@dataclass(frozen=True)
class After:
    """What the steps leave: the two frames, and how they came about.

    `heirs` names for each municipality of the start what it has become (itself where nothing merged);
    `idle` the places (0…) of the steps that changed nothing; `mergers` what each merger found.
    """

    memberships: pd.DataFrame
    municipalities: pd.DataFrame
    heirs: dict[int, int]
    idle: tuple[int, ...] = ()
    mergers: tuple["Merger", ...] = ()


@dataclass(frozen=True)
class Merger:
    """Step `place` makes `heir`, called `name`, of `parts`; the two frames are those just before it."""

    place: int
    heir: int
    name: str
    parts: tuple[int, ...]
    memberships: pd.DataFrame = field(compare=False, repr=False)
    municipalities: pd.DataFrame = field(compare=False, repr=False)


def apply(
    memberships: pd.DataFrame, municipalities: pd.DataFrame, changes: Sequence[Change]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two frames after `changes`; see :func:`play` for the rules and for what it reports besides.

    >>> memberships = pd.DataFrame({"municipality": [1, 2], "agreement": [7, 8]})
    >>> towns = pd.DataFrame({"id": [1, 2], "name": ["Halen", "Lummen"], "population": [9.0, 15.0]})
    >>> ties, nodes = apply(memberships, towns, [Change("merge", (1, 2), name="Halen-Lummen")])
    >>> ties.values.tolist(), nodes.values.tolist()
    ([[-1, 7], [-1, 8]], [[-1, 'Halen-Lummen', 24.0]])
    """
    found = play(memberships, municipalities, changes)
    return found.memberships, found.municipalities


def play(memberships: pd.DataFrame, municipalities: pd.DataFrame, changes: Sequence[Change]) -> After:
    """Carry out `changes` in order on unique `memberships` of the rows of `municipalities`.

    * join: the municipalities become members; who already is one stays one (twice is once);
    * leave: they are no longer members; where nobody was one, the step is idle and not an error;
    * merge: one new node with the union of the portfolios and id −1 − place of the step. Its population is
      the sum, NaN as soon as one is unknown; its place (`lon`, `lat`) the mean of the known ones; any other
      column keeps the value that all share, else ''. A merger of fewer than two different nodes is idle.

    Municipalities that are not a row are passed over. No changes: equal frames. Order matters: who leaves
    before a merger takes only its own membership away, after it the new municipality leaves as a whole.

    >>> memberships = pd.DataFrame({"municipality": [1, 2], "agreement": [7, 7]})
    >>> towns = pd.DataFrame({"id": [1, 2], "name": ["Halen", "Lummen"], "population": [9.0, 15.0]})
    >>> steps = [Change("leave", (1,), 7), Change("merge", (1, 2)), Change("leave", (1,), 8)]
    >>> found = play(memberships, towns, steps)
    >>> found.memberships.values.tolist(), found.heirs, found.idle
    ([[-2, 7]], {1: -2, 2: -2}, (2,))
    """
    heirs = {int(key): int(key) for key in municipalities["id"]}
    state = After(_ordered(memberships), municipalities, heirs)
    for place, change in enumerate(changes):
        state = _step(state, place, change)
    return state


def idle_reasons(changes: Sequence[Change], after: After) -> dict[int, str]:
    """Why each idle step changed nothing: "merged" where a merger before it made it pointless, else "none".

    >>> steps = [Change("merge", (1, 2)), Change("join", (1,), 7), Change("leave", (3,), 7)]
    >>> empty = pd.DataFrame()
    >>> idle_reasons(steps, After(empty, empty, {}, idle=(1, 2)))
    {1: 'merged', 2: 'none'}
    """
    return {place: _reason(changes, place) for place in after.idle}


def _reason(changes: Sequence[Change], place: int) -> str:
    earlier = (change for change in changes[:place] if change.kind == "merge")
    merged = {key for change in earlier for key in change.municipalities}
    return "merged" if merged & set(changes[place].municipalities) else "none"


def _step(state: After, place: int, change: Change) -> After:
    named = (state.heirs.get(key) for key in change.municipalities)
    nodes = tuple(sorted({node for node in named if node is not None}))
    if change.kind == "merge":
        return _merge(state, place, change, nodes)
    ties = state.memberships
    if change.kind == "join":
        ties = _joined(ties, nodes, change.agreement)
    else:
        gone = ties["municipality"].isin(nodes) & (ties["agreement"] == change.agreement)
        ties = ties[~gone].reset_index(drop=True)
    idle = state.idle if len(ties) != len(state.memberships) else (*state.idle, place)
    return After(ties, state.municipalities, state.heirs, idle, state.mergers)


def _merge(state: After, place: int, change: Change, nodes: tuple[int, ...]) -> After:
    if len(nodes) < 2:
        return After(
            state.memberships, state.municipalities, state.heirs, (*state.idle, place), state.mergers
        )
    heir = NOBODY - place
    ties = state.memberships
    moved = ties.assign(municipality=ties["municipality"].where(~ties["municipality"].isin(nodes), heir))
    heirs = {key: heir if node in nodes else node for key, node in state.heirs.items()}
    towns = state.municipalities
    name = change.name or " + ".join(towns[towns["id"].isin(nodes)]["name"])
    merger = Merger(place, heir, name, nodes, ties, towns)
    towns = _united(towns, nodes, heir, name)
    return After(_ordered(moved), towns, heirs, state.idle, (*state.mergers, merger))


def _joined(ties: pd.DataFrame, nodes: Iterable[int], agreement: int) -> pd.DataFrame:
    new = pd.DataFrame({"municipality": list(nodes), "agreement": agreement}, dtype="int64")
    return _ordered(pd.concat([ties, new], ignore_index=True))


def _ordered(ties: pd.DataFrame) -> pd.DataFrame:
    unique = ties[["municipality", "agreement"]].drop_duplicates()
    return unique.sort_values(["agreement", "municipality"], ignore_index=True)


def _united(towns: pd.DataFrame, nodes: tuple[int, ...], heir: int, name: str) -> pd.DataFrame:
    parts = towns[towns["id"].isin(nodes)]
    row = {column: _common(parts[column]) for column in towns}
    row |= {"id": heir, "name": name}
    if "population" in towns:
        row["population"] = parts["population"].sum(skipna=False)
    row |= {axis: parts[axis].mean() for axis in ("lon", "lat") if axis in towns}
    rest = towns[~towns["id"].isin(nodes)]
    new = pd.DataFrame([row], columns=towns.columns).astype(towns.dtypes)
    return pd.concat([new, rest], ignore_index=True).sort_values("id", ignore_index=True)


def _common(values: pd.Series) -> object:
    return values.iloc[0] if values.nunique(dropna=False) == 1 else ""
